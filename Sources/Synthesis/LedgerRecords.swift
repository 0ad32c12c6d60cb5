import Quantities
import Reconciliation
import TradingDays

/// What a settled offering's ledger says that a bank and a depository can confirm.
public struct LedgerRecords: Sendable {
  /// The security's code.
  public let code: String
  public let movements: [LedgerMovement]
  /// In any order.
  public let holdings: [LedgerHolding]
  /// The day of the depository's list.
  public let asOf: Day
  /// When strategic investors paid; the ledger does not record it.
  public let strategicDay: Day
  /// When refunds and proceeds left the account.
  public let payoutDay: Day

  public init(
    code: String, movements: [LedgerMovement], holdings: [LedgerHolding], asOf: Day,
    strategicDay: Day, payoutDay: Day
  ) {
    self.code = code
    self.movements = movements
    self.holdings = holdings
    self.asOf = asOf
    self.strategicDay = strategicDay
    self.payoutDay = payoutDay
  }

  /// The holdings by the bytes of their accounts, free shares first, then by the ends of locks.
  var holdingsInOrder: [LedgerHolding] {
    holdings.sorted { left, right in
      if left.account != right.account {
        return left.account.utf8.lexicographicallyPrecedes(right.account.utf8)
      }
      return (left.lockedUntil ?? .earliest) < (right.lockedUntil ?? .earliest)
    }
  }
}
