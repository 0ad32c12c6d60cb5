import Quantities

/// How many winners lie in each of some equal parts of the range of numbers.
struct WinnerDensity: Sendable {
  /// The winners of each part, in the order of the numbers.
  let counts: [Int64]
  private let winners: Int64
  private let count: Int64

  /// Counts offsets in 0 ..< `count`.
  init(offsets: [Int64], count: Int64) {
    let parts = Self.parts(winners: Int64(offsets.count), count: count)
    var counts = [Int64](repeating: 0, count: Int(parts))
    for offset in offsets {
      precondition(offset >= 0 && offset < count, "A winner is one of the numbers")
      counts[Int(Int128(offset) * Int128(parts) / Int128(count))] += 1
    }
    self.counts = counts
    self.count = count
    winners = Int64(offsets.count)
  }

  /// The offsets of a part: those whose ⌊offset · parts / count⌋ is its index.
  func offsets(of part: Int) -> Range<Int64> {
    start(of: part)..<start(of: part + 1)
  }

  /// The fewest winners of a part.
  var fewest: Int64 { counts.min() ?? 0 }

  /// The most winners of a part.
  var most: Int64 { counts.max() ?? 0 }

  /// The winners of a part if all had equally many, in tenths, half up.
  var expectedTenths: Int64 {
    let parts = Int64(counts.count)
    return (winners * 20 + parts) / (2 * parts)
  }

  /// The same as text with one decimal.
  var expectedText: String { DecimalText.grouped(expectedTenths, decimals: 1) }

  /// Twice the standard deviation of a part's winners, in tenths, rounded down, if the winners
  /// were drawn one by one: √(W/n · (1 − 1/n) · (N − W)/(N − 1)) for n parts. None where fewer than
  /// five are expected, since few are not spread evenly around what is expected.
  var spreadTenths: Int64? {
    guard expectedTenths >= 50 else { return nil }
    let parts = Int128(counts.count)
    let product = Int128(winners) * (parts - 1) * Int128(count - winners) * 400
    let variance = product / (parts * parts * Int128(max(1, count - 1)))
    return Int64(Self.root(UInt128(variance)))
  }

  /// Ten winners a part at least and twenty numbers, so that neither chance nor the last number
  /// of a part makes it look uneven; the few numbers of an example stand alone.
  private static func parts(winners: Int64, count: Int64) -> Int64 {
    count <= 40 ? count : max(10, min(200, winners / 10, count / 20))
  }

  private func start(of part: Int) -> Int64 {
    let parts = Int128(counts.count)
    return Int64((Int128(part) * Int128(count) + parts - 1) / parts)
  }

  /// The root, rounded down, by Newton's method from above.
  private static func root(_ square: UInt128) -> UInt128 {
    guard square > 0 else { return 0 }
    var root = UInt128(1) << UInt128((UInt128.bitWidth - square.leadingZeroBitCount + 1) / 2)
    while root > square / root { root = (root + square / root) / 2 }
    return root
  }
}
