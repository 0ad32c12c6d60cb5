import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Rulebooks
import Storage
import TradingDays
import Transparency

/// `ipo verify`: reads the files alone and makes every decision again.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a journal from its files alone, and make every decision again.",
    discussion: """
      Chain, tree, checkpoint, the balance of every entry, gates, sealed files, and the clawback, \
      the draw, the allotments and everything after them from terms and sealed facts. Tells how many \
      of each were recorded and agree, and what nobody can make again. Exit code 1 where anything \
      does not hold.

        ipo verify dema
        ipo verify dema --trust ipo-1a2b3c4d+0f1e2d3c+ARpc… --json
        ipo verify dema --witness regulator.vkey --tsa tsa-ca.pem
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The signer that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Option(help: "A witness whose cosignature counts: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(help: "Certificates (PEM) under which an RFC 3161 time stamp counts.")
  var tsa: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    guard let bytes = try folder.bytes("journal.jsonl") else {
      throw StorageError.missingFile(path: folder.file("journal.jsonl"), expected: "a journal")
    }
    var head = CheckpointAudit(
      try folder.bytes("checkpoint"), vkey: try folder.bytes("vkey"),
      trusted: try trust.map { try KeyArgument.parse($0, option: "--trust", kind: .note) })
    var witnesses = try readWitnesses(folder)
    Console.progress("checking chain, tree and balances")
    let journal = JournalAudit(
      bytes, sizes: witnesses.sizes.union(head.checkpoint.map { [$0.size] } ?? []))
    head.compare(with: journal, code: journal.opening?["terms"]?["code"]?.stringValue)
    witnesses.compare(with: journal)
    let verdict = witnesses.verdict(on: journal, origin: head.checkpoint?.origin)
    Console.progress("making every decision again")
    let remade = RemadeReport(
      try DecisionCheck.remake(journal, folder), trusted: TakenOnTrust.all(of: journal))
    Console.done()
    let findings = journal.findings + head.findings + witnesses.findings + remade.findings
    if json {
      Console.write(Self.json(journal, head, witnesses, verdict, remade, findings))
    } else {
      show(journal, head, witnesses, verdict, remade, findings)
    }
    if !findings.isEmpty { throw Failure.Silent(code: 1) }
  }

  /// What witnesses left in the folder, as far as this call trusts them.
  private func readWitnesses(_ folder: OfferingFolder) throws -> WitnessAudit {
    let certificates = try tsa.map { path in
      guard let bytes = try OfferingFolder.bytes(at: path) else {
        throw StorageError.missingFile(path: path, expected: "certificates in PEM")
      }
      return bytes
    }
    return WitnessAudit(
      frozenHead: try folder.bytes(OfferingFolder.frozenHead),
      cosigned: try folder.bytes(OfferingFolder.cosignedHead),
      token: try folder.bytes(OfferingFolder.stampedHead),
      witnesses: try witness.map {
        try KeyArgument.parse($0, option: "--witness", kind: .cosignature)
      }, certificates: certificates)
  }

  /// Every draw with its grade: what the journal alone leaves unwitnessed, a witness may raise.
  private static func draws(
    _ journal: JournalAudit, _ verdict: WitnessAudit.Verdict?, isSound: Bool
  ) -> [(draw: String, grade: String, verdict: WitnessAudit.Verdict?)] {
    journal.grades.map { draw, grade in
      guard grade == "unwitnessed", let verdict else { return (draw, grade, nil) }
      return (draw, isSound ? verdict.grade : grade, verdict)
    }
  }

  private static func json(
    _ journal: JournalAudit, _ head: CheckpointAudit, _ witnesses: WitnessAudit,
    _ verdict: WitnessAudit.Verdict?, _ remade: RemadeReport, _ findings: [AuditFinding]
  ) -> JSONValue {
    [
      "ok": .bool(findings.isEmpty), "entries": .integer(journal.entryCount),
      "root": .string(journal.root.hex),
      "signer": .string(head.isTrusted ? "trusted" : "unproven"),
      "clock": .string(journal.isClockFixed ? "fixed" : "system"),
      "witnesses": .array(
        witnesses.sightings.map {
          [
            "by": .string($0.by), "entries": .exact(Int64(clamping: $0.size)),
            "time": .string($0.time.description),
          ]
        }),
      "draws": .array(
        draws(journal, verdict, isSound: findings.isEmpty).map { draw in
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
      "findings": .array(
        findings.map { finding in
          [
            "entry": finding.entry.map { .integer($0) } ?? .null, "rule": .string(finding.rule),
            "found": .string(finding.found), "expected": .string(finding.expected),
          ]
        }),
    ]
  }

  private func show(
    _ journal: JournalAudit, _ head: CheckpointAudit, _ witnesses: WitnessAudit,
    _ verdict: WitnessAudit.Verdict?, _ remade: RemadeReport, _ findings: [AuditFinding]
  ) {
    var text = TextBlock.labelled(
      "entries",
      "\(DecimalText.grouped(journal.entryCount, decimals: 0)), chain and balances checked")
    text += TextBlock.labelled("root", journal.root.hex)
    let signer = head.signer ?? "none"
    text += TextBlock.labelled(
      "signer",
      head.isTrusted ? "\(signer), trusted" : "\(signer), unproven (demand one with --trust)")
    if journal.isClockFixed {
      text += TextBlock.labelled("clock", "fixed: the entries' times are not real times")
    }
    for sighting in witnesses.sightings {
      text += TextBlock.labelled(
        "witness", "\(sighting.by) saw \(sighting.size) entries at \(sighting.time.marketClock)")
    }
    if witnesses.sightings.isEmpty, !witness.isEmpty || tsa != nil {
      text += TextBlock.labelled(
        "witness", "nothing in witness/ that this call trusts: freeze.cosigned, freeze.tsr")
    }
    for (draw, grade, verdict) in Self.draws(
      journal, verdict, isSound: findings.isEmpty)
    {
      text += TextBlock.labelled(
        "draw \(draw)", verdict.map { "\(grade): \($0.reason)" } ?? grade)
      guard let verdict else { continue }
      text += TextBlock.labelled(
        "",
        "beacons: the form of their values was checked; Specs/replay.md checks a drand signature")
      if !verdict.missing.isEmpty {
        text += TextBlock.labelled(
          "", "NOT revealed, 32 zero bytes count: \(verdict.missing.joined(separator: ", "))")
      } else if verdict.grade == "sealed", !verdict.sawReveals {
        text += TextBlock.labelled(
          "", "no witness saw every reveal before the beacons: one could have come late")
      }
    }
    text += remade.text
    Console.write(text)
    if findings.isEmpty {
      Console.write(TextBlock.labelled("result", "sound: everything agrees"))
    } else {
      Console.write(TextBlock.labelled("result", "UNSOUND: \(findings.count) findings"))
      for finding in findings.prefix(100) { Console.write("  - \(finding)\n") }
    }
  }
}

/// Reads terms and rows from the folder and makes the decisions again; what cannot be read is a
/// finding.
private enum DecisionCheck {
  static func remake(
    _ journal: JournalAudit, _ folder: OfferingFolder
  ) throws -> RemadeDecisions {
    let sealed = try sealed(journal, folder)
    var remade = try decisions(journal, folder, sealed.findings)
    for agrees in sealed.agree { remade.noteFile(agrees: agrees) }
    return remade
  }

  private static func decisions(
    _ journal: JournalAudit, _ folder: OfferingFolder, _ sealed: [AuditFinding]
  ) throws -> RemadeDecisions {
    do {
      let file = try folder.readOffering()
      let findings = sealed + opening(journal, file)
      guard findings.isEmpty else {
        return RemadeDecisions(nothingOf: journal, findings: findings)
      }
      let facts = try FactsReader.read(sealed: journal.sealedFacts)
      // Facts that offering.yaml states by now may be more than the journal's, but not others.
      _ = try facts.merging(file.facts, from: "offering.yaml")
      let passage = try Passage.plan(
        file.offering, facts: facts,
        inputs: folder.readInputs(file.offering))
      let history = try ReconciliationHistory(journal) { try folder.bytes($0) }
      return try DecisionAudit.compare(
        journal, with: passage, history: history, code: file.offering.terms.code)
    } catch let error as StorageError where Failure(error).code == 3 {
      // What the system would not let us read says nothing about the data.
      throw error
    } catch {
      return RemadeDecisions(
        nothingOf: journal,
        findings: sealed + [
          AuditFinding(
            "notRecomputable", found: Failure(error).messages.joined(separator: "; "),
            expected: "terms, facts and files that lead to the recorded decisions")
        ])
    }
  }

  /// Every sealed file hashed again: whether it agrees, and a finding where it does not.
  private static func sealed(
    _ journal: JournalAudit, _ folder: OfferingFolder
  ) throws -> (agree: [Bool], findings: [AuditFinding]) {
    var agree: [Bool] = []
    var findings: [AuditFinding] = []
    for (entry, name, digest) in journal.sealedFiles {
      let found = try folder.bytes(name).map { SHA256.hash($0).hex } ?? "no file"
      agree.append(found == digest)
      guard found != digest else { continue }
      findings.append(
        AuditFinding(
          "sealedInputChanged", entry: entry, found: "\(name) with SHA-256 \(found)",
          expected: digest))
    }
    return (agree, findings)
  }

  private static func opening(_ journal: JournalAudit, _ file: OfferingFile) -> [AuditFinding] {
    let terms = file.offering.terms.canonical
    let rulebook = file.offering.rulebook.canonical
    var findings: [AuditFinding] = []
    if journal.opening?["terms"] != terms {
      findings.append(
        AuditFinding(
          "termsChanged", entry: 0, found: "other terms in the journal than in offering.yaml",
          expected: terms.canonicalText))
    }
    if journal.opening?["rulebook"] != rulebook {
      findings.append(
        AuditFinding(
          "rulebookChanged", entry: 0, found: "another rulebook in the journal",
          expected: "\(file.offering.rulebook.id) as it is read today"))
    }
    return findings
  }
}
