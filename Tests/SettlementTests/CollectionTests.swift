import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import Testing
import TradingDays

/// What came in, what is kept, given up and given back (缴款).
@Suite struct CollectionTests {
  /// 500 shares at 25.12 yuan to each of the accounts, online.
  private func collect(
    _ payments: [Payment], accounts: [String] = ["a"]
  ) throws -> Collection {
    let offering = try offering()
    let dues = try accounts.map { account in
      try Due(tranche: .online, account: account, shares: Shares(500), of: offering.atItsPrice())
    }
    return try Collection.collect(
      dues, payments, of: offering.atItsPrice(), deadlines: [.online: deadline, .offline: deadline])
  }

  @Test func `A payment in full keeps all`() throws {
    let collection = try collect([payment("a", "12560.00")])
    let outcome = try #require(collection.outcomes.first)
    #expect(outcome.due.amount == (try yuan("12560.00")))
    #expect(outcome.kept == Shares(500))
    #expect(outcome.abandoned == .zero)
    #expect(outcome.keptAmount == (try yuan("12560.00")))
    #expect(outcome.refund == .zero)
    #expect(collection.exceptions.isEmpty)
  }

  /// The contract's example: 5,000.00 of 12,560.00 yuan.
  @Test func `A payment in part keeps whole single shares online`() throws {
    let collection = try collect([payment("a", "5000.00")])
    let outcome = try #require(collection.outcomes.first)
    #expect(outcome.kept == Shares(199))
    #expect(outcome.abandoned == Shares(301))
    #expect(outcome.keptAmount == (try yuan("4998.88")))
    #expect(outcome.refund == (try yuan("1.12")))
    let totals = try collection.totals(.online)
    #expect(totals.abandonedAmount == (try yuan("7561.12")))
    #expect(totals.abandoningAccounts == 1)
    #expect(
      collection.exceptions == [
        PaymentException(
          kind: .short, tranche: .online, account: "a", amount: try yuan("7560.00"), reference: "")
      ])
  }

  @Test(arguments: [
    ("0.01", 0, "0.01"), ("25.11", 0, "25.11"), ("25.12", 1, "0.00"), ("12559.99", 499, "25.11"),
    ("12534.88", 499, "0.00"), ("12534.87", 498, "25.11"),
  ])
  func `Both sides of a share's price`(paid: String, kept: Int64, refund: String) throws {
    let outcome = try #require(try collect([payment("a", paid)]).outcomes.first)
    #expect(outcome.kept == Shares(kept))
    #expect(outcome.refund == (try yuan(refund)))
  }

  @Test func `Nothing paid gives up all`() throws {
    let collection = try collect([])
    #expect(collection.outcomes[0].abandoned == Shares(500))
    #expect(collection.outcomes[0].refund == .zero)
    #expect(
      collection.exceptions == [
        PaymentException(
          kind: .missing, tranche: .online, account: "a", amount: try yuan("12560.00"),
          reference: "")
      ])
  }

  @Test func `At the deadline counts, a second later does not`() throws {
    let inTime = try collect([payment("a", "12560.00", after: 0)])
    #expect(inTime.outcomes[0].kept == Shares(500))
    #expect(inTime.exceptions.isEmpty)
    let late = try collect([payment("a", "12560.00", after: 1, reference: "late one")])
    #expect(late.outcomes[0].kept == .zero)
    #expect(late.outcomes[0].paidLate == (try yuan("12560.00")))
    #expect(late.outcomes[0].paidInTime == .zero)
    #expect(late.outcomes[0].refund == (try yuan("12560.00")))
    #expect(late.exceptions.map(\.kind) == [.late, .missing])
    #expect(late.exceptions[0].reference == "late one")
    #expect(late.exceptions[0].amount == (try yuan("12560.00")))
  }

  @Test func `What is paid late does not complete what was paid in time`() throws {
    let collection = try collect([payment("a", "5000.00"), payment("a", "7560.00", after: 1)])
    #expect(collection.outcomes[0].kept == Shares(199))
    #expect(collection.outcomes[0].refund == (try yuan("7561.12")))
    #expect(collection.exceptions.map(\.kind) == [.late, .short])
  }

  @Test func `What is over goes back`() throws {
    let collection = try collect([payment("a", "12560.01")])
    #expect(collection.outcomes[0].kept == Shares(500))
    #expect(collection.outcomes[0].refund == (try yuan("0.01")))
    #expect(
      collection.exceptions == [
        PaymentException(
          kind: .over, tranche: .online, account: "a", amount: try yuan("0.01"), reference: "")
      ])
  }

  @Test func `Several payments add up`() throws {
    let collection = try collect(
      [
        payment("a", "12000.00", after: -9), payment("b", "12560.00"), payment("a", "560.00"),
      ], accounts: ["a", "b"])
    #expect(collection.outcomes.map(\.kept) == [Shares(500), Shares(500)])
    #expect(collection.exceptions.isEmpty)
  }

  @Test func `A payment for nobody, or in the wrong tranche, goes back`() throws {
    let stray = try payment("x", "100.00", reference: "stray")
    let wrong = try payment("a", "12560.00", .offline)
    let collection = try collect([stray, wrong])
    #expect(collection.unidentified == [stray, wrong])
    #expect(collection.exceptions.map(\.kind) == [.unidentified, .unidentified, .missing])
    #expect(collection.exceptions[0].reference == "stray")
    let online = try collection.totals(.online)
    #expect(online.received == (try yuan("100.00")))
    #expect(online.refunds == (try yuan("100.00")))
    #expect(try collection.totals(.offline).refunds == yuan("12560.00"))
    #expect(collection.outcomes[0].kept == .zero)
  }

  @Test(arguments: [ShortPaymentRule.void, .keep])
  func `Offline, a payment in part keeps what the rulebook says`(rule: ShortPaymentRule) throws {
    let offering = try Sample.offering { terms in
      terms.price = Price(fen: 2_512)
    } rules: { rules in
      rules.shortPayment = rule
    }
    let dues = [
      try Due(tranche: .offline, account: "a", shares: Shares(500), of: offering.atItsPrice()),
      try Due(tranche: .online, account: "a", shares: Shares(500), of: offering.atItsPrice()),
    ]
    let collection = try Collection.collect(
      dues, [payment("a", "12559.99", .offline), payment("a", "12559.99")],
      of: offering.atItsPrice(),
      deadlines: [.offline: deadline, .online: deadline])
    #expect(collection.outcomes[0].kept == (rule == .keep ? Shares(499) : .zero))
    #expect(collection.outcomes[0].refund == (try yuan(rule == .keep ? "25.11" : "12559.99")))
    #expect(collection.outcomes[1].kept == Shares(499))
  }

  /// In time and late each fit 64 bits, what goes back does not.
  @Test func `Payments beyond 64 bits together are an error`() throws {
    let most = "92233720368547758.07"
    #expect(throws: QuantityError.self) { try collect([payment("a", most), payment("a", most)]) }
    #expect(throws: QuantityError.self) {
      try collect([payment("a", most), payment("a", most, after: 1)])
    }
  }

  /// Every payment up to 40 fen for three shares at 0.10 yuan, in time and late.
  @Test func `Each fen that comes in is kept or refunded`() throws {
    let offering = try Sample.offering { $0.price = Price(fen: 10) }
    let due = try Due(tranche: .online, account: "a", shares: Shares(3), of: offering.atItsPrice())
    let name = try #require(AccountName("a"))
    for inTime in Int64(0)...40 {
      for late in [Int64(0), 7, 30] {
        let payments = [(inTime, deadline), (late, .latest)].map { fen, instant in
          Payment(
            account: name, tranche: .online, amount: Money(fen: fen), paidAt: instant,
            reference: "")
        }
        let collection = try Collection.collect(
          [due], payments, of: offering.atItsPrice(), deadlines: [.online: deadline])
        let outcome = collection.outcomes[0]
        try #require(outcome.kept.count == min(3, inTime / 10))
        try #require(outcome.kept.count + outcome.abandoned.count == 3)
        try #require(outcome.keptAmount.fen == outcome.kept.count * 10)
        try #require(outcome.keptAmount.fen + outcome.refund.fen == inTime + late)
      }
    }
  }
}
