import CanonicalJSON
import Ledger
import Quantities

/// What an audit made again and what of it agreed, counted from the entries that it really compared: an
/// entry that differs counts as recorded, and of its rows only those agree that were found again.
public struct RemadeDecisions: Sendable {
  /// One line of the table.
  public struct Row: Equatable, Sendable {
    /// "clawback", "allotments online".
    public let title: String
    public let recorded: Int64
    public let agree: Int64
    /// The entries that record them.
    public let entries: EntryNumbers
    /// What is to be told of a single decision: "6 winners"; empty where nothing is.
    public let detail: String
  }

  public internal(set) var findings: [AuditFinding] = []
  private var counts: [RemadeKind: (recorded: Int64, agree: Int64)] = [:]
  private var sources: [RemadeKind: EntryNumbers] = [:]
  private var details: [RemadeKind: String] = [:]

  public init() {}

  /// Nothing could be made again: everything counts as recorded and nothing as agreed.
  public init(nothingOf journal: JournalAudit, findings: [AuditFinding]) {
    self.findings = findings
    for operation in journal.operations {
      for entry in operation.entries { note(recorded: entry.content, entry.seq, made: nil) }
    }
  }

  /// In the order of the passage, from the terms to the files.
  public var rows: [Row] {
    counts.sorted { $0.key < $1.key }.map { kind, count in
      Row(
        title: kind.title, recorded: count.recorded, agree: count.agree,
        entries: sources[kind] ?? EntryNumbers(), detail: details[kind] ?? "")
    }
  }

  /// Counts a sealed file whose bytes were hashed again.
  ///
  /// - Parameter entry: the entry that sealed it.
  public mutating func noteFile(agrees: Bool, entry: Int64) {
    add(.file, 1, agrees ? 1 : 0, entry: entry)
  }

  /// Counts an entry that was made again byte for byte.
  mutating func note(agreeing entry: Entry, _ seq: Int64) {
    for measure in RemadeMeasure.all(entry.kind, { entry.body[$0] }) {
      let count = measure.isRow.map { isRow in Int64(entry.postings.lazy.filter(isRow).count) } ?? 1
      if count > 0 { add(measure.kind, count, count, entry: seq) }
      note(measure.kind) { entry.body[$0] }
    }
  }

  /// Counts an entry that differs from the one made for its id, or that none was made for.
  mutating func note(recorded content: ArraySlice<UInt8>, _ seq: Int64, made entry: Entry?) {
    guard let recorded = RecordedEntry(content, seq: seq) else { return }
    for measure in RemadeMeasure.all(recorded.kind, { recorded.body[$0] }) {
      note(measure.kind) { recorded.body[$0] }
      guard let isRow = measure.isRow else {
        add(measure.kind, 1, 0, entry: seq)
        continue
      }
      let rows = recorded.postings.filter(isRow)
      var left: [String: Int] = [:]
      for posting in entry?.postings.filter(isRow) ?? [] { left[posting.key, default: 0] += 1 }
      var agree: Int64 = 0
      for posting in rows where (left[posting.key] ?? 0) > 0 {
        left[posting.key, default: 0] -= 1
        agree += 1
      }
      if !rows.isEmpty { add(measure.kind, Int64(rows.count), agree, entry: seq) }
    }
  }

  private mutating func add(
    _ kind: RemadeKind, _ recorded: Int64, _ agree: Int64, entry: Int64
  ) {
    let sum = counts[kind] ?? (0, 0)
    counts[kind] = (sum.recorded + recorded, sum.agree + agree)
    sources[kind, default: EntryNumbers()].insert(entry)
  }

  /// The figure that a decision is known by.
  private mutating func note(_ kind: RemadeKind, _ body: (String) -> JSONValue?) {
    let figures = [
      (RemadeKind.decision("clawback"), "clawback", "shares moved"),
      (.decision("draw"), "winners", "winning numbers"),
      (.decision("offline-lock"), "locked", "shares locked"),
    ]
    for (known, member, words) in figures where known == kind {
      guard let count = body(member)?.stringValue.flatMap({ Int64($0) }) else { continue }
      details[kind] = "\(DecimalText.grouped(count, decimals: 0)) \(words)"
    }
  }
}

extension Posting {
  /// Account and amount: what makes a row the same.
  fileprivate var key: String { "\(account.path) \(amount)" }
}
