import Quantities
import TradingDays

/// A strategic investor's final allotment (战略投资者), paid before T.
public struct StrategicInvestor: Equatable, Sendable {
  public let account: AccountName
  /// "investor", "employees" or "sponsor": decides the least lock-up.
  public let category: String
  public let shares: Shares
  /// What was paid in advance; what is over is refunded at T+4.
  public let paid: Money
  /// Calendar months from the listing day.
  public let lockMonths: Int
  /// When the money came; nil where the file does not say.
  public let paidAt: Instant?

  public init(
    account: AccountName, category: String, shares: Shares, paid: Money, lockMonths: Int,
    paidAt: Instant? = nil
  ) {
    self.account = account
    self.category = category
    self.shares = shares
    self.paid = paid
    self.lockMonths = lockMonths
    self.paidAt = paidAt
  }
}
