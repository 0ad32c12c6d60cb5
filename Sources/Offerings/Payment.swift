import Quantities
import TradingDays

/// One payment as the bank or the clearing house reported it (缴款).
public struct Payment: Hashable, Sendable {
  public let account: AccountName
  public let tranche: Tranche
  public let amount: Money
  public let paidAt: Instant
  /// The payer's or the bank's reference.
  public let reference: String

  public init(
    account: AccountName, tranche: Tranche, amount: Money, paidAt: Instant, reference: String
  ) {
    self.account = account
    self.tranche = tranche
    self.amount = amount
    self.paidAt = paidAt
    self.reference = reference
  }
}
