import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import TradingDays

/// Makes every recorded decision again, from terms, sealed facts and sealed files, and compares it
/// with the journal entry by entry.
public enum DecisionAudit {
  /// Compares the steps of `passage` with the journal's operations, and counts what agrees. An entry
  /// that a finding of the journal itself names does not agree.
  ///
  /// - Parameter history: makes the operations again that are no step of the passage.
  public static func compare(
    _ journal: JournalAudit, with passage: Passage, history: ReconciliationHistory, code: String
  ) throws -> RemadeDecisions {
    var remade = RemadeDecisions()
    var comparison = Comparison(
      isClockFixed: journal.isClockFixed, code: code,
      faulty: Set(journal.findings.compactMap(\.entry)))
    for operation in journal.operations {
      guard
        let step = try passage.step(named: operation.id) ?? history.step(named: operation.id)
      else {
        remade.findings.append(
          AuditFinding(
            "unexplainedOperation", entry: operation.entries.numbers.lowerBound,
            found: "operation \(operation.id)", expected: "a step that terms and facts lead to"))
        for entry in operation.entries {
          remade.note(recorded: entry.content, entry.seq, made: nil)
        }
        continue
      }
      try comparison.compare(operation, step, into: &remade)
      if let finding = early(operation, step, journal) { remade.findings.append(finding) }
    }
    remade.findings += order(journal, passage)
    return remade
  }

  /// By a real clock no lock-up is released before the session on which it comes free.
  private static func early(
    _ operation: JournalAudit.Operation, _ step: Step, _ journal: JournalAudit
  ) -> AuditFinding? {
    guard operation.id.hasPrefix("release-"), !journal.isClockFixed, let session = step.report.day,
      operation.at.marketDay < session
    else { return nil }
    return AuditFinding(
      "releasedEarly", entry: operation.entries.numbers.lowerBound,
      found: "\(operation.id) recorded on \(operation.at.marketDay)",
      expected: "on \(session), the first session, or later")
  }

  /// One operation after the other against the step that it should be.
  private struct Comparison {
    let isClockFixed: Bool
    let code: String
    let faulty: Set<Int64>
    private var content: [UInt8] = []

    init(isClockFixed: Bool, code: String, faulty: Set<Int64>) {
      self.isClockFixed = isClockFixed
      self.code = code
      self.faulty = faulty
    }

    /// The first difference of an operation is a finding; the rest is counted.
    mutating func compare(
      _ operation: JournalAudit.Operation, _ step: Step, into remade: inout RemadeDecisions
    ) throws {
      var finding: AuditFinding?
      var entries = operation.entries.makeIterator()
      var count = 0
      // Only what differs is kept, to be held against the entry with its id.
      var made: [String: Entry] = [:]
      var differing: [(seq: Int64, id: String, content: ArraySlice<UInt8>)] = []
      // Who recorded it nothing leads to: the operation says it itself.
      let mark = EntryMark(
        isClockFixed: isClockFixed, actor: operation.actor ?? .unnamedActor)
      try step.entries { entry in
        let marked = entry.marked(mark)
        count += 1
        guard let recorded = entries.next() else {
          finding =
            finding
            ?? AuditFinding(
              "missingEntry", entry: operation.entries.numbers.upperBound,
              found: "no entry \(entry.id)",
              expected: "one, by terms and facts")
          made[entry.id] = marked
          return
        }
        content.removeAll(keepingCapacity: true)
        JournalLine.appendContent(of: marked, code: code, to: &content)
        let agrees = recorded.content.elementsEqual(content)
        if agrees, !faulty.contains(recorded.seq) {
          return remade.note(agreeing: marked, recorded.seq)
        }
        if !agrees {
          made[entry.id] = marked
          finding =
            finding
            ?? AuditFinding(
              "decisionDiffers", entry: recorded.seq, found: "entry \(recorded.id) as recorded",
              expected: "what terms, facts and files lead to")
        }
        differing.append(recorded)
      }
      while let rest = entries.next() {
        finding =
          finding
          ?? AuditFinding(
            "unexplainedEntry", entry: rest.seq, found: rest.id,
            expected: "\(count) entries in \(operation.id)")
        differing.append(rest)
      }
      for entry in differing {
        remade.note(recorded: entry.content, entry.seq, made: made[entry.id])
      }
      if let finding { remade.findings.append(finding) }
    }
  }

  private static func order(_ journal: JournalAudit, _ passage: Passage) -> [AuditFinding] {
    guard let disorder = passage.disorder(of: journal.operations.map(\.id)) else { return [] }
    return [AuditFinding("wrongOrder", found: disorder.found, expected: disorder.expected)]
  }
}
