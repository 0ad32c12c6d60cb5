import Cryptography
import Offerings
import Transparency

/// Reads `approvals:` of `offering.yaml`, and what was proposed and approved.
enum ApprovalReader {
  /// Who may propose and approve; nil where the terms ask for nobody.
  static func terms(_ root: MapReader) -> ApprovalTerms? {
    guard let node = root.node["approvals"] else { return nil }
    let reader = root.map("approvals", known: ["people", "gates"])
    let before = reader.faults.count
    let members = node["people"]?.members ?? []
    let names = MapReader(
      node["people"] ?? .map([], node.place), name: "approvals.people",
      known: members.map(\.key), faults: reader.faults)
    let people = members.compactMap { member -> ApprovalTerms.Person? in
      guard let name = AccountName(member.key) else {
        names.report("malformedName", member.key, member.key, AccountName.expectation)
        return nil
      }
      let key = names.optional(
        member.key, required: true,
        expected: "name+id+base64 of an Ed25519 key", rule: "malformedVerifierKey"
      ) { try VerifierKey(parsing: $0) }
      return key.map { ApprovalTerms.Person(name: name, key: $0) }
    }
    let gates = reader.texts("gates").compactMap { text -> ApprovalGate? in
      let gate = ApprovalGate(rawValue: text)
      if gate == nil {
        reader.report(
          "unknownGate", "gates", text,
          "any of \(ApprovalGate.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return gate
    }
    guard reader.faults.count == before else { return nil }
    do {
      return try ApprovalTerms(people: people, gates: gates)
    } catch {
      for error in error.errors {
        reader.faults.add(
          InputFault(error.rule, at: node.place, found: error.found, expected: error.expected))
      }
      return nil
    }
  }

  /// `{clawback: {1: {proposed: {by, sha256, signature}, approved: {…}}}}`.
  static func record(_ node: DocumentNode, _ faults: FaultList) -> ApprovalRecord {
    var record: ApprovalRecord = [:]
    let gates = MapReader(
      node, name: "facts.approvals", known: node.members.map(\.key), faults: faults)
    for gate in node.members {
      guard let name = GateName(gate.key) else {
        gates.report("unknownGate", gate.key, gate.key, GateName.expectation)
        continue
      }
      let rounds = MapReader(
        gate.value, name: gates.path(gate.key), known: gate.value.members.map(\.key),
        faults: faults)
      for round in gate.value.members {
        guard let number = Int(round.key), (1...9_999).contains(number), "\(number)" == round.key
        else {
          rounds.report("malformedRound", round.key, round.key, "a number from 1 to 9999")
          continue
        }
        let roles = MapReader(
          round.value, name: rounds.path(round.key),
          known: ApprovalPlace.Role.allCases.map(\.rawValue), faults: faults)
        for role in ApprovalPlace.Role.allCases where roles.has(role.rawValue) {
          let place = ApprovalPlace(name, round: number, role)
          record[place] = approval(roles.map(role.rawValue, known: members))
        }
      }
    }
    return record
  }

  private static let members = ["by", "sha256", "because", "signature"]

  private static func approval(_ reader: MapReader) -> Approval? {
    let by = reader.value(
      "by", or: AccountName?.none, required: true, expected: AccountName.expectation,
      rule: "malformedName"
    ) { AccountName($0).map(Optional.some) }
    let sha256 = reader.value(
      "sha256", or: Digest?.none, required: true, expected: "64 lower-case hex digits",
      rule: "malformedDigest"
    ) { Digest(hex: $0).map(Optional.some) }
    let because = reader.value(
      "because", or: Reason?.none, expected: Reason.expectation, rule: "malformedReason"
    ) { Reason($0).map(Optional.some) }
    let signature = reader.text("signature")
    guard let by, let sha256 else { return nil }
    return Approval(by: by, sha256: sha256, because: because, signature: signature)
  }
}
