import Bookbuilding
import Pricing
import Quantities
import SampleOfferings
import Testing

/// The many candidates of one pass against each candidate by itself.
@Suite struct PriceTestsTests {
  /// Everything that both ways count.
  private func check(_ book: SmallBook, _ prices: [Price], _ comment: String) throws {
    let terms = PriceTestTerms(of: book.offering, onlineMultiples: [Ratio(60, 1)])
    let swept = try PriceTests.run(prices, on: book.review, of: book.offering, by: terms)
    #expect(swept.map(\.price) == prices)
    for test in swept {
      let alone = try PriceTest(test.price, on: book.review, of: book.offering, by: terms)
      #expect(test.demand == alone.demand, "\(comment) at \(test.price)")
      #expect(test.decision.effective == alone.decision.effective, "\(comment)")
      #expect(test.decision.fourNumbers == alone.decision.fourNumbers, "\(comment)")
      #expect(test.checks == alone.checks, "\(comment) at \(test.price)")
      #expect(test.preAllotments == alone.preAllotments, "\(comment) at \(test.price)")
      #expect(test.decision.suspension == alone.decision.suspension, "\(comment)")
    }
  }

  /// Every book of up to four bids at three prices by two investors with two quantities.
  @Test func `Every small book is counted alike both ways`() throws {
    let choices = [1_000, 1_001, 1_002].flatMap { fen in
      ["one", "two"].flatMap { investor in
        [300, 6_000].map { shares in (investor: investor, fen: Int64(fen), shares: Int64(shares)) }
      }
    }
    let prices = (998...1_003).map { Price(fen: $0) }
    let offering = try SmallBook.offering(elimination: Ratio(10, 100))
    var worlds = 0
    for count in 0...3 {
      var places = [Int](repeating: 0, count: count)
      repeat {
        let rows = places.enumerated().map { place, choice -> SmallBook.Row in
          let bid = choices[choice]
          return (
            bid.investor, "a\(place)", place.isMultiple(of: 2) ? "A" : "B", bid.fen, bid.shares
          )
        }
        try check(SmallBook(rows, of: offering), prices, "\(rows)")
        worlds += 1
      } while next(&places, below: choices.count)
    }
    // 1 + 12 + 144 + 1,728.
    #expect(worlds == 1_885)
  }

  /// Counts up; false after the last.
  private func next(_ digits: inout [Int], below base: Int) -> Bool {
    for place in digits.indices.reversed() {
      digits[place] += 1
      if digits[place] < base { return true }
      digits[place] = 0
    }
    return false
  }

  @Test func `Random books are counted alike both ways`() throws {
    var random = SplitMix(state: 42)
    let offering = try SmallBook.offering()
    for round in 0..<12 {
      let investors = Int64.random(in: 1...60, using: &random)
      let rows = (0..<Int.random(in: 1...200, using: &random)).map { place -> SmallBook.Row in
        (
          "i\(Int64.random(in: 1...investors, using: &random))", "a\(place)",
          Bool.random(using: &random) ? "A" : "B", Int64.random(in: 990...1_010, using: &random),
          Int64.random(in: 1...5_000, using: &random)
        )
      }
      let prices = (985...1_012).shuffled(using: &random).map { Price(fen: $0) }
      try check(SmallBook(rows, of: offering), prices, "round \(round)")
    }
  }

  @Test func `A candidate twice is answered twice`() throws {
    let book = try SmallBook.twelve()
    let prices = [1_000, 900, 1_000].map { Price(fen: $0) }
    let tests = try PriceTests.run(
      prices, on: book.review, of: book.offering, by: PriceTestTerms(of: book.offering))
    #expect(tests.map(\.price) == prices)
  }

  @Test func `The usual candidates stand around the lowest number as far as bids reach`() throws {
    let book = try SmallBook.twelve()
    // Of eleven bids the sixth is at 10.00; the mean is 10.4095…, of class A the seventh and more.
    #expect(book.review.fourNumbers?.lowest == Ratio(1_000, 1))
    let prices = try PriceCandidates.usual(book.review, known: Price(fen: 1_234))
    #expect(
      prices.map(\.fen) == [800, 850, 900, 950, 980, 1_000, 1_020, 1_050, 1_100, 1_234])
    #expect(try PriceCandidates.usual(book.review, known: nil).count == 9)
  }

  @Test func `A range has its ends and a limit`() throws {
    let range = PriceCandidates.range(
      from: Price(fen: 100), to: Price(fen: 105), step: Money(fen: 2))
    #expect(range?.map(\.fen) == [100, 102, 104])
    #expect(
      PriceCandidates.range(from: Price(fen: 1), to: Price(fen: 1_000), step: Money(fen: 1))?.count
        == 1_000)
    #expect(
      PriceCandidates.range(from: Price(fen: 1), to: Price(fen: 1_001), step: Money(fen: 1)) == nil)
  }
}

/// A generator that gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
