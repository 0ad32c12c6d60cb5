import Quantities

/// Maps values to places along an axis, in tenths of a pixel, and finds round values for its marks.
struct AxisScale {
  let lowest: Int64
  let highest: Int64
  private let start: Int
  private let length: Int

  /// - Precondition: `lowest < highest`.
  init(_ lowest: Int64, _ highest: Int64, from start: Int, length: Int) {
    precondition(lowest < highest, "an axis has two ends")
    (self.lowest, self.highest, self.start, self.length) = (lowest, highest, start, length)
  }

  /// The place of a value, rounded down; beyond the ends it is theirs.
  func place(_ value: Int64) -> Int {
    let inside = min(max(value, lowest), highest)
    return start
      + Int(Int128(inside - lowest) * Int128(length) / Int128(highest - lowest))
  }

  /// Multiples of 1, 2 or 5 times a power of ten: at most `count` of them.
  func marks(_ count: Int64) -> [Int64] {
    var step: Int64 = 1
    var factors: [Int64] = [2, 5, 10]
    var power: Int64 = 1
    while (highest - lowest) / step >= count, power < Int64.max / 100 {
      if factors.isEmpty {
        power *= 10
        factors = [2, 5, 10]
      }
      step = power * factors.removeFirst()
    }
    let first = divide(Int128(max(0, lowest)), by: Int128(step), .up) * Int128(step)
    guard let first = Int64(exactly: first), first <= highest else { return [] }
    return Array(stride(from: first, through: highest, by: Int(step)))
  }
}
