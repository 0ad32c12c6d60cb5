import Quantities
import TradingDays

/// Shares of one account that the ledger has released from a lock-up.
public struct LedgerRelease: Equatable, Sendable {
  /// The journal entry's number.
  public let entry: Int64
  public let account: String
  /// The contractual end that the shares were locked until.
  public let end: Day
  /// The day from which the entry says that they are free.
  public let session: Day
  public let shares: Shares

  public init(entry: Int64, account: String, end: Day, session: Day, shares: Shares) {
    self.entry = entry
    self.account = account
    self.end = end
    self.session = session
    self.shares = shares
  }
}
