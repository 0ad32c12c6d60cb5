import Lottery
import Quantities

/// The prices of effective bids while their mean is led to the published one: every slot is one price of
/// one investor with the steps that it quotes for.
struct PriceSlots {
  private(set) var prices: [Int64] = []
  private var steps: [Int64] = []
  private let bounds: ClosedRange<Int64>
  private let tick: Int64

  /// - Parameter bounds: the lowest and the highest price of a slot, in fen.
  init(within bounds: ClosedRange<Int64>, tick: Int64) {
    self.bounds = bounds
    self.tick = tick
  }

  /// - Returns: the slot's number.
  mutating func add(_ price: Int64) -> Int {
    prices.append(min(max(price, bounds.lowerBound), bounds.upperBound))
    steps.append(0)
    return prices.count - 1
  }

  mutating func quote(_ steps: Int64, at slot: Int) { self.steps[slot] += steps }

  /// Moves prices by ticks until the mean of all is printed as `mean`.
  ///
  /// - Parameters:
  ///   - mean: in hundredths of a fen, half up.
  ///   - fixed: what other bids quote, fen times steps, and their steps.
  mutating func steer(
    to mean: Int64, beside fixed: (cost: Int128, steps: Int64)
  ) throws(SynthesisError) {
    let total = Int128(fixed.steps + steps.reduce(0, +))
    // The mean is printed so where 200 · cost lies in [(2 · mean − 1) · total, (2 · mean + 1) · total).
    let least = divide((2 * Int128(mean) - 1) * total, by: 200, .up)
    let most = divide((2 * Int128(mean) + 1) * total, by: 200, .up) - 1
    stretch(until: least - fixed.cost)
    var cost = fixed.cost + self.cost
    while !(least...max(least, most)).contains(cost) {
      guard let move = move(towards: least, most, from: cost) else {
        throw .totalsImpossible("no prices have a mean of \(DecimalText.plain(mean, decimals: 4))")
      }
      for (slot, ticks) in move {
        prices[slot] += ticks * tick
        cost += Int128(ticks * tick) * Int128(steps[slot])
      }
    }
  }

  /// What all quote, fen times steps.
  private var cost: Int128 {
    zip(prices, steps).reduce(0) { $0 + Int128($1.0) * Int128($1.1) }
  }

  /// Draws all prices away from the highest, or to it, by one factor: as far as leaves their cost at `least`
  /// or above. Which of them are higher than others stays as it is.
  private mutating func stretch(until least: Int128) {
    let drawn = prices
    func stretched(by factor: Int64) -> [Int64] {
      drawn.map { price in
        let below = (bounds.upperBound - price) / tick * factor / Self.factorOfOne
        return max(bounds.upperBound - below * tick, bounds.lowerBound)
      }
    }
    var low: Int64 = 0
    var high = Self.factorOfOne * 64
    while low < high {
      let middle = (low + high + 1) / 2
      prices = stretched(by: middle)
      if cost >= least { low = middle } else { high = middle - 1 }
    }
    prices = stretched(by: low)
  }

  private static let factorOfOne: Int64 = 1 << 16

  /// One price moved as far as does not lead beyond the aim; where none can, two by a tick each way.
  private func move(towards least: Int128, _ most: Int128, from cost: Int128) -> [(Int, Int64)]? {
    let gap = cost < least ? least - cost : most - cost
    let direction: Int64 = gap > 0 ? 1 : -1
    let reach = gap.magnitude + (most - least).magnitude
    let movable = prices.indices.filter { steps[$0] > 0 && isFree($0, direction) }
    // The most room first: what has none left stays what it is.
    let farthest = movable.filter { UInt128(steps[$0] * tick) <= reach }
      .max { room($0, direction) < room($1, direction) }
    if let farthest {
      let ticks = min(
        Int64(clamping: reach / UInt128(steps[farthest] * tick)), Self.stride,
        room(farthest, direction))
      return [(farthest, ticks * direction)]
    }
    for first in movable {
      for second in prices.indices where second != first && isFree(second, -direction) {
        let change = UInt128(clamping: (steps[first] - steps[second]) * tick)
        if change > 0, change >= gap.magnitude, change <= reach {
          return [(first, direction), (second, -direction)]
        }
      }
    }
    return nil
  }

  /// No price goes farther in one move.
  private static let stride: Int64 = 20

  private func isFree(_ slot: Int, _ direction: Int64) -> Bool { room(slot, direction) > 0 }

  private func room(_ slot: Int, _ direction: Int64) -> Int64 {
    let room = direction > 0 ? bounds.upperBound - prices[slot] : prices[slot] - bounds.lowerBound
    return room / tick
  }
}
