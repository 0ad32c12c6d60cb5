import Lottery
import Parallelism

/// All small draws by tails: their exact chances against what is proved of them.
public struct FairnessSweep: Sendable {
  /// How many draws there are.
  public private(set) var draws = 0
  /// Those that have few enough outcomes to take them all.
  public private(set) var enumerated = 0
  /// Those of the enumerated in which a base can be refused for the numbers it would win.
  public private(set) var refused = 0
  /// Those of the others in which every number has the same chance.
  public private(set) var equal = 0
  /// Those of the others in which the best and the worst chance differ by the very bound.
  public private(set) var reached = 0
  /// Those of the others whose chances differ by more than the bound; none, or the proof is wrong.
  public private(set) var broken = 0

  /// Draws of 2 to `countMax` numbers from 1 on, every count of winners, both splittings of nines.
  public init(countMax: Int64, outcomesMax: Int) throws(LotteryError) {
    var all: [(count: Int64, winners: Int64, nines: Nines)] = []
    for count in 2...countMax {
      for winners in 1..<count {
        for nines in Nines.allCases { all.append((count, winners, nines)) }
      }
    }
    let draws = all
    let found = concurrentMap(count: draws.count) { index in
      Result { () throws(LotteryError) in
        try WinningChances(
          ofTailsIn: NumberRange(first: 1, count: draws[index].count),
          winners: draws[index].winners, nines: draws[index].nines, outcomesMax: outcomesMax)
      }
    }
    self.draws = draws.count
    for (draw, result) in zip(draws, found) {
      guard let chances = try result.get() else { continue }
      enumerated += 1
      let bound = ChanceBound(count: draw.count, winners: draw.winners, nines: draw.nines)
      compare(chances, bound)
    }
  }

  private mutating func compare(_ chances: WinningChances, _ bound: ChanceBound) {
    guard let difference = bound.difference else {
      refused += 1
      return
    }
    // Both in parts of 10^18, rounded up.
    let scaled = (chances.highest - chances.lowest) * ChanceBound.one
    let found = (scaled + chances.denominator - 1) / chances.denominator
    if found == 0 { equal += 1 }
    if found > 0, found + Self.rounding >= difference, found <= difference { reached += 1 }
    if found > difference { broken += 1 }
  }

  /// The bound rounds up at each of its few steps.
  private static let rounding: UInt128 = 100
}
