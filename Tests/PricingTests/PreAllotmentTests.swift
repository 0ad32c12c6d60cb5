import Allotment
import Clawback
import Offerings
import Pricing
import Quantities
import Rulebooks
import SampleOfferings
import Testing

@Suite struct PreAllotmentTests {
  /// 8,900 shares are effective at 10.00: 6,400 of class A, 2,500 of class B; 6,000 offline, 4,000 online.
  private func part(
    _ multiple: Ratio, terms: (inout Terms) -> Void = { _ in },
    rules: (inout RuleValues) -> Void = { _ in }
  ) throws -> PreAllotment {
    let book = try SmallBook.twelve(terms: terms, rules: rules)
    let test = try PriceTest(
      Price(fen: 1_000), on: book.review, of: book.offering,
      by: PriceTestTerms(of: book.offering, onlineMultiples: [multiple]))
    return try #require(test.preAllotments.first)
  }

  @Test func `Nothing moves at fifty times and a lot more moves it`() throws {
    let still = try part(Ratio(50, 1))
    #expect(still.reallocation.band == "none")
    #expect(still.cover == Ratio(8_900, 6_000))
    let moved = try part(Ratio(5_001, 100))
    #expect(moved.reallocation.band == "50-100")
    // 5% of 10,000 is 500, one lot.
    #expect(moved.reallocation.clawback == Shares(500))
    #expect(moved.reallocation.offline == Shares(5_500))
    #expect(moved.cover == Ratio(8_900, 5_500))
    #expect(moved.reallocation.winningRate == Ratio(4_500, 200_040))
  }

  @Test func `Classes share what offline keeps`() throws {
    let part = try part(Ratio(60, 1))
    #expect(part.classes.map(\.demand.name) == ["A", "B"])
    #expect(part.classes.map(\.allotted).reduce(0) { $0 + $1.count } == 5_500)
    // Class A is promised 70%: 3,850 of its 6,400; at one ratio for all it has 3,955 and more.
    #expect(part.classes[0].ratio == Ratio(5_500, 8_900))
    #expect(part.classes[1].allotted == Shares(1_544))
    #expect(part.classes[0].allotted == Shares(3_956))
  }

  @Test func `What is locked is not free`() throws {
    let shares: [(OfflineLockRule, Int64)] = [
      (.none, 0), (.proportional(share: Ratio(10, 100), months: 6), 396 + 155),
      (.accountLottery(share: Ratio(10, 100), months: 6, classes: ["A"]), 396),
    ]
    for (rule, locked) in shares {
      let part = try part(Ratio(60, 1), rules: { $0.offlineLock = rule })
      #expect(part.offlineLocked == Shares(locked))
      #expect(part.freeFloat == Shares(10_000 - locked))
      #expect(part.freeFloatValue(at: Price(fen: 1_000)) == Int128(10_000 - locked) * 1_000)
    }
  }

  @Test func `An agreed lock goes before the rulebooks`() throws {
    let part = try part(Ratio(40, 1), terms: { $0.shares.offlineLocked = Ratio(70, 100) })
    // Of 4,315 and 1,685 shares.
    #expect(part.classes.map(\.allotted) == [Shares(4_315), Shares(1_685)])
    #expect(part.offlineLocked == Shares(3_021 + 1_180))
  }

  @Test func `Strategic shares are never free`() throws {
    let part = try part(
      Ratio(40, 1),
      terms: { terms in
        terms.shares.strategic = Shares(2_000)
        terms.shares.total = Shares(12_000)
      }, rules: { $0.offlineLock = .none })
    #expect(part.freeFloat == Shares(10_000))
  }

  @Test func `Online short goes to offline as far as it absorbs`() throws {
    // 2,900 more than offline has are effective: up to 2,900 of online's 4,000 may be missing.
    let absorbed = try part(Ratio(1_100, 4_000))
    #expect(absorbed.reallocation.suspension == nil)
    #expect(absorbed.reallocation.offline == Shares(8_900))
    #expect(absorbed.cover == .one)
    let stopped = try part(Ratio(1_099, 4_000))
    #expect(stopped.reallocation.suspension == .onlineShortageNotAbsorbed)
    #expect(stopped.freeFloat == nil && stopped.classes.isEmpty && stopped.cover == nil)
  }
}
