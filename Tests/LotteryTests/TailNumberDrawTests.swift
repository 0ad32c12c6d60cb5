import Cryptography
import Lottery
import Testing

@Suite struct TailNumberDrawTests {
  @Test(arguments: Vectors.draws(by: "tail-numbers"))
  func publishedDraws(vector: Vectors.Draw) throws {
    let numbers = try NumberRange(first: vector.first, count: vector.count)
    let tails = try TailNumberDraw.draw(
      in: numbers, winners: vector.winners, nines: Nines(parsing: #require(vector.nines)),
      seed: Digest(parsingSeed: vector.seed))
    var byLength: [String: [String]] = [:]
    for (digits, tails) in tails.byLength { byLength["\(digits)"] = tails.map(\.description) }
    #expect(byLength == vector.tails)
    #expect(tails.winners(in: numbers) == (vector.winners == vector.count ? 0 : vector.winners))
  }

  /// Every range of up to 60 numbers, every count of winners, several seeds and starts.
  @Test(arguments: Nines.allCases)
  func smallWorlds(nines: Nines) throws {
    for count in Int64(1)...60 {
      let numbers = try NumberRange(first: (count % 4) * 33, count: count)
      for winners in 0...count {
        for number in 0..<3 {
          let tails = try TailNumberDraw.draw(
            in: numbers, winners: winners, nines: nines, seed: seed(number))
          #expect(tails.winners(in: numbers) == (winners == count ? 0 : winners))
          #expect(try TailNumbers(tails.tails) == tails)
        }
        let tails = try TailNumberDraw.draw(
          in: numbers, winners: winners, nines: nines, seed: seed(0))
        var naive = NaiveTailDraw(numbers: numbers, nines: nines, seed: seed(0))
        #expect(tails.tails.map(\.description) == naive.draw(winners: winners))
      }
    }
  }

  @Test(arguments: [99, 100, 101, 999, 1_000, 1_001])
  func largerWorldsAgreeWithTheNaiveDraw(count: Int64) throws {
    let numbers = try NumberRange(first: 1, count: count)
    for winners in [1, 2, count / 3, count / 2, count * 9 / 10, count - 2, count - 1] {
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: winners, nines: .eightPlusOne, seed: seed(Int(winners)))
      var naive = NaiveTailDraw(numbers: numbers, nines: .eightPlusOne, seed: seed(Int(winners)))
      #expect(tails.tails.map(\.description) == naive.draw(winners: winners))
      #expect(tails.winningNumbers(in: numbers).count == Int(winners))
    }
  }

  @Test func moreWinnersThanNumbersAreRefused() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    #expect(throws: LotteryError.moreWinnersThanNumbers(found: 11, expected: 10)) {
      try TailNumberDraw.draw(in: numbers, winners: 11, nines: .eightPlusOne, seed: .zero)
    }
    #expect(throws: LotteryError.negativeWinners(found: -1)) {
      try TailNumberDraw.draw(in: numbers, winners: -1, nines: .eightPlusOne, seed: .zero)
    }
  }

  @Test func almostEveryNumberOfALargeRange() throws {
    let numbers = try NumberRange(first: 1, count: 100_000)
    let tails = try TailNumberDraw.draw(
      in: numbers, winners: 99_999, nines: .fivePlusFour, seed: seed(1))
    #expect(tails.winners(in: numbers) == 99_999)
  }

  @Test func theLargestRange() throws {
    let numbers = try NumberRange(first: 0, count: .max)
    let tails = try TailNumberDraw.draw(
      in: numbers, winners: 1_234_567, nines: .eightPlusOne, seed: seed(2))
    #expect(tails.winners(in: numbers) == 1_234_567)
  }
}

/// The draw again, by the words of the contract: tails are texts and every hit is counted.
struct NaiveTailDraw {
  let numbers: NumberRange
  let nines: Nines
  var bits: NaiveBits
  var drawn: [String] = []

  init(numbers: NumberRange, nines: Nines, seed: Digest) {
    self.numbers = numbers
    self.nines = nines
    bits = NaiveBits(seed: seed)
  }

  mutating func draw(winners: Int64) -> [String] {
    if winners == numbers.count { return [] }
    var left = Int(winners)
    var length = 0
    var power = 1
    while power < Int(numbers.count) {
      length += 1
      power *= 10
      if power < Int(numbers.count) { drawGroups(length: length, power: power, left: &left) }
    }
    while left > 0 {
      let number = Int(numbers.first) + Int(bits.below(UInt64(numbers.count)))
      let tail = padded(number % power, length)
      if isDrawn(tail) { continue }
      drawn.append(tail)
      left -= 1
    }
    return drawn
  }

  private mutating func drawGroups(length: Int, power: Int, left: inout Int) {
    var failures = 0
    while left * power / Int(numbers.count) > 0 && failures < 1_000 {
      let tails = left * power / Int(numbers.count)
      let large = nines == .eightPlusOne ? 8 : 5
      let size = tails > 8 ? large : [1, 2, 2, 4, 5, 5, 5, 8][tails - 1]
      let base = Int(bits.below(UInt64(power)))
      let group = (0..<size).map { padded((base + $0 * (power / size)) % power, length) }
      failures += 1
      if group.contains(where: isDrawn) { continue }
      let hits = group.map(hits(of:)).reduce(0, +)
      if hits > left { continue }
      failures = 0
      drawn += group
      left -= hits
    }
  }

  private func hits(of tail: String) -> Int {
    var power: Int64 = 1
    for _ in tail { power *= 10 }
    return (numbers.first...numbers.last).count { $0 % power == Int64(tail) }
  }

  private func isDrawn(_ tail: String) -> Bool {
    drawn.contains { tail.hasSuffix($0) }
  }

  private func padded(_ number: Int, _ length: Int) -> String {
    String(repeating: "0", count: max(0, length - "\(number)".count)) + "\(number)"
  }
}
