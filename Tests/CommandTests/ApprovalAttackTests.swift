import CanonicalJSON
import Cryptography
import Foundation
import Offerings
import Testing
import Transparency

/// A keeper of the journal who wants to be both people, or to put another operation behind the gate. He
/// makes the chain anew and signs the head himself; he has no other person's key.
struct ApprovalAttackTests {
  private func settled(gates: [String] = ["clawback"]) throws -> ApprovedOffering {
    let offering = try ApprovedOffering(gates: gates)
    for gate in gates { try offering.open(gate) }
    #expect(try offering.settle().code == 0)
    return offering
  }

  /// Both verifiers find the rule; the program does not go on with it.
  private func expect(_ rule: String, in offering: ApprovedOffering) throws {
    let found = try offering.findings()
    #expect(found.contains(rule), "\(found)")
    let other = try offering.python()
    #expect(other.contains(rule), "\(other)")
    #expect(try offering.settle().code != 0)
  }

  private func lines(_ offering: ApprovedOffering) throws -> [String] {
    try offering.workspace.text("journal.jsonl").split(separator: "\n").map(String.init)
  }

  /// The approval of the clawback put in another's place, signed by whom the test says.
  private func approval(
    by name: String, signedBy signer: String, in offering: ApprovedOffering
  ) throws -> [String] {
    let place = ApprovalPlace(
      try #require(GateName("clawback")), round: 1, .approved)
    return try lines(offering).map { line in
      guard line.contains(#""id":"approval-clawback-1/fact/approvals""#) else { return line }
      guard case .object(var entry) = try JSONParser.parse(Array(line.utf8)),
        let value = entry["body"]?["value"]?["clawback"]?["1"]?["approved"],
        let digest = value["sha256"]?.stringValue.flatMap({ Digest(hex: $0) })
      else { throw CocoaError(.fileReadCorruptFile) }
      let key = try ApprovedOffering.signer(signer).named(name)
      let word = try Approval.signing(
        digest, at: place, offering: "688999", as: #require(AccountName(name)), because: nil,
        with: key)
      entry["body"] = [
        "by": "operator", "name": "approvals",
        "value": ["clawback": ["1": ["approved": word.canonical]]],
      ]
      return JSONValue.object(entry).canonicalText
    }.map { line in
      // One person records an operation.
      line.contains(#""id":"approval-clawback-1/"#)
        ? line.replacing(#/"by":"bob","clear"/#, with: #""by":"operator","clear""#) : line
    }
  }

  @Test(arguments: [
    ("alice", "alice", "approverIsProposer"), ("bob", "alice", "approvalSignatureInvalid"),
    ("mallory", "mallory", "notAnApprover"), ("carol", "mallory", "approvalSignatureInvalid"),
  ])
  func `One person is not two`(_ name: String, _ signer: String, _ rule: String) throws {
    let offering = try settled()
    try ForgedJournal.write(
      approval(by: name, signedBy: signer, in: offering), to: offering.workspace)
    try expect(rule, in: offering)
  }

  @Test func `An approval by the third person is one`() throws {
    let offering = try settled()
    try ForgedJournal.write(
      approval(by: "carol", signedBy: "carol", in: offering), to: offering.workspace)
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
  }

  @Test(arguments: ["price", "clawback", "draw", "proceeds"])
  func `An operation without its approval is found`(_ gate: String) throws {
    let offering = try settled(gates: [gate])
    let kept = try lines(offering).filter { !$0.contains(#""id":"approval-"#) }
    try ForgedJournal.write(kept, to: offering.workspace)
    try expect("approvalMissing", in: offering)
  }

  @Test(arguments: ["price", "clawback", "proceeds"])
  func `An approval that comes afterwards is none`(_ gate: String) throws {
    let offering = try settled(gates: [gate])
    let all = try lines(offering)
    let late = all.filter { $0.contains(#""id":"approval-"#) }
    let rest = all.filter { !$0.contains(#""id":"approval-"#) }
    try ForgedJournal.write(rest + late, to: offering.workspace)
    try expect("approvalMissing", in: offering)
  }

  @Test func `Words on another clawback do not open this one`() throws {
    let other = try ApprovedOffering(gates: ["clawback"])
    let rows = try other.workspace.text("inputs/applications.csv").split(separator: "\n")
    try other.workspace.write(
      "inputs/applications.csv", rows.dropLast().joined(separator: "\n") + "\n")
    try other.open("clawback")
    let isWord = { (line: String) in
      line.contains(#""id":"proposal-"#) || line.contains(#""id":"approval-"#)
    }
    let words = try lines(other).filter(isWord)
    let offering = try settled()
    var all = try lines(offering)
    let place = try #require(all.firstIndex(where: isWord))
    all.removeAll(where: isWord)
    all.insert(contentsOf: words, at: place)
    try ForgedJournal.write(all, to: offering.workspace)
    try expect("approvalOfAnother", in: offering)
  }

  @Test func `A changed reason, round or gate breaks the signature`() throws {
    for (old, new) in [
      (#""because":"as computed""#, #""because":"as agreed""#),
      (#"{"clawback":{"1":"#, #"{"proceeds":{"1":"#),
    ] {
      let offering = try ApprovedOffering(gates: ["clawback", "proceeds"])
      #expect(
        try offering.say("propose", "clawback", "alice", "--because", "as computed").code == 0)
      #expect(try offering.say("approve", "clawback", "bob").code == 0)
      let changed = try ForgedJournal.replace(
        old, with: new, in: "proposal-clawback-1", of: offering.workspace)
      #expect(changed == 1)
      #expect(try offering.findings().contains("approvalSignatureInvalid"))
    }
  }
}

/// Who approves a draw must not know what is drawn.
struct ApprovedDrawTests {
  @Test func `Of a sealed seed the list is approved, before it is frozen`() throws {
    let sealed = try SealedOffering()
    let offering = try ApprovedOffering(gates: ["draw"], in: sealed.workspace)
    let early = try sealed.lottery("freeze")
    #expect(early.code == 1)
    #expect(early.errors.contains("draw waits for a proposal"), "\(early.errors)")
    try offering.open("draw")
    #expect(try sealed.lottery("freeze").code == 0)
    // With the list frozen there is nothing left to withhold.
    let late = try offering.say("propose", "draw", "carol")
    #expect(late.code == 0)
    #expect(late.output.contains("already: proposed by alice"), "\(late.output)")
    #expect(try sealed.settle().code == 0)
    #expect(
      try offering.operations().dropFirst(3).prefix(6) == [
        "proposal-draw-1", "approval-draw-1", "freeze", "reveal-issuer", "reveal-notary",
        "reveal-investors",
      ])
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
  }

  @Test func `The witnessed head of the list holds the approval of the draw`() throws {
    let sealed = try SealedOffering()
    let offering = try ApprovedOffering(gates: ["draw"], in: sealed.workspace)
    try offering.open("draw")
    #expect(try sealed.lottery("freeze").code == 0)
    let head = try sealed.workspace.text("witness/freeze.checkpoint")
    let size = try #require(head.split(separator: "\n").dropFirst().first.flatMap { Int($0) })
    let lines = try sealed.workspace.text("journal.jsonl").split(separator: "\n")
    let place = try #require(lines.firstIndex { $0.contains(#""id":"approval-draw-1/close""#) })
    #expect(place < size)
  }

  @Test func `Of any other seed the draw itself is approved, with the list frozen`() throws {
    let offering = try ApprovedOffering(gates: ["draw"])
    #expect(try offering.settle().code == 0)
    #expect(try offering.operations().last == "freeze")
    try offering.open("draw")
    #expect(try offering.operations().last == "approval-draw-1")
    #expect(try offering.settle().code == 0)
    #expect(try offering.findings().isEmpty)
  }
}

/// Who may approve is read once, with everything that is wrong.
struct ApprovalTermsTests {
  private func refusal(_ terms: String) throws -> String {
    let folder = try Workspace.tenAccounts()
    try folder.write("offering.yaml", folder.text("offering.yaml") + terms)
    let found = try Program.run("settle", folder.path)
    #expect(found.code == 2)
    #expect(!folder.exists("journal.jsonl"))
    return found.errors
  }

  private func terms(_ people: [(String, String)], _ gates: String) -> String {
    let lines = people.map { "    \($0): \($1)\n" }.joined()
    return "approvals:\n  people:\n\(lines)  gates: [\(gates)]\n"
  }

  @Test func `Two people with two keys, and gates that there are`() throws {
    let alice = try ApprovedOffering.signer("alice")
    let bob = try ApprovedOffering.signer("bob")
    let (a, b) = ("\(alice.verifierKey)", "\(bob.verifierKey)")
    let twin = try "\(alice.named("bob").verifierKey)"
    let witness = try "\(SealedOffering.witness("bob").verifierKey)"
    for (people, gates, rule) in [
      ([("alice", a)], "clawback", "fewerThanTwoPeople"),
      ([("alice", a), ("bob", twin)], "clawback", "equalPeople"),
      ([("alice", a), ("bob", a)], "clawback", "keyOfAnotherPerson"),
      ([("alice", a), ("bob", b)], "", "noGates"),
      ([("alice", a), ("bob", b)], "clawback, clawback", "equalGates"),
      ([("alice", a), ("bob", b)], "clawback, listing", "unknownGate"),
      ([("alice", a), ("bob", witness)], "clawback", "malformedVerifierKey"),
      ([("alice", a), ("bob", String(b.dropLast()))], "clawback", "malformedVerifierKey"),
      ([("alice", a), ("b b", b)], "clawback", "malformedName"),
    ] {
      let found = try refusal(terms(people, gates))
      #expect(found.contains(rule), "\(rule): \(found)")
    }
    #expect(try refusal("approvals:\n  gates: [price]\n").contains("fewerThanTwoPeople"))
    #expect(try refusal("approvals: [price]\n").contains("notAMap"))
  }

  @Test func `They are sealed: another person comes too late`() throws {
    let offering = try ApprovedOffering(people: ["alice", "bob"], gates: ["clawback"])
    #expect(try offering.settle().code == 0)
    let mallory = try ApprovedOffering.signer("mallory").verifierKey
    try offering.workspace.replace(
      "  people:\n", with: "  people:\n    mallory: \(mallory)\n", in: "offering.yaml")
    let found = try offering.settle()
    #expect(found.code == 1)
    #expect(found.errors.contains("termsChanged"), "\(found.errors)")
  }
}
