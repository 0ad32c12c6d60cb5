/// An amount of money in fen (分, 0.01 yuan); negative only as a movement.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The amount in fen.
  public let fen: Int64

  public static let zero = Money(fen: 0)

  public init(fen: Int64) { self.fen = fen }

  /// Reads yuan with at most two decimals, no sign, no separator: "12560", "12560.5", "12560.00".
  public init(parsing text: some StringProtocol) throws(QuantityError) {
    fen = try DecimalText.parse(text, decimals: 2, as: "an amount in yuan with at most 2 decimals")
  }

  public static func + (left: Money, right: Money) throws(QuantityError) -> Money {
    let (sum, overflow) = left.fen.addingReportingOverflow(right.fen)
    if overflow { throw .overflow("a sum of money") }
    return Money(fen: sum)
  }

  public static func - (left: Money, right: Money) throws(QuantityError) -> Money {
    let (difference, overflow) = left.fen.subtractingReportingOverflow(right.fen)
    if overflow { throw .overflow("a difference of money") }
    return Money(fen: difference)
  }

  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

  /// The sum of many; an overflow is an error.
  public static func sum(_ parts: some Sequence<Money>) throws(QuantityError) -> Money {
    var total = Money.zero
    for part in parts { total = try total + part }
    return total
  }

  /// A part of the amount, in fen, rounded as told.
  public func times(_ ratio: Ratio, _ rounding: Rounding) throws(QuantityError) -> Money {
    Money(fen: try ratio.times(fen, rounding))
  }

  /// Yuan with two decimals and no separators: the canonical form of files.
  public var canonical: String { DecimalText.plain(fen, decimals: 2) }

  /// Yuan with two decimals and thousands separators, as people read them.
  public var description: String { DecimalText.grouped(fen, decimals: 2) }
}
