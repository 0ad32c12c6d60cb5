import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import TradingDays
import Transparency

/// Checks from the journal alone that witnesses saw every gate that the terms name, before anything that
/// follows from it was recorded.
///
/// Specs: Specs/approvals.md, Witnessed gates.
public enum WitnessedGateAudit {
  /// - Parameters:
  ///   - bytes: the journal's, asked for only where heads have to be held against them.
  ///   - signer: the key of its heads.
  public static func findings(
    in journal: JournalAudit, _ bytes: @autoclosure () throws -> [UInt8], signer: VerifierKey?
  ) rethrows -> [AuditFinding] {
    guard let sealed = journal.opening?["terms"]?["witnessed"] else { return [] }
    guard let terms = WitnessedTerms(canonical: sealed) else {
      return [
        AuditFinding(
          "malformedWitnesses", entry: 0, found: "terms that name nobody who could witness",
          expected: "witnessed as Specs/approvals.md says")
      ]
    }
    let gates = terms.gates.sorted().compactMap { Seen($0, in: journal) }
    let sizes = Set(gates.compactMap { $0.head?.size })
    let roots = sizes.isEmpty ? [:] : MerkleFrontier.roots(ofLines: try bytes()[...], at: sizes)
    var findings = gates.flatMap { $0.findings(terms, roots, signer) }
    if journal.isClockFixed, let gate = gates.first {
      findings.append(
        AuditFinding(
          "fixedClockAtWitnessedGate", entry: gate.closed.entry, found: "a fixed clock",
          expected: "a real one: witnesses say when"))
    }
    return findings
  }

  /// One gate whose operation the journal holds.
  private struct Seen {
    let gate: WitnessedGate
    /// The last entry of the gate's operation.
    let closed: (entry: Int64, at: Instant)
    /// The first entry of what may not stand before the witnesses.
    let following: Int64?
    /// What was recorded of the witnesses.
    let word: (entry: Int64, at: Instant, note: SignedNote)?
    let head: Checkpoint?

    init?(_ gate: WitnessedGate, in journal: JournalAudit) {
      guard let place = journal.operations.firstIndex(where: { $0.id == gate.operation }) else {
        return nil
      }
      let last = journal.operations[place].entries.numbers.upperBound
      self.gate = gate
      // An operation's entries are of one time, or of the few seconds that it took.
      closed = (last, journal.operations[place].at)
      let rest = journal.operations[(place + 1)...]
      let beside = [
        "reconciliation-", "explanation-", "proposal-", "approval-", Booking.prefix, gate.witness,
      ]
      let own = rest.firstIndex { $0.id == gate.witness } ?? rest.endIndex
      following =
        rest[..<own].first { operation in !beside.contains { operation.id.hasPrefix($0) } }?
        .entries.first?.seq
      let fact = journal.facts.first { fact in
        fact.name == "witnessed" && fact.value[gate.rawValue] != nil
      }
      let note = fact.flatMap { fact in
        try? SignedNote(parsing: Array((fact.value[gate.rawValue]?.stringValue ?? "").utf8))
      }
      word = fact.flatMap { fact in note.map { (fact.entry, fact.at, $0) } }
      head = note.flatMap { try? Checkpoint(text: $0.text) }
    }

    func findings(
      _ terms: WitnessedTerms, _ roots: [UInt64: Digest], _ signer: VerifierKey?
    ) -> [AuditFinding] {
      if let following {
        return [
          finding(
            "witnessMissing", following, "an operation behind \(gate.operation)",
            "\(gate.witness) before it")
        ]
      }
      // Waiting is no fault.
      guard let word, let head else { return [] }
      var findings: [AuditFinding] = []
      if head.size <= UInt64(closed.entry) || head.size > UInt64(word.entry) {
        findings.append(
          finding(
            "witnessedHeadDiffers", word.entry, "a head of \(head.size) entries",
            "one from \(closed.entry + 1) to \(word.entry)"))
      } else if let root = roots[head.size], root != head.root {
        findings.append(
          finding(
            "witnessedRootDiffers", word.entry, "\(root.hex) at size \(head.size)",
            "\(head.root.hex), which the witnesses of \(gate.rawValue) saw"))
      }
      return findings + quorum(terms, word, signer)
    }

    /// The quorum once more, from the note alone.
    private func quorum(
      _ terms: WitnessedTerms, _ word: (entry: Int64, at: Instant, note: SignedNote),
      _ signer: VerifierKey?
    ) -> [AuditFinding] {
      let times = WitnessedTimes.range(closed: closed.at, seen: word.at)
      do {
        let verdict = try terms.policy.verdict(on: word.note, log: signer, within: times)
        guard verdict.isSatisfied else {
          return [finding("quorumNotMet", word.entry, "\(verdict)", "\(terms.quorum), in time")]
        }
        return []
      } catch {
        return [
          finding("cosignatureInvalid", word.entry, "\(error)", "signatures that hold")
        ]
      }
    }

    private func finding(
      _ rule: String, _ entry: Int64, _ found: String, _ expected: String
    ) -> AuditFinding {
      AuditFinding(rule, entry: entry, found: found, expected: expected)
    }
  }
}
