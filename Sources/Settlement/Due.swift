import Offerings
import Quantities

/// What one account owes for what it was allotted.
public struct Due: Equatable, Sendable {
  public let tranche: Tranche
  public let account: String
  public let shares: Shares
  /// Shares × price.
  public let amount: Money
  /// On top of the price, the underwriter's (新股配售经纪佣金); half up to the fen.
  public let brokerage: Money

  /// Online investors pay no brokerage.
  public init(
    tranche: Tranche, account: String, shares: Shares, of offering: PricedOffering
  ) throws(QuantityError) {
    self.tranche = tranche
    self.account = account
    self.shares = shares
    amount = try offering.price * shares
    brokerage =
      tranche == .online ? .zero : try amount.times(offering.terms.fees.brokerage, .halfUp)
  }

  /// All that has to be paid.
  public func total() throws(QuantityError) -> Money { try amount + brokerage }
}
