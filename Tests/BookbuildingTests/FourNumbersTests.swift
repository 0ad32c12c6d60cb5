import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

@Suite struct FourNumbersTests {
  private func numbers(_ rows: [String]) throws -> FourNumbers? {
    let offering = try Inquiry.offering(rules: { rules in
      rules.book.elimination = EliminationRule(atLeast: nil, atMost: nil, stop: .under)
    })
    return try BookReview(
      of: Book(bids: try rows.enumerated().map { try bid("i\($0) a\($0) \($1)") }), register: nil,
      by: BookTerms(of: offering)
    ).fourNumbers
  }

  @Test func `Medians count accounts, means count shares`() throws {
    let numbers = try #require(
      try numbers([
        "A 10.00 100 10:00 1", "A 11.00 300 10:00 2", "B 13.00 200 10:00 3",
      ]))
    #expect(numbers.median == Ratio(1_100, 1))
    // (1000×100 + 1100×300 + 1300×200) / 600 fen.
    #expect(numbers.mean == Ratio(690_000, 600))
    #expect(numbers.longTermMedian == Ratio(1_050, 1))
    #expect(numbers.longTermMean == Ratio(430_000, 400))
    #expect(numbers.lowest == Ratio(1_050, 1))
    #expect(numbers.mean.yuan == "11.5000" && numbers.lowest.yuan == "10.5000")
  }

  @Test func `A median between two prices keeps its half fen`() throws {
    let numbers = try #require(try numbers(["A 10.00 100 10:00 1", "A 10.01 100 10:00 2"]))
    #expect(numbers.median == Ratio(2_001, 2) && numbers.median.yuan == "10.0050")
  }

  @Test func `Without long-term funds there are two numbers, without bids none`() throws {
    let numbers = try #require(try numbers(["B 10.00 100 10:00 1"]))
    #expect(numbers.longTermMedian == nil && numbers.longTermMean == nil)
    #expect(numbers.lowest == Ratio(1_000, 1))
    #expect(try self.numbers([]) == nil)
  }

  @Test func `Each of the four can be the lowest`() throws {
    let books: [(rows: [String], lowest: KeyPath<FourNumbers, Ratio?>)] = [
      (["A 10.00 100 10:00 1", "A 10.00 100 10:00 2", "A 13.00 900 10:00 3"], \.someMedian),
      (["A 13.00 100 10:00 1", "A 13.00 100 10:00 2", "B 10.00 900 10:00 3"], \.someMean),
      (["A 10.00 100 10:00 1", "B 13.00 100 10:00 2", "B 13.00 100 10:00 3"], \.longTermMedian),
      (["A 10.00 900 10:00 1", "A 13.00 100 10:00 2", "A 13.00 100 10:00 3"], \.longTermMean),
    ]
    for (rows, lowest) in books {
      let numbers = try #require(try numbers(rows))
      #expect(numbers.lowest == numbers[keyPath: lowest], "\(rows)")
    }
  }
}

extension FourNumbers {
  fileprivate var someMedian: Ratio? { median }
  fileprivate var someMean: Ratio? { mean }
}
