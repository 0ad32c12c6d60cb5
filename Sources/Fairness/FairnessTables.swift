import Lottery
import Parallelism
import Quantities

/// The exact tables of Specs/fairness.md, in Markdown. Each is made by running the draws.
public enum FairnessTables {
  /// Every arrangement of a ranked draw, for eight numbers; the smaller ranges are in the tests.
  public static func ranked() throws(LotteryError) -> String {
    var rows: [[String]] = []
    for winners in Int64(1)...8 {
      let all = try RankedArrangements(in: NumberRange(first: 1, count: 8), winners: winners)
      rows.append([
        "8", "\(winners)", number(all.outcomes), number(all.arrangements),
        all.areEquallyLikely ? "1/\(all.arrangements)" : "unequal",
      ])
    }
    return table(
      ["N", "W", "outcomes", "different arrangements", "probability of each"], rows)
  }

  /// The exact chances of tails where no base is refused for what it would win.
  public static func tails() throws(LotteryError) -> String {
    try chances(of: [
      (20, 7, .eightPlusOne), (30, 17, .fivePlusFour), (12, 7, .eightPlusOne),
      (11, 2, .eightPlusOne), (16, 4, .eightPlusOne), (21, 9, .eightPlusOne),
      (27, 23, .eightPlusOne), (37, 31, .fivePlusFour), (150, 19, .eightPlusOne),
      (150, 19, .fivePlusFour), (185, 16, .eightPlusOne),
    ])
  }

  /// One shape of draw at growing size: one tail that wins a tenth, or one number less.
  public static func scale() throws(LotteryError) -> String {
    try chances(of: [
      (15, 2, .eightPlusOne), (45, 5, .eightPlusOne), (95, 10, .eightPlusOne),
      (495, 50, .eightPlusOne), (995, 100, .eightPlusOne), (4_995, 500, .eightPlusOne),
    ])
  }

  /// The counts of winners at which bases are refused for what they would win.
  public static func refusedBases() throws(LotteryError) -> String {
    try chances(of: [
      (15, 6, .eightPlusOne), (25, 10, .eightPlusOne), (25, 11, .eightPlusOne),
      (105, 42, .eightPlusOne), (1_005, 402, .eightPlusOne), (25, 20, .eightPlusOne),
      (185, 15, .eightPlusOne), (985, 79, .fivePlusFour),
    ])
  }

  /// The bound for two real offerings.
  public static func realOfferings() -> String {
    let offerings: [(name: String, count: Int64, winners: Int64, nines: Nines)] = [
      ("SSE", 42_663_290, 16_276, .eightPlusOne), ("SZSE", 565_509_995, 1_050_000, .fivePlusFour),
    ]
    return table(
      [
        "", "N", "W", "groups that are certain", "left after them", "bases blocked at most",
        "largest difference", "of W/N",
      ],
      offerings.map { offering in
        let bound = ChanceBound(
          count: offering.count, winners: offering.winners, nines: offering.nines)
        return [
          "\(offering.name), \(offering.nines)", number(offering.count), number(offering.winners),
          groups(bound), range(bound.left), percent(bound.blocked, of: ChanceBound.one),
          bound.difference.map(scientific) ?? "none proved",
          bound.difference.map {
            scientific(share($0, count: offering.count, winners: offering.winners))
          } ?? "",
        ]
      })
  }

  /// Every draw of up to so many numbers that has few enough outcomes, in one sentence a kind.
  ///
  /// - Complexity: some seconds for 40 numbers and 4,000 outcomes.
  public static func sweep(countMax: Int64, outcomesMax: Int) throws(LotteryError) -> String {
    let sweep = try FairnessSweep(countMax: countMax, outcomesMax: outcomesMax)
    return table(
      ["draws of 2 to \(countMax) numbers", "how many"],
      [
        ["all: every W below N, both nines", number(sweep.draws)],
        ["with at most \(number(outcomesMax)) outcomes, all taken", number(sweep.enumerated)],
        ["of these, bases refused for what they would win", number(sweep.refused)],
        ["of the others, every number has the same chance", number(sweep.equal)],
        ["of the others, the bound is reached exactly", number(sweep.reached)],
        ["of the others, the bound does not hold", number(sweep.broken)],
      ])
  }

