import Audit
import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Reconciliation
import Reports
import Storage
import TradingDays
import Transparency

/// A folder whose journal was checked from its files alone, with every decision made again.
struct VerifiedOffering {
  let folder: OfferingFolder
  /// What was checked: the files as they were read.
  let signed: SignedJournal
  let journal: JournalAudit
  let head: CheckpointAudit
  let witnesses: WitnessAudit
  /// Whether the journal is final by the policy of the call; nil where none is demanded.
  let finality: FinalityAudit?
  /// The tree that is published beside the journal; nil where none is.
  let tiles: TileAudit?
  /// What witnesses prove of a sealed draw.
  let verdict: WitnessAudit.Verdict?
  /// Terms, rows and passage, and what was made again from them.
  let sources: RemadeSources
  let takenOnTrust: [TakenOnTrust]
  /// What is wrong with the gates that two people open, and with those that witnesses see.
  private let gates: [AuditFinding]

  /// Reads everything once.
  init(_ folder: OfferingFolder, _ trust: AuditTrust) throws {
    self.folder = folder
    guard let signed = try folder.signedJournal() else {
      throw StorageError.missingFile(path: folder.file("journal.jsonl"), expected: "a journal")
    }
    var head = CheckpointAudit(
      signed.checkpoint, vkey: signed.vkey, trusted: trust.signers)
    let kept = try folder.witnessedHeads()
    var witnesses = trust.readWitnesses(kept)
    // Those that the terms name need nobody's trust to contradict the journal; they grade no draw.
    var named = WitnessAudit(
      kept, witnesses: try Self.namedWitnesses(signed.source), certificates: nil)
    var finality = trust.finality.map {
      FinalityAudit(kept, checkpoint: signed.checkpoint, demand: $0)
    }
    Console.progress("checking chain, tree and balances")
    self.signed = signed
    journal = try JournalAudit(
      reading: signed.source,
      sizes: witnesses.sizes.union(named.sizes).union(finality?.sizes ?? []).union(
        head.checkpoint.map { [$0.size] } ?? []))
    head.compare(with: journal, code: journal.opening?["terms"]?["code"]?.stringValue)
    witnesses.compare(with: journal)
    named.compare(with: journal)
    finality?.compare(with: journal, signed: head.checkpoint, signer: head.key)
    self.finality = finality
    tiles = try TileAudit.beside(folder, head.checkpoint)
    verdict = witnesses.verdict(on: journal, origin: head.checkpoint?.origin)
    Console.progress("making every decision again")
    sources = try RemadeSources(journal, folder)
    takenOnTrust = TakenOnTrust.all(of: journal)
    gates =
      try ApprovalAudit.findings(in: journal)
      + WitnessedGateAudit.findings(in: journal, signed.bytes, signer: head.key)
      + named.findings.filter { !witnesses.findings.contains($0) }
    try journal.checkReading()
    self.head = head
    self.witnesses = witnesses
  }

  /// The witnesses of the terms that the journal was opened with; none where it names none.
  private static func namedWitnesses(_ source: JournalSource) throws -> [VerifierKey] {
    guard let end = try source.end(ofLines: 1),
      let opening = try? JSONParser.parse(source.all(in: 0..<end)),
      let sealed = opening["body"]?["terms"]?["witnessed"],
      let terms = WitnessedTerms(canonical: sealed)
    else { return [] }
    return terms.policy.witnesses.map(\.key)
  }

  /// Everything that does not hold.
  var findings: [AuditFinding] {
    journal.findings + head.findings + (tiles?.findings ?? []) + witnesses.findings
      + (finality?.findings ?? []) + gates + sources.remade.findings
  }

  /// Every draw with its grade: what the journal alone leaves unwitnessed, a witness may raise.
  var draws: [(draw: String, grade: String, verdict: WitnessAudit.Verdict?)] {
    let isSound = findings.isEmpty
    return journal.grades.map { draw, grade in
      guard grade == "unwitnessed", let verdict else { return (draw, grade, nil) }
      return (draw, isSound ? verdict.grade : grade, verdict)
    }
  }

  /// The breaks on record, and the day of the last reconciliation; nil where there is none that can be
  /// read.
  func reconciled() throws -> (book: BreakBook, asOf: Day)? {
    guard journal.findings.isEmpty,
      let history = try? ReconciliationHistory(journal, read: { try folder.source($0) }),
      let last = history.onRecord
    else { return nil }
    return (history.book, last.asOf)
  }

  /// What `ipo verify --json` prints.
  var json: JSONValue {
    let remade = RemadeReport(sources.remade, trusted: takenOnTrust)
    return [
      "ok": .bool(findings.isEmpty), "entries": .integer(journal.entryCount),
      "bookings": .integer(journal.bookingCount), "root": .string(journal.root.hex),
      "signer": .string(head.isTrusted ? "trusted" : "unproven"),
      "being_written": .integer(Int64(signed.unsignedBytes)),
      "clock": .string(journal.isClockFixed ? "fixed" : "system"),
      "witnesses": .array(
        witnesses.sightings.map {
          [
            "by": .string($0.by), "entries": .exact(Int64(clamping: $0.size)),
            "head": .string($0.head), "time": .string($0.time.description),
            "tsa_policy": $0.policy.map { .string($0) } ?? .null,
          ]
        }),
      "final": finality.map { finality in
        .object([
          "entries": finality.final.map { .exact(Int64(clamping: $0.size)) } ?? .null,
          "head": finality.final.map { .string($0.name) } ?? .null,
          "witnesses": .array(
            (finality.final?.verdict.sightings ?? []).map { .string($0.witness.name) }),
        ])
      } ?? .null,
      "draws": .array(
        draws.map { draw in
          guard let verdict = draw.verdict else {
            return ["draw": .string(draw.draw), "grade": .string(draw.grade)]
          }
          return [
            "draw": .string(draw.draw), "grade": .string(draw.grade),
            "reason": .string(verdict.reason), "reveals_witnessed": .bool(verdict.sawReveals),
            "missing": .array(verdict.missing.map { .string($0) }),
          ]
        }),
      "remade": remade.rowsJSON, "not_remade": remade.trustedJSON,
      "findings": .array(findings.map(\.json)),
    ]
  }
}
