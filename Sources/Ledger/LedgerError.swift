import Quantities

/// Why the ledger refuses an entry or a gate stays shut.
public enum LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
  case unbalancedEntry(id: String, commodity: Commodity, found: String)
  case entryTooLarge(id: String, bytes: Int, limit: Int)
  case accountNotOnChart(id: String, account: String)
  /// An account that a gate demands clear holds something.
  case gateNotClear(operation: String, account: String, found: String)
  case overflow(account: String)
  case clockWentBack(found: String, previous: String)

  public var description: String {
    switch self {
    case .unbalancedEntry(let id, let commodity, let found):
      "unbalancedEntry: the postings of \(id) sum to \(found) in \(commodity), expected 0"
    case .entryTooLarge(let id, let bytes, let limit):
      "entryTooLarge: \(id) has \(bytes) bytes, expected at most \(limit)"
    case .accountNotOnChart(let id, let account):
      "accountNotOnChart: \(id) posts to \"\(account)\", which the chart of accounts does not have"
    case .gateNotClear(let operation, let account, let found):
      "gateNotClear: at the end of \(operation), \(account) holds \(found), expected 0"
    case .overflow(let account):
      "overflow: the balance of \(account) does not fit 64 bits"
    case .clockWentBack(let found, let previous):
      "clockWentBack: the clock says \(found), the journal's last entry is of \(previous)"
    }
  }
}
