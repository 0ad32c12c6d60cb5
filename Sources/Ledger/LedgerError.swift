import Quantities

/// Why the ledger refuses an entry or a gate stays shut.
public enum LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
  case unbalancedEntry(id: String, commodity: Commodity, found: String)
  case entryTooLarge(id: String, bytes: Int, limit: Int)
  case accountNotOnChart(id: String, account: String)
  /// A line that is no entry in the journal's form, or not the one that stands there.
  case unreadableEntry(number: Int64)
  /// An operation without an entry.
  case emptyOperation(id: String)
  /// An account that a gate demands clear holds something.
  case gateNotClear(operation: String, account: String, found: String)
  case overflow(account: String)
  case clockWentBack(found: String, previous: String)
  /// An account that the chart gives a floor holds less than nothing after an entry.
  case overdrawn(id: String, account: String, found: String)
  /// An operation of that id is recorded, and this one is not the same.
  case operationDiffers(id: String, field: String, found: String, recorded: String)
  /// More is to be taken from a hold than it keeps.
  case captureExceedsHold(id: String, hold: String, found: String, held: String)
  /// Nothing is kept under that name.
  case holdNotOpen(id: String, hold: String)
  /// Something is kept under that name already.
  case holdStillOpen(id: String, hold: String, held: String)

  public var description: String {
    switch self {
    case .unbalancedEntry(let id, let commodity, let found):
      "unbalancedEntry: the postings of \(id) sum to \(found) in \(commodity), expected 0"
    case .entryTooLarge(let id, let bytes, let limit):
      "entryTooLarge: \(id) has \(bytes) bytes, expected at most \(limit)"
    case .accountNotOnChart(let id, let account):
      "accountNotOnChart: \(id) posts to \"\(account)\", which the chart of accounts does not have"
    case .unreadableEntry(let number):
      "unreadableEntry: line \(number + 1) is not entry \(number) in the journal's form; ipo verify tells "
        + "what is wrong"
    case .emptyOperation(let id):
      "emptyOperation: \(id) has no entry, expected at least one"
    case .gateNotClear(let operation, let account, let found):
      "gateNotClear: at the end of \(operation), \(account) holds \(found), expected 0"
    case .overflow(let account):
      "overflow: the balance of \(account) does not fit 64 bits"
    case .overdrawn(let id, let account, let found):
      "overdrawn: \(id) leaves \(found) in \(account), expected 0 or more"
    case .operationDiffers(let id, let field, let found, let recorded):
      "operationDiffers: \(id) is recorded with \(field) \(recorded), found \(found)"
    case .captureExceedsHold(let id, let hold, let found, let held):
      "captureExceedsHold: \(id) takes \(found) from \(hold), which keeps \(held)"
    case .holdNotOpen(let id, let hold):
      "holdNotOpen: \(id) ends \(hold), which keeps nothing, expected an open hold"
    case .holdStillOpen(let id, let hold, let held):
      "holdStillOpen: \(id) opens \(hold), which keeps \(held) already, expected a new name"
    case .clockWentBack(let found, let previous):
      "clockWentBack: the clock says \(found), the journal's last entry is of \(previous)"
    }
  }
}
