import Quantities

/// How much of the effective demand its largest investors hold (需求集中度).
public struct Concentration: Equatable, Sendable {
  /// The sizes of the leading groups that are counted.
  public static let sizes = [1, 5, 10, 25]

  /// The shares of the largest 1, 5, 10 and 25 investors; of all of them where there are fewer.
  public let top: [Shares]
  public let total: Shares
  /// The sum over investors of their shares squared.
  public let squares: Int128

  /// - Parameters:
  ///   - largest: the shares of the largest investors, the largest first, 25 where there are so many.
  ///   - squares: the sum over all investors of their shares squared.
  /// - Precondition: `total > 0`.
  init(largest: [Int64], total: Shares, squares: Int128) {
    precondition(total > .zero, "nothing has no concentration")
    self.total = total
    self.squares = squares
    top = Self.sizes.map { Shares(largest.prefix($0).reduce(0, +)) }
  }

  /// The part of a leading group, by its place in `sizes`.
  public func part(_ place: Int) -> Ratio { Ratio(top[place].count, total.count) }

  /// The Herfindahl index (赫芬达尔指数): the sum of the investors' parts squared, as an exact fraction in
  /// lowest terms, of 128 bits.
  public var herfindahl: (numerator: Int128, denominator: Int128) {
    let whole = Int128(total.count) * Int128(total.count)
    var (a, b) = (squares, whole)
    while b != 0 { (a, b) = (b, a % b) }
    return (squares / a, whole / a)
  }

  /// The index in points of 10,000 (one investor alone: 10,000), half up.
  ///
  /// - Throws: `overflow` beyond some 10^17 shares, which no book comes near.
  public func points() throws(QuantityError) -> Int64 {
    let (parts, whole) = herfindahl
    let (scaled, overflow) = parts.multipliedReportingOverflow(by: 10_000)
    guard !overflow else { throw .overflow("an index of concentration") }
    return Int64(divide(scaled, by: whole, .halfUp))
  }
}
