/// What is wrong where the ledger and somebody else's record do not agree. The raw values are the
/// names that `ipo reconcile --json` prints; the order is that of reports.
public enum BreakKind: String, Sendable, CaseIterable {
  /// The bank booked it and the ledger did not.
  case missingInLedger = "missing_in_ledger"
  /// The ledger booked it and the bank did not.
  case missingInStatement = "missing_in_statement"
  /// Both have it, with different amounts.
  case amountDiffers = "amount_differs"
  /// One side has it once more than the other.
  case duplicate
  /// The depository's list has other shares in an account, or lacks the account.
  case holdingDiffers = "holding_differs"
  /// The ledger has shares locked that the list has free.
  case lockMissing = "lock_missing"
  /// The same lock-up with another end.
  case lockWrongDate = "lock_wrong_date"
  /// The same lock-up over other shares.
  case lockWrongShares = "lock_wrong_shares"
  /// Shares came free before the lock-up's end.
  case releasedEarly = "released_early"
  /// An account that the ledger does not know.
  case unknownAccount = "unknown_account"
  /// A statement whose closing balance does not follow from its opening balance and its entries.
  case closingBalanceDiffers = "closing_balance_differs"
}
