import Allotment
import Bookbuilding
import Pricing
import Quantities
import SampleOfferings
import Testing

@Suite struct EffectiveDemandTests {
  private func test(_ fen: Int64, _ book: SmallBook) throws -> PriceTest {
    try PriceTest(
      Price(fen: fen), on: book.review, of: book.offering, by: PriceTestTerms(of: book.offering))
  }

  @Test func `The twelve bids are counted by hand`() throws {
    let book = try SmallBook.twelve()
    let test = try test(1_000, book)
    // 3,000 + 1,900 + 1,600 + 2,400 of investors one to four.
    #expect(
      test.demand.totals
        == BookTotals(bids: 8, investors: 4, accounts: 8, shares: Shares(8_900)))
    #expect(test.demand.classes.map(\.name) == ["A", "B"])
    #expect(test.demand.classes.map(\.shares) == [Shares(6_400), Shares(2_500)])
    #expect(test.demand.classes.map(\.accounts) == [5, 3])
    let concentration = try #require(test.demand.concentration)
    #expect(concentration.top == [3_000, 8_900, 8_900, 8_900].map { Shares($0) })
    #expect(concentration.part(0) == Ratio(30, 89))
    // 9.00 + 3.61 + 2.56 + 5.76 millions of 79.21.
    #expect(concentration.squares == 20_930_000)
    #expect(concentration.herfindahl.numerator == 2_093)
    #expect(concentration.herfindahl.denominator == 7_921)
    #expect(try concentration.points() == 2_642)
    #expect(test.decision.multiple == Ratio(89, 60))
  }

  @Test func `A bid is effective at its price and not a fen above`() throws {
    let book = try SmallBook.twelve()
    #expect(try test(900, book).demand.totals.accounts == 10)
    #expect(try test(901, book).demand.totals.accounts == 8)
    #expect(try test(850, book).demand.totals.accounts == 11)
    #expect(try test(1_100, book).demand.totals.shares == Shares(4_000))
    #expect(try test(1_101, book).demand.totals.shares == .zero)
    #expect(try test(1_101, book).demand.concentration == nil)
  }

  @Test func `The removed bid is kept where its price is the issue price`() throws {
    let book = try SmallBook.twelve()
    let kept = try test(1_200, book)
    #expect(kept.decision.elimination.keptAtPrice == 1)
    #expect(kept.demand.totals.shares == Shares(100))
    #expect(try test(1_199, book).demand.totals.shares == .zero)
  }

  @Test func `One investor alone is all of it`() throws {
    let book = try SmallBook(
      [("one", "a1", "A", 1_000, 7_000), ("one", "a2", "B", 1_000, 3_000)],
      of: SmallBook.offering(elimination: .zero))
    let concentration = try #require(try test(1_000, book).demand.concentration)
    #expect(try concentration.points() == 10_000)
    #expect(concentration.part(0) == .one)
  }

  @Test func `Thirty equal investors hold their parts of the whole`() throws {
    let rows = (1...30).map { place -> SmallBook.Row in
      ("i\(place)", "a\(place)", "A", 1_000, 1_000)
    }
    let book = try SmallBook(rows, of: SmallBook.offering(elimination: .zero))
    let concentration = try #require(try test(1_000, book).demand.concentration)
    #expect((0..<4).map { concentration.part($0) } == [1, 5, 10, 25].map { Ratio($0, 30) })
    // 10,000 / 30, half up.
    #expect(try concentration.points() == 333)
  }
}
