import Quantities
import TradingDays

/// One row of the depository's list (股东名册). An account's rows add up: `shares` to its holding,
/// `locked` by date to its locks.
public struct ListedHolding: Equatable, Sendable {
  public let account: String
  /// All shares of this row, locked and free.
  public let shares: Shares
  /// How many of them are locked.
  public let locked: Shares
  /// When the lock ends; nil where the list does not say, or nothing is locked.
  public let unlockDay: Day?

  public init(account: String, shares: Shares, locked: Shares, unlockDay: Day?) {
    self.account = account
    self.shares = shares
    self.locked = locked
    self.unlockDay = unlockDay
  }
}
