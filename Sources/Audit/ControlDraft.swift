import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities

/// Controls while they are being listed, with what they are taken from.
struct ControlDraft {
  let journal: JournalAudit
  let offering: Offering
  let inputs: RecordedInputs
  let results: Results
  private(set) var controls: [Control] = []
  private let closed: Set<String>
  /// The bodies of decisions and settlements, by entry id.
  private let bodies: [String: (entry: Int64, body: JSONValue)]

  init(
    journal: JournalAudit, offering: Offering, inputs: RecordedInputs, results: Results
  ) {
    self.journal = journal
    self.offering = offering
    self.inputs = inputs
    self.results = results
    closed = Set(journal.operations.lazy.filter(\.isClosed).map(\.id))
    var bodies: [String: (entry: Int64, body: JSONValue)] = [:]
    for operation in journal.operations {
      for entry in operation.entries
      where entry.id.hasSuffix("/decision") || entry.id.hasSuffix("/settlement") {
        guard let read = RecordedEntry(entry.content, seq: entry.seq) else { continue }
        bodies[entry.id] = (entry.seq, read.body)
      }
    }
    self.bodies = bodies
  }

  /// In fen; zero before there is a price, when nothing was sold.
  var price: Int128 { Int128(results.priced?.price.fen ?? 0) }
  var totals: LedgerTotals { journal.totals }

  func isClosed(_ operation: String) -> Bool { closed.contains(operation) }

  mutating func add(
    _ rule: String, _ name: String, _ left: [ControlFigure], _ right: [ControlFigure]
  ) {
    controls.append(Control(rule, name, left: left, right: right))
  }

  /// What was posted into accounts.
  func received(_ name: String, _ sum: PostedSum, _ unit: ControlUnit) -> ControlFigure {
    ControlFigure(name, sum.received, unit, .entries(sum.entries))
  }

  /// What was posted out of accounts.
  func given(_ name: String, _ sum: PostedSum, _ unit: ControlUnit) -> ControlFigure {
    ControlFigure(name, sum.given, unit, .entries(sum.entries))
  }

  /// What shares cost that entries moved.
  func priced(_ name: String, _ shares: Int128, _ entries: EntryNumbers) -> ControlFigure {
    ControlFigure("\(name) × price", shares * price, .money, .entries(entries))
  }

  /// A member of a recorded decision as a figure; a member that is no number counts as zero, which fails.
  func stated(_ id: String, _ member: String, _ name: String, _ unit: ControlUnit) -> ControlFigure
  {
    let found = bodies[id]
    let value = found?.body[member]
    let number = value?.stringValue.flatMap { Int128($0) } ?? value?.integerValue.map { Int128($0) }
    return ControlFigure(
      name, number ?? 0, unit, .entries(found.map { EntryNumbers($0.entry) } ?? EntryNumbers()))
  }

  /// A member of a recorded decision as text.
  func text(_ id: String, _ member: String) -> String? { bodies[id]?.body[member]?.stringValue }

  func file(_ name: String, _ value: Int128, _ unit: ControlUnit, _ file: SealedFile?, _ of: String)
    -> ControlFigure
  {
    ControlFigure(name, value, unit, .file(file?.name ?? of, sha256: file?.sha256))
  }

  func decided(_ name: String, _ value: Int128, _ unit: ControlUnit) -> ControlFigure {
    ControlFigure(name, value, unit, .decisions)
  }

  func term(_ name: String, _ value: Int64, _ unit: ControlUnit) -> ControlFigure {
    ControlFigure(name, Int128(value), unit, .terms)
  }

  /// Shares allotted to a tranche's accounts by entries.
  func allotted(_ tranche: Tranche) -> PostedSum {
    totals.sum { row in
      row.kind == .allotment && row.account == "allotted:\(tranche.rawValue):<account>"
    }
  }

  func abandoned(_ tranche: Tranche) -> PostedSum {
    totals.sum { row in
      row.kind == .abandonment && row.account == "allotted:\(tranche.rawValue):<account>"
    }
  }

  /// Shares that a tranche's accounts kept by entries: allotted less abandoned.
  func kept(_ tranche: Tranche) -> (shares: Int128, entries: EntryNumbers) {
    var entries = allotted(tranche).entries
    entries.formUnion(abandoned(tranche).entries)
    return (allotted(tranche).received - abandoned(tranche).given, entries)
  }

  /// Money that came into a tranche's escrow by entries of payments.
  func paid(_ tranche: Tranche) -> PostedSum {
    totals.sum { $0.kind == .payment && $0.account == "escrow:\(tranche.rawValue)" }
  }

  func refunded(_ tranche: Tranche) -> PostedSum {
    totals.sum { $0.kind == .refund && $0.account == "escrow:\(tranche.rawValue)" }
  }

  /// The tranches that anything was allotted to or paid for.
  var usedTranches: [Tranche] {
    Tranche.allCases.filter { allotted($0).postings > 0 || paid($0).postings > 0 }
  }
}
