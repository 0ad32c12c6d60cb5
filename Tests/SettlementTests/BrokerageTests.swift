import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import Testing

/// What offline and strategic investors pay on top of the price (新股配售经纪佣金).
@Suite struct BrokerageTests {
  private let half = Ratio(5, 1_000)

  @Test func `Brokerage is half up to the fen, and none online`() throws {
    let offering = try offering(brokerage: half)
    // 0.5% of 2,512.00 is 12.56; of 25.12 is 0.1256, of 75.36 is 0.3768.
    for (shares, fen) in [(Int64(100), Int64(1_256)), (1, 13), (3, 38)] {
      let due = try Due(
        tranche: .offline, account: "a", shares: Shares(shares), of: offering.atItsPrice())
      #expect(due.brokerage == Money(fen: fen))
      #expect(try due.total() == Money(fen: shares * 2_512 + fen))
    }
    // A half fen exactly: 0.5% of 1.00 yuan is 0.005.
    let exact = try Sample.offering { terms in
      terms.price = Price(fen: 100)
      terms.fees.brokerage = half
    }
    let due = try Due(tranche: .strategic, account: "a", shares: Shares(1), of: exact.atItsPrice())
    #expect(due.brokerage == Money(fen: 1))
    let online = try Due(
      tranche: .online, account: "a", shares: Shares(100), of: offering.atItsPrice())
    #expect(online.brokerage == .zero)
    #expect(try online.total() == online.amount)
  }

  @Test func `The price without the brokerage is short`() throws {
    let offering = try offering(brokerage: half)
    let due = try Due(
      tranche: .offline, account: "a", shares: Shares(100), of: offering.atItsPrice())
    let short = try Collection.collect(
      [due], [payment("a", "2512.00", .offline)], of: offering.atItsPrice(), deadlines: [:])
    #expect(short.outcomes[0].kept == .zero)
    #expect(short.outcomes[0].brokerage == .zero)
    #expect(short.outcomes[0].refund == (try yuan("2512.00")))
    #expect(short.exceptions.map(\.amount) == [try yuan("12.56")])
    let full = try Collection.collect(
      [due], [payment("a", "2524.56", .offline)], of: offering.atItsPrice(), deadlines: [:])
    #expect(full.outcomes[0].kept == Shares(100))
    #expect(full.outcomes[0].brokerage == (try yuan("12.56")))
    #expect(full.outcomes[0].refund == .zero)
    let totals = try full.totals(.offline)
    #expect(totals.brokerage == (try yuan("12.56")))
    #expect(totals.keptAmount == (try yuan("2512.00")))
    #expect(totals.received == (try yuan("2524.56")))
  }

  /// Where the rulebook keeps what was paid: the most shares whose price and brokerage it covers,
  /// never more than were allotted. Every payment below the 3.02 yuan due for three shares.
  @Test func `A part that is kept pays its own brokerage`() throws {
    let offering = try Sample.offering { terms in
      terms.price = Price(fen: 100)
      terms.fees.brokerage = half
    } rules: { rules in
      rules.shortPayment = .keep
    }
    let name = try #require(AccountName("a"))
    let due = try Due(tranche: .offline, account: "a", shares: Shares(3), of: offering.atItsPrice())
    #expect(try due.total() == yuan("3.02"))
    for fen in Int64(0)...301 {
      let payment = Payment(
        account: name, tranche: .offline, amount: Money(fen: fen), paidAt: deadline, reference: "")
      let collection = try Collection.collect(
        [due], [payment], of: offering.atItsPrice(), deadlines: [:])
      let outcome = collection.outcomes[0]
      // One share costs 1.01 with its brokerage, two 2.01: 0.005 goes up, 0.01 is exact.
      let kept: Int64 = fen < 101 ? 0 : fen < 201 ? 1 : 2
      try #require(outcome.kept == Shares(kept), "paid \(fen) fen")
      try #require(outcome.brokerage == Money(fen: kept == 0 ? 0 : 1), "paid \(fen) fen")
      try #require(outcome.keptAmount.fen + outcome.brokerage.fen + outcome.refund.fen == fen)
    }
  }
}
