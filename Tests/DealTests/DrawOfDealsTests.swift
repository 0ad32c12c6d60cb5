import Allotment
import CanonicalJSON
import Cryptography
import Lottery
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// Numbers and tails of real draws, counted again.
@Suite struct DrawOfDealsTests {
  @Test(arguments: Deal.determining(.numberRange))
  func `One number a lot, consecutive from the exchange's first`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    let applied = try #require(deal.count("online_valid_shares"))
    let total = try #require(deal.numbers).lowerBound
    #expect(applied == total * rules.lot.count, "\(deal): shares over lots")
    let numbers = try NumberRange(first: rules.firstNumber, count: total)
    #expect(deal.count("allot_number_start") ?? numbers.first == numbers.first, "\(deal): first")
    #expect(deal.count("allot_number_end") ?? numbers.last == numbers.last, "\(deal): last")
  }

  /// Over a whole period of the longest tail each tail wins its share exactly, so that tails which
  /// overlapped would win too few numbers.
  @Test(arguments: Deal.determining(.tails))
  func `Published tails don't overlap`(deal: Deal) throws {
    let tails = try deal.tailNumbers()
    let longest = try #require(deal.tails.last?.digits)
    var expected: Int64 = 0
    for (digits, texts) in deal.tails {
      expected += Int64(texts.count) * power(of: longest - digits)
    }
    let period = try NumberRange(first: 0, count: power(of: longest))
    #expect(tails.winners(in: period) == expected, "\(deal): tails over a period")
    #expect(tails.byLength.map(\.digits) == deal.tails.map(\.digits), "\(deal): lengths")
  }

  /// N is printed (688360), unique by the rate (301508), or within what the tails allow: 301393,
  /// 300894, 003029 and 603168 win the published number at both ends and another just outside.
  @Test(arguments: Deal.determining(.tails).filter { $0.has("winners") })
  func `Published tails win the published number`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    let tails = try deal.tailNumbers()
    let winners = try #require(deal.count("winners"))
    let counts = try #require(deal.numbers)
    let announced = AnnouncedTails(tails: tails, source: "")
    for count in Set([counts.lowerBound, counts.upperBound]) {
      let numbers = try NumberRange(first: rules.firstNumber, count: count)
      let draw = try OnlineDraw.announced(announced, numbers: numbers, winners: winners)
      let offsets = draw.winningOffsets()
      #expect(Int64(offsets.count) == winners, "\(deal): winning numbers")
      #expect(offsets.last.map { $0 < count } == true, "\(deal): last winning number")
      #expect(throws: AllotmentError.wrongWinnerCount(found: winners, expected: winners + 1)) {
        try OnlineDraw.announced(announced, numbers: numbers, winners: winners + 1)
      }
    }
    guard deal.has("numbers_least") else { return }
    for count in [counts.lowerBound - 1, counts.upperBound + 1] {
      let numbers = try NumberRange(first: rules.firstNumber, count: count)
      #expect(tails.winners(in: numbers) != winners, "\(deal): winners among \(count)")
    }
  }

  /// The digits of 2.46773081% are the tails of each length, up to the last one.
  @Test func `China Construction Bank's tails are the digits of its rate`() throws {
    let deal = try #require(Deal.with(code: "601939"))
    let counts = deal.tails.map(\.tails.count)
    #expect(counts == [2, 4, 6, 7, 7, 3, 1])
    let digits = try #require(deal.text("win_rate_final_pct")).filter(\.isNumber)
    #expect(digits.hasPrefix("246773"))
  }

  /// Our own draw, from any seed, wins as many numbers as the ceremony did.
  @Test(arguments: Deal.determining(.numberRange).filter { $0.has("winners") })
  func `Tails drawn from a seed win the published number`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    let winners = try #require(deal.count("winners"))
    let numbers = try NumberRange(
      first: rules.firstNumber, count: try #require(deal.numbers).lowerBound)
    let draw = try OnlineDraw.drawn(
      from: .demonstration(seed: SHA256.hash("\(deal)")), by: .tailNumbers(rules.nines),
      numbers: numbers, winners: winners)
    #expect(draw.outcome.tails?.winners(in: numbers) == winners, "\(deal): winners")
  }

  private func power(of digits: Int) -> Int64 {
    (0..<digits).reduce(1) { power, _ in power * 10 }
  }
}

extension Deal {
  func tailNumbers() throws -> TailNumbers {
    try TailNumbers(tails.flatMap(\.tails).map { try TailNumber(parsing: $0) })
  }
}
