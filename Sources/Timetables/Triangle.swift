import Lottery

/// The triangular distribution over whole days, in integers: day x from 0 to `rise` has the weight
/// (x + 1) · (fall + 1), day x from there to `rise` + `fall` the weight (rise + fall − x + 1) · (rise + 1).
/// The top, x = `rise`, has (rise + 1) · (fall + 1) by either.
public struct Triangle: Equatable, Sendable {
  private let left: UInt64
  private let right: UInt64

  /// - Precondition: neither is negative, both are below a million.
  public init(rise: Int, fall: Int) {
    precondition((0..<1_000_000).contains(rise) && (0..<1_000_000).contains(fall), "no triangle")
    left = UInt64(rise) + 1
    right = UInt64(fall) + 1
  }

  /// The sum of all weights.
  public var weight: UInt64 { left * right * (left + right) / 2 }

  /// A day, from one draw below the sum of all weights: the first at which the weights up to and with
  /// it exceed what was drawn, counted from the left up to the top, beyond it from the right.
  ///
  /// - Complexity: O(log days).
  public func draw(_ source: inout some UniformSource) -> Int {
    let drawn = source.below(weight)
    if drawn < right * left * (left + 1) / 2 {
      return Int(Self.step(over: drawn, slope: right, upTo: left)) - 1
    }
    let fromRight = Self.step(over: weight - 1 - drawn, slope: left, upTo: right)
    return Int(left + right - 1 - fromRight)
  }

  /// The least k from 1 to `limit` with slope · k · (k + 1) / 2 above `drawn`.
  private static func step(over drawn: UInt64, slope: UInt64, upTo limit: UInt64) -> UInt64 {
    var (low, high) = (UInt64(1), limit)
    while low < high {
      let middle = low + (high - low) / 2
      if slope * (middle * (middle + 1) / 2) > drawn {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
