import CanonicalJSON
import Cryptography
import Ledger
import Offerings

/// Checks from the journal alone that two people opened every gate that the terms name: their signatures,
/// that they are two, and that they signed what was recorded.
///
/// Specs: Specs/approvals.md.
public enum ApprovalAudit {
  public static func findings(in journal: JournalAudit) -> [AuditFinding] {
    let words = journal.facts.filter { $0.name == "approvals" }.flatMap(Word.all)
    guard let sealed = journal.opening?["terms"]?["approvals"] else {
      return words.prefix(1).map { word in
        AuditFinding(
          "gateNotInTerms", entry: word.entry, found: "a word on \(word.place.gate)",
          expected: "none: the terms name nobody who approves")
      }
    }
    guard let terms = ApprovalTerms(canonical: sealed),
      let code = journal.opening?["terms"]?["code"]?.stringValue
    else {
      return [
        AuditFinding(
          "malformedApprovals", entry: 0, found: "terms that name nobody who could approve",
          expected: "approvals as Specs/approvals.md says")
      ]
    }
    let record = ApprovalRecord(words.map { ($0.place, $0.approval) }) { first, _ in first }
    let entries = Dictionary(words.map { ($0.place, $0.entry) }) { first, _ in first }
    var findings = terms.faults(of: record, offering: code).map { place, fault in
      AuditFinding(
        fault.rule, entry: entries[place], found: fault.found, expected: fault.expected)
    }
    for (operation, gate, limit) in guarded(journal) where terms.gates.contains(gate.gate) {
      let before = words.filter { $0.place.gate == gate && $0.entry < limit }
      if let finding = finding(operation, gate, before) { findings.append(finding) }
    }
    return findings
  }

  /// One word as an entry sealed it.
  private struct Word {
    let place: ApprovalPlace
    let approval: Approval
    let entry: Int64

    /// The words of a fact; what cannot be read as one, making the decisions again tells.
    static func all(in fact: JournalAudit.SealedFact) -> [Word] {
      (fact.value.objectValue ?? [:]).flatMap { gate in
        (gate.value.objectValue ?? [:]).flatMap { round in
          (round.value.objectValue ?? [:]).compactMap { role -> Word? in
            guard let name = GateName(gate.key), let number = Int(round.key),
              let role = ApprovalPlace.Role(rawValue: role.key).map({ ($0, role.value) }),
              let by = role.1["by"]?.stringValue.flatMap({ AccountName($0) }),
              let sha256 = role.1["sha256"]?.stringValue.flatMap({ Digest(hex: $0) })
            else { return nil }
            return Word(
              place: ApprovalPlace(name, round: number, role.0),
              approval: Approval(
                by: by, sha256: sha256,
                because: role.1["because"]?.stringValue.flatMap { Reason($0) },
                signature: role.1["signature"]?.stringValue ?? ""), entry: fact.entry)
          }
        }
      }
    }
  }

  /// The operations that may stand behind a gate, and the entry before which it has to be open.
  private static func guarded(
    _ journal: JournalAudit
  ) -> [(JournalAudit.Operation, GateName, limit: Int64)] {
    let isSealed = journal.opening?["terms"]?["lottery"]?["seed"]?["sealed"] != nil
    let isInquiry = journal.opening?["terms"]?["inquiry"] != nil
    // The opening names who approves: its words come behind it, and before anything that follows.
    let following = journal.operations.dropFirst().first { operation in
      !operation.id.hasPrefix("proposal-price-") && !operation.id.hasPrefix("approval-price-")
        && !operation.id.hasPrefix(Booking.prefix)
    }
    return journal.operations.compactMap { operation in
      let gate: GateName? =
        switch operation.id {
        case "opening": following == nil || isInquiry ? nil : GateName(.price)
        case "price": GateName(.price)
        case "clawback": GateName(.clawback)
        case isSealed ? "freeze" : "draw": GateName(.draw)
        case "proceeds": GateName(.proceeds)
        case let id where id.hasPrefix("release-"): GateName(id)
        default: nil
        }
      let limiting = operation.id == "opening" ? following : operation
      return gate.map { (operation, $0, limiting?.entries.first?.seq ?? 0) }
    }
  }

  /// What is wrong with an operation behind a gate: the last of the words before it has to be an approval
  /// of it.
  private static func finding(
    _ operation: JournalAudit.Operation, _ gate: GateName, _ words: [Word]
  ) -> AuditFinding? {
    let first = operation.entries.first?.seq
    guard let last = words.max(by: { $0.place < $1.place }), last.place.role == .approved else {
      return AuditFinding(
        "approvalMissing", entry: first, found: "\(operation.id) without an approval in time",
        expected: "one of its last proposal, by another person")
    }
    let found = sha256(of: operation)
    guard last.approval.sha256 != found else { return nil }
    return AuditFinding(
      "approvalOfAnother", entry: first, found: "\(operation.id) with SHA-256 \(found.hex)",
      expected: "\(last.approval.sha256.hex), which was approved")
  }

  /// The digest of what an operation recorded, without its mark.
  private static func sha256(of operation: JournalAudit.Operation) -> Digest {
    var hash = SHA256()
    for entry in operation.entries {
      let line = [UInt8(ascii: "{")] + entry.content + [UInt8(ascii: "}")]
      guard case .object(var object)? = try? JSONParser.parse(line),
        case .object(var body)? = object["body"]
      else { continue }
      body[Entry.actorMember] = nil
      if object["kind"] == "opening" { body[Entry.clockMember] = nil }
      object["body"] = .object(body)
      hash.update(JSONValue.object(object).canonicalBytes + [UInt8(ascii: "\n")])
    }
    return hash.finalized()
  }
}