  private static func chances(
    of draws: [(count: Int64, winners: Int64, nines: Nines)]
  ) throws(LotteryError) -> String {
    let rows = concurrentMap(count: draws.count) { index in
      Result { () throws(LotteryError) in try row(draws[index]) }
    }
    var cells: [[String]] = []
    for row in rows { cells.append(try row.get()) }
    return table(
      [
        "N", "W", "nines", "outcomes", "fewest bases free", "worst chance", "best chance",
        "they differ by, of W/N", "by the proof at most",
      ], cells)
  }

  private static func row(
    _ draw: (count: Int64, winners: Int64, nines: Nines)
  ) throws(LotteryError) -> [String] {
    let numbers = try NumberRange(first: 1, count: draw.count)
    let found = try WinningChances(
      ofTailsIn: numbers, winners: draw.winners, nines: draw.nines, outcomesMax: .max)
    guard let chances = found else { preconditionFailure("There is no limit to outcomes here") }
    let bound = ChanceBound(count: draw.count, winners: draw.winners, nines: draw.nines)
    let rarest = chances.rarestAcceptance
    return [
      number(draw.count), number(draw.winners), "\(draw.nines)", number(chances.outcomes),
      chances.hasGivenUp ? "none" : rarest.map { "\($0.accepted) of \($0.of)" } ?? "all",
      fraction(chances.lowest, chances.denominator),
      fraction(chances.highest, chances.denominator),
      percent(
        (chances.highest - chances.lowest) * UInt128(draw.count),
        of: chances.denominator * UInt128(draw.winners)),
      bound.difference.map {
        percent(share($0, count: draw.count, winners: draw.winners), of: ChanceBound.one)
      } ?? "none",
    ]
  }

  private static func groups(_ bound: ChanceBound) -> String {
    let lengths = Set(bound.certainGroups.map(\.digits)).sorted()
    return lengths.map { digits in
      let tails = bound.certainGroups.filter { $0.digits == digits }.map { "\($0.tails)" }
      return "\(tails.joined(separator: " + ")) of \(digits) digits"
    }.joined(separator: ", ")
  }

  /// A difference of chances as a part of the mean chance, rounded up.
  private static func share(_ difference: UInt128, count: Int64, winners: Int64) -> UInt128 {
    (difference * UInt128(count) + UInt128(winners) - 1) / UInt128(winners)
  }

  private static func range(_ range: ClosedRange<Int64>) -> String {
    range.count == 1
      ? number(range.lowerBound) : "\(number(range.lowerBound)) to \(number(range.upperBound))"
  }

  private static func number(_ value: some BinaryInteger) -> String {
    DecimalText.grouped(value, decimals: 0)
  }

  private static func fraction(_ numerator: UInt128, _ denominator: UInt128) -> String {
    let divisor = greatestCommonDivisor(numerator, denominator)
    return "\(numerator / divisor)/\(denominator / divisor)"
  }

  /// Percent with three decimals, half up.
  private static func percent(_ part: UInt128, of whole: UInt128) -> String {
    DecimalText.plain((part * 200_000 + whole) / (2 * whole), decimals: 3) + " %"
  }

  /// Parts of 10^18 with two digits, rounded up: `2.6e-6`.
  private static func scientific(_ parts: UInt128) -> String {
    guard parts > 0 else { return "0" }
    var mantissa = parts
    var exponent = -17
    while mantissa > 99 {
      mantissa = (mantissa + 9) / 10
      exponent += 1
    }
    return "\(DecimalText.plain(mantissa, decimals: 1))e\(exponent)"
  }

  private static func table(_ heading: [String], _ rows: [[String]]) -> String {
    let lines = [heading, heading.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
