import CanonicalJSON
import Issuance
import Ledger
import Offerings
import Reconciliation
import TradingDays

/// The reconciliations and explanations that a journal holds: the statements on record, the breaks
/// with their states, and every such operation made again from the files that it sealed.
public struct ReconciliationHistory {
  /// All breaks with their states, after the last operation.
  public private(set) var book = BreakBook()
  /// What the next reconciliation has to take along: the statements on record.
  public private(set) var onRecord: ReconciliationCall?
  /// How many reconciliations and explanations there are.
  public private(set) var reconciliations = 0
  public private(set) var explanations = 0
  /// Files that reconciliations sealed, with the ids of the entries that did.
  public private(set) var sealed: [String: String] = [:]

  private let journal: JournalAudit
  /// How many of the journal's operations count.
  private var through: Int
  /// Made once for all operations that are made again.
  private let earlier = EarlierHistory()
  private let read: RecordedLedger.FileReader

  /// Reads the journal's operations, or the first of them.
  ///
  /// - Parameters:
  ///   - journal: one without findings.
  ///   - read: gives a file of the offering's folder.
  /// - Throws: `unreadableReconciliation` where an entry is not as Specs/reconciliation.md says.
  public init(
    _ journal: JournalAudit, operations count: Int? = nil,
    read: @escaping RecordedLedger.FileReader
  ) throws {
    self.journal = journal
    self.read = read
    through = count ?? journal.operations.count
    for operation in journal.operations.prefix(through) { try take(operation) }
  }

  static let reconciliationPrefix = "reconciliation-"
  static let explanationPrefix = "explanation-"

  /// True for the operations that this history explains.
  public static func explains(_ operation: String) -> Bool {
    number(of: operation, after: reconciliationPrefix) != nil
      || number(of: operation, after: explanationPrefix) != nil
  }

  private static func number(of id: String, after prefix: String) -> Int? {
    guard id.hasPrefix(prefix), let number = Int(id.dropFirst(prefix.count)), number > 0,
      id == "\(prefix)\(number)"
    else { return nil }
    return number
  }

  /// Makes a recorded operation again; nil where it is none of this history's.
  ///
  /// - Throws: what is wrong with its files, or with the ledger before it.
  public func step(named id: String) throws -> Step? {
    guard Self.explains(id), let place = journal.operations.firstIndex(where: { $0.id == id })
    else { return nil }
    let operation = journal.operations[place]
    let before = try earlier.history(before: place) {
      try ReconciliationHistory(journal, operations: 0, read: read)
    }
    let entries = try Self.entries(of: operation)
    if Self.number(of: id, after: Self.explanationPrefix) != nil {
      guard let entry = entries.first, let note = Explanation(body: entry.body) else {
        throw ReconciliationRecordError.unreadableReconciliation(operation: id, entry: nil)
      }
      return try before.step(explaining: note)
    }
    guard let decision = entries.first(where: { $0.kind == .decision }),
      let call = ReconciliationCall(body: decision.body)
    else { throw ReconciliationRecordError.unreadableReconciliation(operation: id, entry: nil) }
    return try before.step(recording: before.outcome(of: before.call(asRecorded: call)))
  }

  /// The call that a recorded one has to have been: what was on record before, in its order and with the
  /// groups that had to be compared, and what is new behind it.
  private func call(asRecorded recorded: ReconciliationCall) -> ReconciliationCall {
    let old = Set((onRecord?.bank ?? []) + (onRecord?.issuerBank ?? []))
    var new = recorded
    new.bank = recorded.bank.filter { !old.contains($0) }
    new.issuerBank = recorded.issuerBank.filter { !old.contains($0) }
    return call(
      adding: new, superseding: old.subtracting(recorded.bank + recorded.issuerBank))
  }

  /// The same history after more of the journal's operations.
  fileprivate mutating func advance(to count: Int) throws {
    for operation in journal.operations[through..<count] { try take(operation) }
    through = count
  }

  private mutating func take(_ operation: JournalAudit.Operation) throws {
    if let number = Self.number(of: operation.id, after: Self.reconciliationPrefix) {
      try take(operation, reconciliation: number)
    } else if let number = Self.number(of: operation.id, after: Self.explanationPrefix) {
      try take(operation, explanation: number)
    }
  }

