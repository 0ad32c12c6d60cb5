import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

@Suite struct EliminationTests {
  /// One account an investor: price, shares, time, sequence.
  private func elimination(
    _ rows: [String], aim: Ratio?, stop: EliminationRule.Stop, atMost: Ratio? = nil
  ) throws -> Elimination {
    let offering = try Inquiry.offering(rules: { rules in
      rules.book.elimination = EliminationRule(
        atLeast: stop == .over ? aim : nil, atMost: stop == .under ? aim : atMost, stop: stop)
    })
    let terms = try BookTerms(of: offering)
    let bids = try rows.enumerated().map { index, row in
      try bid("i\(index) a\(index) A \(row)")
    }
    return try Elimination(
      RankedBids(Screening.screen(Book(bids: bids), register: nil, by: terms)), by: terms)
  }

  private func removedRows(_ elimination: Elimination) -> [Int] {
    elimination.ranked.bids[elimination.removed].map(\.row)
  }

  @Test func `Price, then the smaller quantity, the later time, the later sequence`() throws {
    let elimination = try elimination(
      [
        "10.00 100 10:00 1", "10.00 100 10:00 2", "10.00 100 11:00 3", "10.00 200 12:00 4",
        "10.01 300 10:00 5", "9.99 100 15:00 6",
      ], aim: .one, stop: .under)
    #expect(elimination.ranked.bids.map(\.row) == [4, 2, 1, 0, 3, 5])
  }

  @Test func `Just under: the share is reached and never passed`() throws {
    // Of 1,000 shares, 3% is 30 and no account is that small; 30% is three accounts of 100.
    let rows = (1...10).map { "10.0\($0 - 1) 100 10:00 \($0)" }
    #expect(try elimination(rows, aim: Ratio(30, 100), stop: .under).count == 3)
    #expect(try elimination(rows, aim: Ratio(29, 100), stop: .under).count == 2)
    let none = try elimination(rows, aim: Ratio(3, 100), stop: .under)
    #expect(none.count == 0)
    #expect(
      none.whyNothing == "nothing: the first account alone is 10.0000%, and 3% were aimed at")
    #expect(try elimination(rows, aim: Ratio(10, 100), stop: .under).whyNothing == nil)
  }

  @Test func `Just over: the first account that reaches the share is the last`() throws {
    let rows = (1...10).map { "10.0\($0 - 1) 100 10:00 \($0)" }
    #expect(try elimination(rows, aim: Ratio(30, 100), stop: .over).count == 3)
    #expect(try elimination(rows, aim: Ratio(31, 100), stop: .over).count == 4)
    #expect(try elimination(rows, aim: Ratio(1, 100), stop: .over).count == 1)
  }

  @Test func `An account that leads above the most stays, whatever is missing then`() throws {
    let rows = ["12.00 400 10:00 1", "11.00 9600 10:00 2"]
    // 4% goes for an aim of 1%, but not where 3% is the most.
    #expect(try elimination(rows, aim: Ratio(1, 100), stop: .over).count == 1)
    let bounded = try elimination(
      rows, aim: Ratio(1, 100), stop: .over, atMost: Ratio(3, 100))
    #expect(bounded.count == 0 && bounded.share == .zero)
    #expect(
      try elimination(rows, aim: Ratio(1, 100), stop: .over, atMost: Ratio(4, 100)).count == 1)
  }

  @Test func `Bids at the issue price stay where it is the lowest of the block`() throws {
    let rows = [
      "12.00 100 10:00 1", "11.00 100 10:00 2", "11.00 200 10:00 3", "11.00 300 10:00 4",
      "10.00 300 10:00 5",
    ]
    let elimination = try elimination(rows, aim: Ratio(40, 100), stop: .under)
    #expect(removedRows(elimination) == [0, 1, 2])
    let kept = elimination.keeping(Price(fen: 1_100))
    #expect(removedRows(kept) == [0] && kept.keptAtPrice == 2)
    #expect(kept.share == Ratio(1, 10))
    for price in [1_099, 1_101, 1_200] {
      let same = elimination.keeping(Price(fen: Int64(price)))
      #expect(same.count == 3 && same.keptAtPrice == 0, "\(price)")
    }
  }

  @Test func `Effective is what remains at the price or above`() throws {
    let rows = [
      "12.00 100 10:00 1", "11.00 100 10:00 2", "10.50 100 10:00 3", "10.00 700 10:00 4",
    ]
    let elimination = try elimination(rows, aim: Ratio(10, 100), stop: .under)
    #expect(elimination.effective(at: Price(fen: 1_050)) == 1..<3)
    #expect(elimination.effective(at: Price(fen: 1_051)) == 1..<2)
    #expect(elimination.effective(at: Price(fen: 1_000)) == 1..<4)
    // Above every bid that remains nothing is effective, and what was removed is not either.
    #expect(elimination.effective(at: Price(fen: 1_150)).isEmpty)
  }

  @Test func `No rule removes nothing, and an empty book has no share`() throws {
    #expect(try elimination(["12.00 100 10:00 1"], aim: nil, stop: .under).count == 0)
    let empty = try elimination([], aim: Ratio(10, 100), stop: .over)
    #expect(empty.count == 0 && empty.share == .zero && empty.removedLast == nil)
  }

  /// Every book of up to five accounts with three prices and two quantities, against a search that adds one
  /// account after the other.
  @Test func `Small books against a plain search`() throws {
    let kinds = ["12.00 100", "11.00 100", "11.00 300", "10.00 200"]
    var books: [[Int]] = [[]]
    for _ in 0..<5 { books += books.flatMap { book in kinds.indices.map { book + [$0] } } }
    for book in Set(books) {
      let rows = book.enumerated().map { "\(kinds[$1]) 10:00 \($0 + 1)" }
      for (aim, most) in [(10, 100), (34, 100), (10, 30), (50, 50)] {
        for stop in EliminationRule.Stop.allCases {
          let found = try elimination(
            rows, aim: Ratio(Int64(aim), 100), stop: stop,
            atMost: stop == .over ? Ratio(Int64(most), 100) : nil)
          let shares = found.ranked.bids.map(\.shares.count)
          let expected = Self.plainCount(
            shares, aim: aim, most: stop == .over ? most : 100, stop: stop)
          #expect(found.count == expected, "\(rows) \(aim) \(most) \(stop)")
          #expect(
            found.ranked.shares(found.removed).count
              + found.ranked.shares(found.remaining).count == shares.reduce(0, +))
        }
      }
    }
  }

  private static func plainCount(
    _ shares: [Int64], aim: Int, most: Int, stop: EliminationRule.Stop
  ) -> Int {
    let total = shares.reduce(0, +)
    var removed: Int64 = 0
    for (index, share) in shares.enumerated() {
      if stop == .over, removed * 100 >= total * Int64(aim) { return index }
      removed += share
      if stop == .under, removed * 100 > total * Int64(aim) { return index }
      if removed * 100 > total * Int64(most) { return index }
    }
    return shares.count
  }
}
