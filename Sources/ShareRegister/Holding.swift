import Ledger
import Quantities
import TradingDays

/// Shares of one holder under one lock, as the register (股东名册) carries them; never zero.
public struct Holding: Equatable, Sendable {
  public let holder: String
  public let shares: Shares
  /// The contractual end of the lock-up; nil where the shares are free.
  public let lockedUntil: Day?
  public let origin: Origin

  /// Why the holder has the shares.
  public enum Origin: String, Sendable, CaseIterable {
    case strategic
    case offline
    case online
    /// Taken up by the underwriter (余额包销).
    case takeUp = "take-up"
    /// From before the offering (发行前股份).
    case preIPO = "pre-ipo"
  }

  public init(holder: String, shares: Shares, lockedUntil: Day?, origin: Origin) {
    self.holder = holder
    self.shares = shares
    self.lockedUntil = lockedUntil
    self.origin = origin
  }

  /// The ledger account that holds it.
  public var account: Account {
    lockedUntil.map { Account.locked(holder, until: $0) } ?? .free(holder)
  }
}
