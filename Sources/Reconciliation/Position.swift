import Quantities
import TradingDays

/// What one side says of one account.
struct Position {
  private(set) var shares = Shares.zero
  /// Locked shares by the end that is stated; nil for a lock without one.
  private(set) var locks: [Day?: Shares] = [:]
  /// True where a row names a lock-up's end and has nothing locked by it: the lock was there once.
  private(set) var namesEndedLock = false

  mutating func add(_ holding: LedgerHolding) throws(QuantityError) {
    shares = try shares + holding.shares
    guard let end = holding.lockedUntil else { return }
    locks[end] = try (locks[end] ?? .zero) + holding.shares
  }

  mutating func add(_ row: ListedHolding) throws(QuantityError) {
    shares = try shares + row.shares
    if row.locked > .zero {
      locks[row.unlockDay] = try (locks[row.unlockDay] ?? .zero) + row.locked
    } else if row.unlockDay != nil {
      namesEndedLock = true
    }
  }
}
