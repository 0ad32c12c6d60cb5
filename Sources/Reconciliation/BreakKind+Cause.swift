extension BreakKind {
  /// The likely reason where nothing more is known than the kind and which sides have a value, in a few
  /// words for people.
  public func usualCause(hasLedger: Bool, hasOther: Bool) -> String {
    switch self {
    case .missingInLedger: "the bank booked it, the ledger did not"
    case .missingInStatement: "the ledger booked it, the bank did not"
    case .amountDiffers: "the bank moved another amount than was booked"
    case .duplicate:
      hasLedger ? "the ledger has it once more" : "the statement has it once more than the ledger"
    case .holdingDiffers:
      hasOther ? "other shares than were registered" : "the list does not have the account"
    case .lockMissing: "registered as free, owed locked"
    case .lockWrongDate: "locked until another day"
    case .lockWrongShares:
      hasLedger ? "locked over other shares" : "locked, and the ledger has no such lock"
    case .releasedEarly: "free before the lock-up's end"
    case .unknownAccount: "an account that the ledger does not know"
    case .closingBalanceDiffers: "an entry is missing, changed or too many"
    }
  }
}
