/// A winning rate (中签率) as it was announced: a percentage, rounded half up to its last decimal.
///
/// Shanghai prints 8 decimals, Shenzhen 10.
public struct WinningRate: Hashable, Sendable, CustomStringConvertible {
  /// The percentage in units of 10^−`decimals`, at most 100%.
  public let units: UInt64

  /// How many decimals were printed, 0 to 17. They say how exact the rate is: `0.50` is not `0.5`.
  public let decimals: Int

  /// The most decimals a rate can have, so that 100% fits 64 bits.
  public static let decimalsMax = 17

  /// Reads a percentage without its sign, such as `0.03814989`: ASCII digits, no needless zero in
  /// front, a digit behind a point; at most 100.
  public init(parsing text: some StringProtocol) throws(LotteryError) {
    var units: UInt128 = 0
    var integerDigits = 0
    var decimals: Int?
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), integerDigits > 0, decimals == nil {
        decimals = 0
        continue
      }
      let isAfterZero = decimals == nil && integerDigits == 1 && units == 0
      // At most 17 digits on either side of the point: 128 bits hold them.
      guard (0x30...0x39).contains(byte), !isAfterZero,
        (decimals ?? integerDigits) < Self.decimalsMax
      else { throw .malformedRate(found: String(text)) }
      units = units * 10 + UInt128(byte - 0x30)
      if let seen = decimals { decimals = seen + 1 } else { integerDigits += 1 }
    }
    let whole = UInt128(PowerOfTen.value((decimals ?? 0) + 2))
    guard integerDigits > 0, decimals != 0, units <= whole else {
      throw .malformedRate(found: String(text))
    }
    self.units = UInt64(units)
    self.decimals = decimals ?? 0
  }

  /// The counts of numbers of which so many winners print as this rate, at least one number and no
  /// fewer than winners; `nil` where there is none.
  func counts(winners: Int64) -> ClosedRange<Int64>? {
    // W · S / N rounds half up to u where (2u − 1) · N ≤ 2WS < (2u + 1) · N. Below 2^64 · 10^19.
    let doubled = 2 * UInt128(winners) * UInt128(PowerOfTen.value(decimals + 2))
    let least = max(doubled / (2 * UInt128(units) + 1) + 1, UInt128(winners))
    let bound = units == 0 ? UInt128.max : doubled / (2 * UInt128(units) - 1)
    let most = min(bound, UInt128(Int64.max))
    return least <= most ? Int64(least)...Int64(most) : nil
  }

  /// The percentage as it was printed.
  public var description: String {
    let digits = String(units)
    guard decimals > 0 else { return digits }
    let text = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    return "\(text.dropLast(decimals)).\(text.suffix(decimals))"
  }
}
