import Ledger

/// What a journal posted, summed so that every table of a report is cut from it: a row for each
/// operation, kind of entry, class of account and commodity. All rows of one commodity sum to zero.
///
/// ```swift
/// let allotted = audit.totals.sum("allotment-online", .allotment, "allotted:online:<account>", .shares)
/// allotted.net      // shares
/// allotted.entries  // "17-404": the entries that say so
/// ```
///
/// Memory follows the number of rows, some hundreds; adding is O(1).
public struct LedgerTotals: Sendable {
  /// In the order of the journal.
  public private(set) var rows: [Row] = []

  /// What one kind of entry of one operation posted to one class of account.
  public struct Row: Equatable, Sendable {
    public let operation: String
    public let kind: EntryKind
    /// The chart's pattern with tranche and date: `escrow:online`, `register:<holder>:free`.
    public let account: String
    public let commodity: Commodity
    public internal(set) var sum: PostedSum
  }

  private struct Key: Hashable {
    let accountClass: AccountClass
    let commodity: Commodity
  }

  private struct Section: Equatable {
    let operation: String
    let kind: EntryKind
  }

  /// The rows of the operation and kind that are being added to: entries of one kind stand together.
  private var section: Section?
  private var open: [Key: PostedSum] = [:]
  private var order: [Key] = []

  init() {}

  mutating func add(
    _ posting: Posting, _ accountClass: AccountClass, of operation: String, _ kind: EntryKind,
    entry: Int64
  ) {
    if section?.kind != kind || section?.operation != operation {
      finish()
      section = Section(operation: operation, kind: kind)
    }
    let key = Key(accountClass: accountClass, commodity: posting.commodity)
    if open[key] == nil { order.append(key) }
    open[key, default: PostedSum()].add(posting.amount, entry: entry)
  }

  /// Turns what is being added to into rows; an operation that comes back to a kind goes on with its
  /// rows.
  mutating func finish() {
    guard let section else { return }
    for key in order {
      guard let sum = open[key] else { continue }
      let path = ChartOfAccounts.standard.path(of: key.accountClass)
      let known = rows.lastIndex {
        $0.operation == section.operation && $0.kind == section.kind && $0.account == path
          && $0.commodity == key.commodity
      }
      if let known {
        rows[known].sum.add(sum)
      } else {
        rows.append(
          Row(
            operation: section.operation, kind: section.kind, account: path,
            commodity: key.commodity, sum: sum))
      }
    }
    self.section = nil
    open.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }
}

extension LedgerTotals {
  /// The sum of all rows that `isMeant` picks: zero without entries where there is none.
  public func sum(where isMeant: (Row) -> Bool) -> PostedSum {
    rows.lazy.filter(isMeant).reduce(into: PostedSum()) { $0.add($1.sum) }
  }

  /// The sum of one row's kind; `operation`, `kind` and `commodity` have to be equal, `account` is the
  /// class or a path that it stands below (`escrow` for all escrow accounts).
  public func sum(
    _ operation: String, _ kind: EntryKind, _ account: String, _ commodity: Commodity
  ) -> PostedSum {
    sum { row in
      row.operation == operation && row.kind == kind && row.commodity == commodity
        && Account(path: row.account).isWithin(account)
    }
  }
}
