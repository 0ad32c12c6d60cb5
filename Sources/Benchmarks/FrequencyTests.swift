import Cryptography
import Fairness
import Lottery

/// The questions that are put to the draws and to their generator.
enum FrequencyTests {
  static func all() throws -> [FrequencyTest] {
    try numbers() + tails() + positions() + generator()
  }

  /// Which of a small urn's numbers win. Of each draw one winner is taken, chosen by a second
  /// seed: the winners of one draw depend on each other, one from each draw does not.
  private static func numbers() throws -> [FrequencyTest] {
    let urn = try NumberRange(first: 1, count: 20)
    var tests = [
      pick("ranked, 7 of 20", .equal(20)) { seed in
        try RankedDraw.draw(in: urn, winners: 7, seed: seed)
      },
      pick("lowest-ticket, 7 of 20", .equal(20)) { seed in
        try LowestTicketDraw.draw(in: urn, winners: 7, seed: seed)
      },
    ]
    for (count, winners) in [(20, 7), (16, 4), (25, 10)] as [(Int64, Int64)] {
      for nines in Nines.allCases {
        let range = try NumberRange(first: 1, count: count)
        tests.append(
          pick(
            "tail-numbers \(nines), \(winners) of \(count)",
            .cells(try exactShares(in: range, winners: winners, nines: nines))
          ) { seed in
            try TailNumberDraw.draw(in: range, winners: winners, nines: nines, seed: seed)
              .winningNumbers(in: range)
          })
      }
    }
    return tests
  }

  private static func pick(
    _ name: String, _ kind: FrequencyTest.Kind,
    _ draw: @escaping @Sendable (Digest) throws -> [Int64]
  ) -> FrequencyTest {
    FrequencyTest(subject: "numbers", name: name, kind: kind) { seed, counts in
      let winners = try draw(seed)
      var choice = SHA256Generator(seed: SHA256.hash(seed.bytes))
      counts[Int(winners[Int(choice.below(UInt64(winners.count)))]) - 1] += 1
    }
  }

  /// The share of the winners that each number has by exact enumeration.
  private static func exactShares(
    in numbers: NumberRange, winners: Int64, nines: Nines
  ) throws -> [Double] {
    let found = try WinningChances(
      ofTailsIn: numbers, winners: winners, nines: nines, outcomesMax: .max)
    guard let chances = found else { preconditionFailure("There is no limit to outcomes here") }
    return chances.numerators.map {
      Double($0) / (Double(chances.denominator) * Double(winners))
    }
  }

  /// The tail that a length's first group begins with, for every size of group, where all tails
  /// of the length win equally many numbers.
  private static func tails() throws -> [FrequencyTest] {
    var tests: [FrequencyTest] = []
    for digits in 1...3 {
      let modulus = (0..<digits).reduce(1) { power, _ in power * 10 }
      let numbers = try NumberRange(first: 100_000_000_000, count: Int64(7 * modulus))
      for wanted in [1, 2, 4, 5, 8, 9] {
        for nines in Nines.allCases where wanted == 9 || nines == .eightPlusOne {
          let size = nines.groupSize(forTails: UInt64(wanted))
          tests.append(
            FrequencyTest(
              subject: "tails", name: "k = \(digits), \(wanted) wanted: group of \(size)",
              kind: .equal(modulus)
            ) { seed, counts in
              let tails = try TailNumberDraw.draw(
                in: numbers, winners: Int64(7 * wanted), nines: nines, seed: seed)
              counts[Int(tails.tails[0].value)] += 1
            })
        }
      }
    }
    let numbers = try NumberRange(first: 0, count: 997)
    tests.append(
      FrequencyTest(subject: "tails", name: "full length, 1 of 997", kind: .equal(997)) {
        seed, counts in
        let tails = try TailNumberDraw.draw(
          in: numbers, winners: 1, nines: .eightPlusOne, seed: seed)
        counts[Int(tails.tails[0].value)] += 1
      })
    return tests
  }

  /// Which number comes at which rank, and which two come first.
  private static func positions() throws -> [FrequencyTest] {
    let urn = try NumberRange(first: 0, count: 10)
    let large = try NumberRange(first: 0, count: 1_000)
    let methods: [(name: String, draw: @Sendable (Int64, Digest) throws -> [Int64])] = [
      ("ranked", { try RankedDraw.draw(in: urn, winners: $0, seed: $1) }),
      ("lowest-ticket", { try LowestTicketDraw.draw(in: urn, winners: $0, seed: $1) }),
    ]
    var tests: [FrequencyTest] = []
    for method in methods {
      tests.append(
        FrequencyTest(
          subject: "positions", name: "\(method.name): rank by number, 10 of 10",
          kind: .permutations(10)
        ) { seed, counts in
          for (rank, number) in try method.draw(10, seed).enumerated() {
            counts[10 * rank + Int(number)] += 1
          }
        })
      tests.append(
        FrequencyTest(
          subject: "positions", name: "\(method.name): first two of 10, in order",
          kind: .equal(90)
        ) { seed, counts in
          let drawn = try method.draw(2, seed).map { Int($0) }
          counts[9 * drawn[0] + drawn[1] - (drawn[1] > drawn[0] ? 1 : 0)] += 1
        })
    }
    tests.append(
      FrequencyTest(
        subject: "positions", name: "ranked: 50th of 1,000, in twenties", kind: .equal(50)
      ) { seed, counts in
        counts[Int(try RankedDraw.draw(in: large, winners: 50, seed: seed)[49] / 20)] += 1
      })
    return tests
  }

  /// `below(n)` for n just above a power of two, where half of all draws are rejected. From 257
  /// on, the values are counted in 256 cells that differ by at most one number.
  private static func generator() -> [FrequencyTest] {
    let small = (1...8).map { UInt64(1 << $0) + 1 }
    let large = [16, 31, 32, 33, 62, 63].map { (UInt64(1) << UInt64($0)) + 1 }
    var tests = (small + large).map { bound in
      let cells = Int(min(bound, 256))
      return FrequencyTest(
        subject: "generator", name: "below(\(bound))", kind: .cells(shares(of: bound, in: cells))
      ) { seed, counts in
        var generator = SHA256Generator(seed: seed)
        for _ in 0..<4 { counts[cell(of: generator.below(bound), of: bound, in: cells)] += 1 }
      }
    }
    tests.append(
      FrequencyTest(subject: "generator", name: "two below(17) in a row", kind: .equal(289)) {
        seed, counts in
        var generator = SHA256Generator(seed: seed)
        for _ in 0..<4 { counts[Int(17 * generator.below(17) + generator.below(17))] += 1 }
      })
    return tests
  }

  /// ⌊value · cells / bound⌋.
  private static func cell(of value: UInt64, of bound: UInt64, in cells: Int) -> Int {
    let scaled = value.multipliedFullWidth(by: UInt64(cells))
    return Int(bound.dividingFullWidth(scaled).quotient)
  }

  /// How many of the values fall into each cell, as a part of all.
  private static func shares(of bound: UInt64, in cells: Int) -> [Double] {
    // The first value of a cell is ⌈cell · bound / cells⌉.
    let starts = (0...cells).map { cell in
      (UInt128(cell) * UInt128(bound) + UInt128(cells) - 1) / UInt128(cells)
    }
    return zip(starts, starts.dropFirst()).map { Double($1 - $0) / Double(bound) }
  }
}
