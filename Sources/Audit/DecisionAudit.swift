import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings

/// Makes every recorded decision again, from terms, sealed facts and sealed files, and compares it
/// with the journal entry by entry.
public enum DecisionAudit {
  /// Compares the steps of `passage` with the journal's operations.
  ///
  /// - Parameter history: makes the operations again that are no step of the passage.
  public static func compare(
    _ journal: JournalAudit, with passage: Passage, history: ReconciliationHistory, code: String
  ) throws -> [AuditFinding] {
    var findings: [AuditFinding] = []
    for operation in journal.operations {
      guard
        let step = try passage.step(named: operation.id) ?? history.step(named: operation.id)
      else {
        findings.append(
          AuditFinding(
            "unexplainedOperation", entry: operation.entries.first?.seq,
            found: "operation \(operation.id)", expected: "a step that terms and facts lead to"))
        continue
      }
      if let finding = try difference(operation, step, journal.isClockFixed, code) {
        findings.append(finding)
      }
    }
    findings += order(journal, passage)
    return findings
  }

  private static func difference(
    _ operation: JournalAudit.Operation, _ step: Step, _ isClockFixed: Bool, _ code: String
  ) throws -> AuditFinding? {
    var finding: AuditFinding?
    var index = 0
    var content: [UInt8] = []
    try step.entries { entry in
      guard finding == nil else { return }
      content.removeAll(keepingCapacity: true)
      let marked = try entry.marked(isClockFixed: isClockFixed)
      JournalLine.appendContent(of: marked, code: code, to: &content)
      if index >= operation.entries.count {
        finding = AuditFinding(
          "missingEntry", entry: operation.entries.last?.seq, found: "no entry \(entry.id)",
          expected: "one, by terms and facts")
      } else if !operation.entries[index].content.elementsEqual(content) {
        finding = AuditFinding(
          "decisionDiffers", entry: operation.entries[index].seq,
          found: "entry \(operation.entries[index].id) as recorded",
          expected: "what terms, facts and files lead to")
      }
      index += 1
    }
    if finding == nil, index < operation.entries.count {
      finding = AuditFinding(
        "unexplainedEntry", entry: operation.entries[index].seq,
        found: operation.entries[index].id, expected: "\(index) entries in \(operation.id)")
    }
    return finding
  }

  private static func order(_ journal: JournalAudit, _ passage: Passage) -> [AuditFinding] {
    guard let disorder = passage.disorder(of: journal.operations.map(\.id)) else { return [] }
    return [AuditFinding("wrongOrder", found: disorder.found, expected: disorder.expected)]
  }
}
