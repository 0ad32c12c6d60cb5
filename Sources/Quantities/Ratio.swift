/// An exact fraction of two integers, never negative: a percentage, an allotment ratio, a multiple.
public struct Ratio: Hashable, Sendable {
  public let numerator: Int64
  public let denominator: Int64

  public static let zero = Ratio(0, 1)
  public static let one = Ratio(1, 1)

  /// Kept in lowest terms, so that equal fractions are equal values.
  ///
  /// - Precondition: `numerator >= 0`, `denominator > 0`.
  public init(_ numerator: Int64, _ denominator: Int64) {
    precondition(numerator >= 0 && denominator > 0, "a ratio is not negative")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// As above, of 128-bit integers: what fits 64 bits in lowest terms.
  ///
  /// - Precondition: `numerator >= 0`, `denominator > 0`.
  /// - Throws: `overflow` where it doesn't fit.
  public init(reducing numerator: Int128, _ denominator: Int128) throws(QuantityError) {
    precondition(numerator >= 0 && denominator > 0, "a ratio is not negative")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    guard let top = Int64(exactly: numerator / a), let bottom = Int64(exactly: denominator / a)
    else { throw .overflow("a ratio of sums") }
    self.init(top, bottom)
  }

  /// Reads a percentage, at most 6 decimals: "10", "0.5" (that is 0.5%).
  public init(percent text: some StringProtocol) throws(QuantityError) {
    let parts = try DecimalText.parse(text, decimals: 6, as: "a percentage")
    self.init(parts, 100_000_000)
  }

  /// Reads a share of one, at most 6 decimals, from 0 to 1: "0.7".
  public init(fraction text: some StringProtocol) throws(QuantityError) {
    let parts = try DecimalText.parse(text, decimals: 6, as: "a fraction from 0 to 1")
    guard parts <= 1_000_000 else {
      throw .malformed(found: String(text), expected: "a fraction from 0 to 1")
    }
    self.init(parts, 1_000_000)
  }

  /// `value` times the fraction, through 128 bits.
  public func times(_ value: Int64, _ rounding: Rounding) throws(QuantityError) -> Int64 {
    let quotient = divide(Int128(value) * Int128(numerator), by: Int128(denominator), rounding)
    guard let result = Int64(exactly: quotient) else { throw .overflow("a ratio times a number") }
    return result
  }

  /// Decimal text with exactly `places` decimals, half up.
  public func decimal(places: Int) -> String {
    var scale: Int128 = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = divide(Int128(numerator) * scale, by: Int128(denominator), .halfUp)
    return DecimalText.plain(scaled, decimals: places)
  }

  /// Percent text with exactly `places` decimals, half up, without the sign.
  public func percent(places: Int) -> String {
    var scale: Int128 = 100
    for _ in 0..<places { scale *= 10 }
    let scaled = divide(Int128(numerator) * scale, by: Int128(denominator), .halfUp)
    return DecimalText.plain(scaled, decimals: places)
  }

  /// Percent with as many decimals (at most 6) as it needs: "10", "0.025".
  public var shortPercent: String {
    var text = percent(places: 6)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

extension Ratio: Comparable {
  public static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}
