import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Rulebooks
import Storage

/// Terms and rows of a folder, and the passage from which its journal's decisions were made again.
struct RemadeSources {
  /// nil where the terms cannot be read.
  private(set) var file: OfferingFile?
  /// nil where sealed terms or files changed, or where the decisions cannot be made.
  private(set) var made: (inputs: RecordedInputs, passage: Passage)?
  private(set) var remade = RemadeDecisions()

  /// Reads terms and rows and makes the decisions again; what cannot be read is a finding.
  init(_ journal: JournalAudit, _ folder: OfferingFolder) throws {
    let sealed = try Self.sealed(journal, folder)
    do {
      try remake(journal, folder, sealed.findings)
    } catch let error as StorageError where Failure(error).code == 3 {
      // What the system would not let us read says nothing about the data.
      throw error
    } catch {
      let finding = AuditFinding(
        "notRecomputable", found: Failure(error).messages.joined(separator: "; "),
        expected: "terms, facts and files that lead to the recorded decisions")
      made = nil
      remade = RemadeDecisions(nothingOf: journal, findings: sealed.findings + [finding])
    }
    for (entry, agrees) in sealed.agree { remade.noteFile(agrees: agrees, entry: entry) }
  }

  private mutating func remake(
    _ journal: JournalAudit, _ folder: OfferingFolder, _ sealed: [AuditFinding]
  ) throws {
    let file = try folder.readOffering()
    self.file = file
    let findings = sealed + Self.opening(journal, file)
    guard findings.isEmpty else {
      remade = RemadeDecisions(nothingOf: journal, findings: findings)
      return
    }
    let facts = try FactsReader.read(sealed: journal.sealedFacts)
    // Facts that offering.yaml states by now may be more than the journal's, but not others.
    _ = try facts.merging(file.facts, from: "offering.yaml")
    let inputs = try folder.readInputs(file.offering)
    let passage = try Passage.plan(file.offering, facts: facts, inputs: inputs)
    made = (inputs, passage)
    let history = try ReconciliationHistory(journal) { try folder.source($0) }
    remade = try DecisionAudit.compare(
      journal, with: passage, history: history, code: file.offering.terms.code)
  }

  /// Every sealed file hashed again: whether it agrees, and a finding where it does not.
  private static func sealed(
    _ journal: JournalAudit, _ folder: OfferingFolder
  ) throws -> (agree: [(Int64, Bool)], findings: [AuditFinding]) {
    var agree: [(Int64, Bool)] = []
    var findings: [AuditFinding] = []
    for (entry, name, digest) in journal.sealedFiles {
      let found = try folder.bytes(name).map { SHA256.hash($0).hex } ?? "no file"
      agree.append((entry, found == digest))
      guard found != digest else { continue }
      findings.append(
        AuditFinding(
          "sealedInputChanged", entry: entry, found: "\(name) with SHA-256 \(found)",
          expected: digest))
    }
    let isScreened = journal.operations.contains { $0.id == "book" }
    let isListSealed = journal.sealedFiles.contains { $0.file == BidderFile.name }
    if isScreened, !isListSealed, try folder.bytes(BidderFile.name) != nil {
      findings.append(
        AuditFinding(
          "inputAfterItsStep", found: "\(BidderFile.name), which nothing sealed",
          expected: "none: the book was screened without it"))
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
