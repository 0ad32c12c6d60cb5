import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Reconciliation
import Reports
import ShareRegister
import Storage
import TradingDays
import Transparency

/// One audit of a folder: what was looked at, and what could not be.
struct AuditRun {
  let folder: OfferingFolder
  let report: AuditReport
  private let code: String

  /// - Parameter call: the files to compare with; without any, the statements on record.
  init(_ folder: OfferingFolder, _ trust: AuditTrust, _ call: ReconciliationCall) throws {
    self.folder = folder
    let statements = try StatementFiles(call, kept: nil)
    let list = try statements.list()
    let verified = try VerifiedOffering(folder, trust)
    let terms = verified.journal.opening?["terms"]
    code = terms?["code"]?.stringValue ?? "unknown"
    var omissions: [String] = []
    var controls: [Control] = []
    var lockups: LockupReport?
    var waiting: [String] = []
    if let made = verified.sources.made, let file = verified.sources.file {
      Console.progress("holding control totals")
      controls =
        try ControlTotals(
          journal: verified.journal, offering: file.offering, inputs: made.inputs,
          results: made.passage.results
        ).controls
      lockups = try Self.lockups(verified, file, made, list, call.asOf)
      waiting = made.passage.waiting.map(\.text)
    } else {
      omissions.append("control totals: the decisions could not be made again")
    }
    if lockups == nil { omissions.append("lock-ups: no registration that could be made again") }
    let (comparison, book) = try Self.compare(
      verified, call, statements, folder, omissions: &omissions)
    if verified.head.signer == nil || !verified.head.isTrusted {
      omissions.append("whose signature the head bears: no signer was demanded (--trust)")
    }
    report = AuditReport(
      head: .init(
        name: terms?["name"]?.stringValue ?? "?", code: code, signer: verified.head.signer,
        isTrusted: verified.head.isTrusted,
        checkpoint: verified.signed.checkpoint.map { String(decoding: $0, as: UTF8.self) }
          ?? ""), asOf: call.asOf, journal: verified.journal, findings: verified.findings,
      remade: verified.sources.remade, trusted: verified.takenOnTrust, controls: controls,
      draws: verified.draws.map { draw in
        .init(
          name: draw.draw, operation: draw.draw == LotteryTerms.drawName ? "draw" : "offline-lock",
          grade: draw.grade, reason: draw.verdict?.reason ?? "by the journal alone")
      }, lockups: lockups, comparison: comparison, book: book, waiting: waiting,
      omissions: omissions)
  }

  /// Writes the reports and the statement that signs them.
  func sign(with store: SignerStore, into target: OfferingFolder) throws {
    Console.progress("writing and signing the report")
    let key = try store.key(code: "\(code)/audit")
    let files = [
      (AuditFiles.json, report.json.canonicalBytes + [UInt8(ascii: "\n")]),
      (AuditFiles.html, report.page.bytes),
    ]
    for (name, bytes) in files { try target.write(name, bytes) }
    let statement = AuditStatement(
      code: code, entries: report.journal.entryCount, root: report.journal.root,
      asOf: report.asOf, verdict: report.verdict,
      files: files.map { .init(name: $0.0, sha256: SHA256.hash($0.1)) })
    var note = try SignedNote(text: statement.text)
    try note.sign(with: key)
    try target.write(AuditFiles.vkey, Array("\(key.verifierKey)\n".utf8))
    try target.write(AuditFiles.note, note.bytes)
  }

  /// What has to be locked, against the ledger's register and the depository's list.
  private static func lockups(
    _ verified: VerifiedOffering, _ file: OfferingFile,
    _ made: (inputs: RecordedInputs, passage: Passage), _ list: [ListedHolding]?, _ day: Day
  ) throws -> LockupReport? {
    let closed = Set(verified.journal.operations.lazy.filter(\.isClosed).map(\.id))
    guard closed.contains("registration"), let listingDay = made.passage.results.listingDay,
      let owed = try made.passage.results.obligations(of: file.offering, made.inputs)
    else { return nil }
    return try LockupReport(
      owed, of: file.offering, listingDay: listingDay, journal: verified.journal, list: list,
      locksOnly: false, on: day)
  }

  /// The statements of the call, or those on record, against the ledger.
  private static func compare(
    _ verified: VerifiedOffering, _ given: ReconciliationCall, _ statements: StatementFiles,
    _ folder: OfferingFolder, omissions: inout [String]
  ) throws -> (AuditReport.Comparison?, BreakBook) {
    guard verified.journal.findings.isEmpty else {
      omissions.append("statements and breaks on record: the journal does not hold")
      return (nil, BreakBook())
    }
    let history: ReconciliationHistory
    do {
      history = try ReconciliationHistory(verified.journal) { name in
        try statements.source(name) ?? folder.source(name)
      }
    } catch {
      // Whatever is wrong with a record is a finding of the decisions already.
      omissions.append("breaks on record: \(Failure(error).messages.joined(separator: "; "))")
      return (nil, BreakBook())
    }
    let call = given.sides.isEmpty ? history.call(adding: given) : given
    for side in ReconciliationSide.allCases where !call.sides.contains(side) {
      omissions.append(
        "\(side.rawValue): no \(side == .register ? "list" : "statement") was given"
          + (side == .register ? "; a list on record is of another day" : ""))
    }
    guard !call.sides.isEmpty else { return (nil, history.book) }
    Console.progress("comparing with statements")
    let outcome: ReconciliationOutcome
    do {
      outcome = try history.outcome(of: call)
    } catch  where given.sides.isEmpty {
      // What is on record and cannot be compared is a finding of the decisions already.
      omissions.append("statements on record: \(Failure(error).messages.joined(separator: "; "))")
      return (nil, history.book)
    }
    for absence in outcome.notCompared {
      omissions.append(
        "\(absence.side.rawValue): \(counted(absence.movements, "movement")) of \(absence.group.rawValue), "
          + "\(absence.sum) yuan: the statements show none of them (--complete)")
    }
    return (.init(outcome, history.change(by: outcome)), history.book)
  }
}