  /// Compares by a call whose files lie in the folder, with the ledger after the first `count`
  /// operations, or all.
  public func outcome(
    of call: ReconciliationCall, operations count: Int? = nil
  ) throws -> ReconciliationOutcome {
    for (place, name) in call.files.enumerated() where call.files[..<place].contains(name) {
      throw ReconciliationRecordError.fileTwice(name)
    }
    return try ReconciliationOutcome(
      call, ledger: RecordedLedger(journal, operations: count ?? through, read: read)
    ) { name in
      guard let source = try read(name) else {
        throw ReconciliationRecordError.statementMissing(file: name)
      }
      return source
    }
  }

  /// The operations since the last reconciliation that posted anything, by their closing entries, and
  /// how many operations came before them.
  func postedSinceLast() -> (operations: [String], before: Int) {
    let operations = journal.operations.prefix(through)
    let last = operations.lastIndex {
      Self.number(of: $0.id, after: Self.reconciliationPrefix) != nil
    }
    let since = operations[((last ?? -1) + 1)...].filter { !Self.explains($0.id) }
    return (since.map { "\($0.id)/close" }, last ?? 0)
  }

  private mutating func take(
    _ operation: JournalAudit.Operation, reconciliation number: Int
  ) throws {
    guard number == reconciliations + 1 else {
      throw ReconciliationRecordError.outOfSequence(
        found: operation.id, expected: "\(Self.reconciliationPrefix)\(reconciliations + 1)")
    }
    reconciliations = number
    var place = 0
    // The decision comes before the breaks that it found.
    var day = operation.at.marketDay
    for entry in try Self.entries(of: operation) {
      let fault = ReconciliationRecordError.unreadableReconciliation(
        operation: operation.id, entry: entry.seq)
      switch entry.kind {
      case .input:
        guard let file = entry.body["file"]?.stringValue else { throw fault }
        sealed[file] = entry.id
      case .decision:
        guard let call = ReconciliationCall(body: entry.body) else { throw fault }
        onRecord = call
        day = call.asOf
      case .reconciliationBreak:
        guard let placed = PlacedBreak(body: entry.body) else { throw fault }
        place += 1
        try book.record(
          RecordedBreak(
            BreakNumber(reconciliation: number, place: place), placed, entry: entry.seq,
            since: day))
      case .resolution:
        guard let resolved = entry.body["break"]?.stringValue.flatMap({ BreakNumber($0) }),
          let by = entry.body["resolved_by"]?.arrayValue
        else { throw fault }
        try book.resolve(resolved, by: by.compactMap(\.stringValue), entry: entry.seq)
      default: break
      }
    }
  }

  private mutating func take(_ operation: JournalAudit.Operation, explanation number: Int) throws {
    guard number == explanations + 1 else {
      throw ReconciliationRecordError.outOfSequence(
        found: operation.id, expected: "\(Self.explanationPrefix)\(explanations + 1)")
    }
    explanations = number
    guard let entry = try Self.entries(of: operation).first,
      let note = Explanation(body: entry.body)
    else {
      throw ReconciliationRecordError.unreadableReconciliation(operation: operation.id, entry: nil)
    }
    try book.explain(note.number, by: note.by.text, because: note.because, entry: entry.seq)
  }

  private static func entries(
    of operation: JournalAudit.Operation
  ) throws -> [(seq: Int64, id: String, kind: EntryKind, body: JSONValue)] {
    try operation.entries.map { entry in
      guard let read = RecordedEntry(entry.content, seq: entry.seq) else {
        throw ReconciliationRecordError.unreadableReconciliation(
          operation: operation.id, entry: entry.seq)
      }
      return (entry.seq, entry.id, read.kind, read.body)
    }
  }
}

/// The history before the operation that was made again last: operations are made again in their order, so
/// that each costs what it holds and no more.
private final class EarlierHistory {
  private var history: ReconciliationHistory?
  private var place = 0

  func history(
    before wanted: Int, from start: () throws -> ReconciliationHistory
  ) throws -> ReconciliationHistory {
    var found = wanted >= place ? try history ?? start() : try start()
    try found.advance(to: wanted)
    (history, place) = (found, wanted)
    return found
  }
}
