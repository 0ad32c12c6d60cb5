/// A number of shares (股), whole and never rounded silently; negative only as a movement.
public struct Shares: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number, in single shares.
  public let count: Int64

  public static let zero = Shares(0)

  public init(_ count: Int64) { self.count = count }

  /// Reads digits alone, no sign, no separator, no leading zero.
  public init(parsing text: some StringProtocol) throws(QuantityError) {
    count = try DecimalText.parse(text, decimals: 0, as: "a whole number of shares")
  }

  public static func + (left: Shares, right: Shares) throws(QuantityError) -> Shares {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    if overflow { throw .overflow("a sum of shares") }
    return Shares(sum)
  }

  public static func - (left: Shares, right: Shares) throws(QuantityError) -> Shares {
    let (difference, overflow) = left.count.subtractingReportingOverflow(right.count)
    if overflow { throw .overflow("a difference of shares") }
    return Shares(difference)
  }

  public static func < (left: Shares, right: Shares) -> Bool { left.count < right.count }

  /// The sum of many; an overflow is an error.
  public static func sum(_ parts: some Sequence<Shares>) throws(QuantityError) -> Shares {
    var total = Shares.zero
    for part in parts { total = try total + part }
    return total
  }

  /// Rounded to a multiple of `lot` (手).
  ///
  /// - Precondition: not negative, `lot > 0`.
  public func rounded(toLot lot: Shares, _ rounding: Rounding) -> Shares {
    Shares(Int64(divide(Int128(count), by: Int128(lot.count), rounding)) * lot.count)
  }

  /// True when the count is a multiple of `lot`.
  public func isMultiple(of lot: Shares) -> Bool { count.isMultiple(of: lot.count) }

  /// Digits with thousands separators, as people read them.
  public var description: String { DecimalText.grouped(count, decimals: 0) }
}
