import Quantities

/// One of the board's listing standards (上市标准), as far as the price decides it.
public struct ListingStandard: Equatable, Sendable {
  /// How the rules number it: "1", "2".
  public let id: String
  /// The least market value that is expected at listing (预计市值): price times all shares.
  public let marketValue: Money

  public init(id: String, marketValue: Money) {
    self.id = id
    self.marketValue = marketValue
  }
}
