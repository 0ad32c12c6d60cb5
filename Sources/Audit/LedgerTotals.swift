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

  /// The operation of the rows of all bookings together (Specs/bookings.md): each is an operation of its
  /// own, and there may be millions. Their rows name the entries of all bookings, whatever each posts to.
  public static let bookings = "bookings"

  private struct Section: Equatable {
    let operation: String
    let kind: EntryKind
  }

  /// What one class of accounts is adding up to.
  private struct OpenSum {
    var received: Int128 = 0
    var given: Int128 = 0
    var postings: Int64 = 0
    var entries = EntryNumbers()
    var last: Int64 = -1

    @inline(__always)
    mutating func add(_ amount: Int64) {
      if amount < 0 { given -= Int128(amount) } else { received += Int128(amount) }
      postings += 1
    }
  }

  /// The rows of the operation and kind that are being added to: entries of one kind stand together.
  private var section: Section?
  private var open = OpenSums()
  private var booked = OpenSums()
  private var bookedEntries = EntryNumbers()
  private var bookedRun: Range<Int64> = 0..<0

  /// Sums by the number of their class, and in what order they began.
  private struct OpenSums {
    var sums: ContiguousArray<OpenSum> = []
    var order: [Int] = []

    @inline(__always)
    mutating func add(_ amount: Int64, _ number: Int) {
      while sums.count <= number { sums.append(OpenSum()) }
      if sums[number].postings == 0 { order.append(number) }
      sums[number].add(amount)
    }
  }

  init() {}

  /// Begins with the entries of one kind of an operation, or goes on with them.
  mutating func begin(
    _ operation: String, _ kind: EntryKind, _ classes: [JournalAccounts.NumberedClass]
  ) {
    guard section?.kind != kind || section?.operation != operation else { return }
    finish(classes)
    section = Section(operation: operation, kind: kind)
  }

  /// Adds a posting to the class of that number.
  @inline(__always)
  mutating func add(_ amount: Int64, _ number: Int, entry: Int64) {
    open.add(amount, number)
    if open.sums[number].last != entry {
      open.sums[number].entries.insert(entry)
      open.sums[number].last = entry
    }
  }

  /// Adds a booking's posting to the class of that number.
  @inline(__always)
  mutating func add(booked amount: Int64, _ number: Int) {
    booked.add(amount, number)
  }

  /// Notes an entry of a booking; they come in their order.
  @inline(__always)
  mutating func add(bookingEntry entry: Int64) {
    if entry != bookedRun.upperBound {
      noteBookedRun()
      bookedRun = entry..<entry
    }
    bookedRun = Range(uncheckedBounds: (bookedRun.lowerBound, entry + 1))
  }

  private mutating func noteBookedRun() {
    if !bookedRun.isEmpty {
      bookedEntries.formUnion(EntryNumbers(bookedRun.lowerBound...bookedRun.upperBound - 1))
    }
    bookedRun = 0..<0
  }

  /// Turns what is being added to into rows; an operation that comes back to a kind goes on with its
  /// rows.
  private mutating func finish(_ classes: [JournalAccounts.NumberedClass]) {
    guard let section else { return }
    for number in open.order {
      let sum = open.sums[number]
      add(sum, sum.entries, classes[number], section)
      open.sums[number] = OpenSum()
    }
    self.section = nil
    open.order.removeAll(keepingCapacity: true)
  }

  /// The same at the end of the journal, with the rows of bookings behind all others.
  mutating func finish(all classes: [JournalAccounts.NumberedClass]) {
    finish(classes)
    noteBookedRun()
    for number in booked.order {
      add(
        booked.sums[number], bookedEntries, classes[number],
        Section(operation: Self.bookings, kind: .booking))
    }
    booked = OpenSums()
  }

  private mutating func add(
    _ open: OpenSum, _ entries: EntryNumbers, _ numbered: JournalAccounts.NumberedClass,
    _ section: Section
  ) {
    let path = ChartOfAccounts.standard.path(of: numbered.accountClass)
    let sum = PostedSum(
      received: open.received, given: open.given, postings: open.postings, entries: entries)
    let known = rows.lastIndex {
      $0.operation == section.operation && $0.kind == section.kind && $0.account == path
        && $0.commodity == numbered.commodity
    }
    if let known {
      rows[known].sum.add(sum)
    } else {
      rows.append(
        Row(
          operation: section.operation, kind: section.kind, account: path,
          commodity: numbered.commodity, sum: sum))
    }
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
