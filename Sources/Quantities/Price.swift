/// The price of one share (发行价格) in fen; positive.
public struct Price: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Fen a share.
  public let fen: Int64

  /// Reads yuan, at most two decimals, above zero, on the tick (最小变动单位, in fen).
  public init(parsing text: some StringProtocol, tick: Money) throws(QuantityError) {
    let expected = "a price above 0 on the tick of \(tick.canonical) yuan"
    fen = try DecimalText.parse(text, decimals: 2, as: expected)
    guard fen > 0, tick > .zero, fen.isMultiple(of: tick.fen) else {
      throw .malformed(found: String(text), expected: expected)
    }
  }

  /// - Precondition: `fen > 0`.
  public init(fen: Int64) {
    precondition(fen > 0, "a price is positive")
    self.fen = fen
  }

  public static func < (left: Price, right: Price) -> Bool { left.fen < right.fen }

  /// What `shares` cost, exact to the fen.
  public static func * (price: Price, shares: Shares) throws(QuantityError) -> Money {
    let (product, overflow) = price.fen.multipliedReportingOverflow(by: shares.count)
    if overflow { throw .overflow("shares times price") }
    return Money(fen: product)
  }

  /// How many whole shares `amount` pays for; what is left over buys nothing.
  public func sharesPaid(by amount: Money) -> Shares { Shares(amount.fen / fen) }

  /// Yuan with two decimals: the canonical form of files.
  public var canonical: String { DecimalText.plain(fen, decimals: 2) }

  public var description: String { DecimalText.grouped(fen, decimals: 2) }
}
