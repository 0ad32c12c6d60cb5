import Audit
import CanonicalJSON
import Cryptography
import Issuance
import Ledger
import Quantities
import Reconciliation
import TradingDays

/// Everything that an audit of one offering looked at, and what it came to (审计报告). Every figure names the
/// entries it comes from.
public struct AuditReport {
  /// What the journal is and who signed it.
  public struct Head: Sendable {
    public let name: String
    public let code: String
    public let signer: String?
    public let isTrusted: Bool
    /// The signed head as it is in the folder; empty where there is none.
    public let checkpoint: String

    public init(
      name: String, code: String, signer: String?, isTrusted: Bool, checkpoint: String
    ) {
      self.name = name
      self.code = code
      self.signer = signer
      self.isTrusted = isTrusted
      self.checkpoint = checkpoint
    }
  }

  /// A draw with its grade and the reason for it.
  public struct Draw: Sendable {
    public let name: String
    /// The operation that decided it.
    public let operation: String
    public let grade: String
    public let reason: String

    public init(name: String, operation: String, grade: String, reason: String) {
      self.name = name
      self.operation = operation
      self.grade = grade
      self.reason = reason
    }
  }

  /// What statements and lists gave, if any were given or are on record.
  public struct Comparison {
    public let outcome: ReconciliationOutcome
    public let change: BreakChange

    public init(_ outcome: ReconciliationOutcome, _ change: BreakChange) {
      self.outcome = outcome
      self.change = change
    }
  }

  public let head: Head
  public let asOf: Day
  public let journal: JournalAudit
  public let findings: [AuditFinding]
  public let remade: RemadeDecisions
  public let trusted: [TakenOnTrust]
  public let controls: [Control]
  public let draws: [Draw]
  public let lockups: LockupReport?
  public let comparison: Comparison?
  public let book: BreakBook
  /// What the passage waits for, in words; empty at its end.
  public let waiting: [String]
  /// What was not looked at, and why.
  public let omissions: [String]

  public init(
    head: Head, asOf: Day, journal: JournalAudit, findings: [AuditFinding],
    remade: RemadeDecisions, trusted: [TakenOnTrust], controls: [Control], draws: [Draw],
    lockups: LockupReport?, comparison: Comparison?, book: BreakBook, waiting: [String],
    omissions: [String]
  ) {
    self.head = head
    self.asOf = asOf
    self.journal = journal
    self.findings = findings
    self.remade = remade
    self.trusted = trusted
    self.controls = controls
    self.draws = draws
    self.lockups = lockups
    self.comparison = comparison
    self.book = book
    self.waiting = waiting
    self.omissions = omissions
  }

  /// Where the offering stands by its journal, in words.
  var state: String {
    let closed = Set(journal.operations.lazy.filter(\.isClosed).map(\.id))
    if closed.contains("suspension") {
      return "The issue is suspended: every allotment is void, all money goes back."
    }
    return closed.contains("listing")
      ? "The issue is listed."
      : "The issue is under way: its journal ends with \(journal.operations.last?.id ?? "nothing")."
  }

  /// What is no fault and has to be known beside the verdict.
  var remarks: [String] {
    let explained = book.breaks.count { if case .explained = $0.state { true } else { false } }
    return explained == 0
      ? []
      : [
        "\(counted(explained, "break")) \(explained == 1 ? "is" : "are") not open because somebody "
          + "answers for \(explained == 1 ? "it" : "them"): see the reconciliation."
      ]
  }

  /// Why it is not sound, in words; empty where it is.
  public var reasons: [String] { faults + openPoints }

  public var verdict: AuditVerdict {
    faults.isEmpty ? (openPoints.isEmpty ? .sound : .open) : .unsound
  }

  /// What does not hold in the ledger itself.
  private var faults: [String] {
    var faults: [String] = []
    func add(_ count: Int, _ thing: String, _ rest: String) {
      if count > 0 { faults.append("\(counted(count, thing)) \(rest)") }
    }
    add(findings.count, "finding", "in the journal")
    add(controls.count { !$0.holds }, "control total", "out of balance")
    add(
      lockups?.breaks.count { $0.side == .ledger } ?? 0, "break", "of lock-ups in the ledger")
    return faults
  }

  /// What others' records do not confirm, and nobody answers for.
  private var openPoints: [String] {
    var points: [String] = []
    func add(_ count: Int, _ thing: String, _ rest: String) {
      if count > 0 { points.append("\(counted(count, thing)) \(rest)") }
    }
    add(openBreaks, "open break", "with banks or the depository")
    add(
      lockups?.breaks.count { $0.side == .register } ?? 0, "break",
      "of lock-ups in the depository's list")
    return points
  }

  /// Breaks of the comparison, and those on record that it did not look at.
  private var openBreaks: Int {
    let compared = comparison?.outcome.call.sides ?? []
    return (comparison?.change.openCount ?? 0)
      + book.open.count { !compared.contains($0.placed.side) }
  }

  /// The tables that are cut from the ledger.
  public var tables: [AuditTable] {
    [LedgerTables.tranches(journal.totals)]
      + Commodity.allCases.flatMap {
        [LedgerTables.balances(journal.totals, $0), LedgerTables.postings(journal.totals, $0)]
      }
  }
}
