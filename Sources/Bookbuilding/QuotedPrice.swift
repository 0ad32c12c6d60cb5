import Quantities

/// A price as it was quoted, perhaps off the tick: exact in millionths of a yuan.
public struct QuotedPrice: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Millionths of a yuan; positive.
  public let millionths: Int64

  private static let millionthsInFen: Int64 = 10_000

  /// What an error says was expected.
  public static let expectation = "a price above 0 with at most 6 decimals, below 9 trillion yuan"

  /// Reads yuan with at most six decimals, above zero.
  public init(parsing text: some StringProtocol) throws(QuantityError) {
    millionths = try DecimalText.parse(text, decimals: 6, as: Self.expectation)
    guard millionths > 0 else {
      throw .malformed(found: String(text), expected: Self.expectation)
    }
  }

  /// Above zero; nil otherwise.
  public init?(millionths: Int64) {
    guard millionths > 0 else { return nil }
    self.millionths = millionths
  }

  /// A price of whole fen.
  ///
  /// - Precondition: in millionths it fits 64 bits, as every quote does.
  public init(_ price: Price) { millionths = price.fen * Self.millionthsInFen }

  /// Whether it is the price or above it.
  public func isAtLeast(_ price: Price) -> Bool {
    Int128(millionths) >= Int128(price.fen) * Int128(Self.millionthsInFen)
  }

  /// The price where it is a multiple of the tick (最小变动单位); nil where it is none.
  public func price(onTick tick: Money) -> Price? {
    guard millionths.isMultiple(of: tick.fen * Self.millionthsInFen) else { return nil }
    return Price(fen: millionths / Self.millionthsInFen)
  }

  public static func < (left: QuotedPrice, right: QuotedPrice) -> Bool {
    left.millionths < right.millionths
  }

  /// What `shares` would cost, in millionths of a yuan: 128 bits hold it.
  func cost(of shares: Shares) -> Int128 { Int128(millionths) * Int128(shares.count) }

  /// Yuan with two decimals, more where the quote has them.
  public var canonical: String {
    let (fen, rest) = millionths.quotientAndRemainder(dividingBy: Self.millionthsInFen)
    if rest == 0 { return DecimalText.plain(fen, decimals: 2) }
    var text = DecimalText.plain(millionths, decimals: 6)
    while text.last == "0" { text.removeLast() }
    return text
  }

  public var description: String { canonical }
}
