import Quantities
import TradingDays

/// A holder of shares from before the offering (发行前股东).
public struct Holder: Equatable, Sendable {
  public let account: AccountName
  public let shares: Shares
  /// The holder's own date, where one was promised; else the rulebook's months for the reason.
  public let lockedUntil: Day?
  /// Why the shares are locked: "controller", "other", or the holder's own words beside a date.
  public let reason: String

  public init(account: AccountName, shares: Shares, lockedUntil: Day?, reason: String) {
    self.account = account
    self.shares = shares
    self.lockedUntil = lockedUntil
    self.reason = reason
  }
}
