import Quantities

/// One price of the demand curve.
public struct PriceLevel: Equatable, Sendable {
  public let price: Price
  /// The accounts that quoted exactly this price, and their shares.
  public let accounts: Int
  public let shares: Shares
  /// The accounts at this price and above, and their shares: what would be effective at it.
  public let cumulativeAccounts: Int
  public let cumulativeShares: Shares
}
