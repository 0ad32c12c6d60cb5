import Lottery

/// Every outcome of a small ranked draw: which winners come in which order.
public struct RankedArrangements: Sendable {
  /// How many outcomes of the uniform numbers there are.
  public let outcomes: Int
  /// How many different arrangements of winners they lead to.
  public let arrangements: Int
  /// The weights that outcomes have; one only where all are equally likely.
  public let weights: Set<UInt64>

  /// Takes every outcome of the real algorithm.
  ///
  /// - Complexity: O(outcomes × winners): 40,320 outcomes for 8 of 8.
  public init(in numbers: NumberRange, winners: Int64) throws(LotteryError) {
    var walk = OutcomeWalk()
    var outcomes = 0
    var arrangements: Set<[Int64]> = []
    var weights: Set<UInt64> = []
    repeat {
      arrangements.insert(try RankedDraw.draw(in: numbers, winners: winners, from: &walk))
      weights.insert(walk.weight)
      outcomes += 1
    } while walk.advance()
    self.outcomes = outcomes
    self.arrangements = arrangements.count
    self.weights = weights
  }

  /// Whether every arrangement comes from exactly one outcome, and all outcomes weigh the same.
  public var areEquallyLikely: Bool {
    outcomes == arrangements && weights == [UInt64(arrangements)]
  }
}
