import Lottery

/// The exact probability of every number of a small range to win a draw by tails.
///
/// Every outcome of the real algorithm is taken, with its probability. A draw that fails is
/// conditioned away, as if it were repeated without end; the algorithm gives a length up after
/// 1,000 failures in a row, which `rarestAcceptance` bounds, and here only where all would fail.
public struct WinningChances: Sendable {
  /// How many outcomes the draw has.
  public let outcomes: Int
  /// The common denominator of the probabilities, the least there is.
  public let denominator: UInt128
  /// The numerators, of the first number first; they sum to winners × denominator.
  public let numerators: [UInt128]
  /// The fewest bases that a group could be drawn by, where not all could: so many of so many.
  public let rarestAcceptance: (accepted: UInt64, of: UInt64)?
  /// Whether a length had to be given up, since no group of the size fitted any more.
  public let hasGivenUp: Bool

  /// Takes every outcome; `nil` where there are more than `outcomesMax`.
  ///
  /// - Complexity: O(outcomes × winners).
  public init?(
    ofTailsIn numbers: NumberRange, winners: Int64, nines: Nines, outcomesMax: Int
  ) throws(LotteryError) {
    var walk = OutcomeWalk()
    var outcomes = 0
    // How often each number won, by the weight of the outcome.
    var wins: [UInt64: [UInt64]] = [:]
    repeat {
      guard outcomes < outcomesMax else { return nil }
      outcomes += 1
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: winners, nines: nines, from: &walk)
      let winning =
        winners == numbers.count
        ? Array(numbers.first...numbers.last) : tails.winningNumbers(in: numbers)
      var counts = wins.removeValue(forKey: walk.weight) ?? Self.zeros(numbers)
      for number in winning { counts[Int(number - numbers.first)] += 1 }
      wins[walk.weight] = counts
    } while walk.advance()

    var common: UInt128 = 1
    for weight in wins.keys {
      common *= UInt128(weight) / greatestCommonDivisor(common, UInt128(weight))
    }
    var sums = [UInt128](repeating: 0, count: Int(numbers.count))
    for (weight, counts) in wins {
      let share = common / UInt128(weight)
      for (position, count) in counts.enumerated() { sums[position] += share * UInt128(count) }
    }
    let divisor = sums.reduce(common, greatestCommonDivisor)
    self.outcomes = outcomes
    denominator = common / divisor
    numerators = sums.map { $0 / divisor }
    rarestAcceptance = walk.rarestAcceptance
    hasGivenUp = walk.hasGivenUp
  }

  /// The numerator of the number with the best chance.
  public var highest: UInt128 { numerators.max() ?? 0 }

  /// The numerator of the number with the worst chance.
  public var lowest: UInt128 { numerators.min() ?? 0 }

  private static func zeros(_ numbers: NumberRange) -> [UInt64] {
    [UInt64](repeating: 0, count: Int(numbers.count))
  }
}

func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
