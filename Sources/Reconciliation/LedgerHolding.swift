import Quantities
import TradingDays

/// Shares that the ledger's register holds for one account under one lock-up, or free.
public struct LedgerHolding: Equatable, Sendable {
  public let account: String
  /// Above zero.
  public let shares: Shares
  /// The contractual end; nil where the shares are free.
  public let lockedUntil: Day?

  public init(account: String, shares: Shares, lockedUntil: Day?) {
    self.account = account
    self.shares = shares
    self.lockedUntil = lockedUntil
  }
}
