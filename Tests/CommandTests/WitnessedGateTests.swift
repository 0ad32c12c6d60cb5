import CanonicalJSON
import Cryptography
import Foundation
import Testing
import Transparency

/// After a witnessed gate nothing is recorded before its head is final by the policy of the terms.
struct WitnessedGateTests {
  private static let gates = ["freeze", "draw", "proceeds", "registration"]

  @Test func `Each gate waits for two of three, and the journal keeps what they signed`() throws {
    let offering = try WitnessedOffering()
    for gate in Self.gates {
      let reached = try offering.settle()
      #expect(reached.code == 0, "\(reached.errors)")
      let told = reached.output.replacing(#/\n +/#, with: " ")
      #expect(told.contains("waits for 2 of 3 witnesses over"), "\(told)")
      #expect(told.contains("nobody has signed"), "\(told)")
      #expect(try offering.operations().last == gate)
      #expect(try offering.findings().isEmpty)
      // All witnesses offline: it waits as long as that lasts.
      let journal = try offering.workspace.data("journal.jsonl")
      #expect(try offering.settle().code == 0)
      #expect(try offering.workspace.data("journal.jsonl") == journal)
      try offering.cosign(gate, "w3")
      let half = try offering.settle().output.replacing(#/\n +/#, with: " ")
      #expect(half.contains("w3 signed; missing w1, w2"), "\(half)")
      #expect(try offering.workspace.data("journal.jsonl") == journal)
      try offering.cosign(gate, "w3", "w1")
    }
    #expect(try offering.settle().code == 0)
    let operations = try offering.operations()
    #expect(operations.last == "listing")
    for gate in Self.gates {
      let place = try #require(operations.firstIndex(of: gate))
      #expect(operations[place + 1] == "witness-\(gate)")
    }
    let decision = try #require(
      offering.lines().first { $0.contains(#""id":"witness-draw/decision""#) })
    #expect(decision.contains(#""name":"w1""#) && decision.contains(#""name":"w3""#))
    #expect(!decision.contains(#""name":"w2""#) && decision.contains(#""quorum":"two""#))
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
    // The journal alone shows it: the files beside it may go.
    try offering.workspace.remove("witness")
    #expect(try offering.findings().isEmpty)
  }

  @Test func `Nothing is released before the registration is final`() throws {
    let offering = try WitnessedOffering(gates: ["registration"])
    #expect(try offering.settle().code == 0)
    let early = try offering.run("lockups", "release", offering.path, "--as-of", "2020-12-02")
    #expect(early.code == 1)
    #expect(early.errors.contains("notListed"), "\(early.errors)")
    try offering.cosign("registration", "w2", "w3")
    #expect(try offering.settle().code == 0)
    let late = try offering.run("lockups", "release", offering.path, "--as-of", "2020-12-02")
    #expect(late.code == 0, "\(late.errors)")
    #expect(try offering.findings().isEmpty)
  }

  @Test func `A fixed clock passes no witnessed gate`() throws {
    let offering = try WitnessedOffering()
    let fixed = try offering.settle(epoch: Program.epoch)
    #expect(fixed.code == 1)
    #expect(fixed.errors.contains("fixedClockAtWitnessedGate"), "\(fixed.errors)")
    #expect(!offering.workspace.exists("journal.jsonl"))
    #expect(try offering.settle().code == 0)
  }

  /// A day before the gate for a slow clock, ten minutes after now for a fast one.
  @Test(arguments: [
    (-86_300, true), (-86_500, false), (-172_800, false), (500, true), (700, false),
    (86_400, false),
  ])
  func `A cosignature from another time does not count`(_ offset: Int64, _ counts: Bool) throws {
    let offering = try WitnessedOffering(gates: ["freeze"])
    #expect(try offering.settle().code == 0)
    try offering.cosign("freeze", "w1", "w2", offset: offset)
    let settled = try offering.settle()
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try offering.operations().contains("witness-freeze") == counts)
    if !counts {
      let told = settled.output.replacing(#/\n +/#, with: " ")
      #expect(told.contains("from another time"), "\(told)")
    }
    #expect(try offering.findings().isEmpty)
  }

  /// A head as the keeper would sign it and two witnesses would cosign it.
  private func note(size: UInt64, root: Digest, origin: String = "keeper/688999") throws
    -> SignedNote
  {
    var note = try SignedNote(
      text: Checkpoint(origin: origin, size: size, root: root).text)
    try note.sign(with: WitnessedOffering.keeper().named(origin))
    for name in ["w1", "w2"] {
      try note.cosign(
        with: SealedOffering.witness(name), at: Int64(Date().timeIntervalSince1970))
    }
    return note
  }

  @Test func `Heads of other histories, other journals and other signers are refused`() throws {
    let offering = try WitnessedOffering(gates: ["freeze"])
    #expect(try offering.settle().code == 0)
    let head = try Checkpoint(
      text: SignedNote(parsing: Array(offering.workspace.data("witness/freeze.checkpoint"))).text)
    let journal = try offering.workspace.data("journal.jsonl")
    let stranger = try note(size: head.size, root: head.root).counted(
      log: SealedOffering.witness("w3").verifierKey,
      witnesses: ["w1", "w2"].map { try SealedOffering.witness($0).verifierKey },
      within: 0...Int64.max)
    var broken = try note(size: head.size, root: head.root).bytes
    let place = try #require(broken.lastIndex(of: UInt8(ascii: "=")))
    broken[place - 9] =
      broken[place - 9] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    for (bytes, rule) in [
      (try note(size: head.size, root: SHA256.hash("other")).bytes, "witnessedRootDiffers"),
      (try note(size: head.size + 1, root: head.root).bytes, "journalShorterThanWitnessed"),
      (
        try note(size: head.size, root: head.root, origin: "keeper/688998").bytes, "originDiffers"
      ),
      (stranger.bytes, "witnessNoteInvalid"), (broken, "witnessNoteInvalid"),
      (Array("nonsense".utf8), "witnessNoteInvalid"),
    ] {
      try offering.workspace.write("witness/freeze.cosigned", Data(bytes))
      let refused = try offering.settle()
      #expect(refused.code == 1)
      #expect(refused.errors.contains(rule), "\(rule): \(refused.errors)")
      #expect(try offering.workspace.data("journal.jsonl") == journal)
    }
    // A sound head of fewer entries does not hold the gate.
    let before = MerkleFrontier.roots(ofLines: Array(journal)[...], at: [2])[2]
    try offering.workspace.write(
      "witness/freeze.cosigned", Data(note(size: 2, root: #require(before)).bytes))
    let early = try offering.settle()
    #expect(early.code == 0)
    #expect(early.output.replacing(#/\n +/#, with: " ").contains("is of 2, before the gate"))
    try offering.cosign("freeze", "w1", "w3")
    #expect(try offering.settle().code == 0)
    #expect(try offering.operations().last == "listing")
  }

  @Test func `A head that is kept as the present one opens the gate too`() throws {
    let offering = try WitnessedOffering(gates: ["freeze"])
    #expect(try offering.settle().code == 0)
    try offering.cosign("freeze", "w1", "w3")
    let cosigned = try offering.workspace.data("witness/freeze.cosigned")
    try offering.workspace.remove("witness/freeze.cosigned")
    try offering.workspace.write("witness/head.cosigned", cosigned)
    let settled = try offering.settle()
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try offering.workspace.text("journal.jsonl").contains(#""id":"witness-freeze/"#))
  }

  @Test func `Verify holds the journal against the witnesses of its terms without being told`()
    throws
  {
    let offering = try WitnessedOffering(gates: ["freeze"])
    try offering.pass(["freeze"])
    let verify = { try Program.run("verify", offering.path) }
    #expect(try verify().code == 0)
    for name in ["journal.jsonl", "checkpoint", "vkey"] { try offering.workspace.remove(name) }
    // A second history, which another name makes another one within the same second too.
    _ = try offering.run("settle", offering.path, "--by", "other")
    let second = try verify()
    #expect(second.code == 1)
    #expect(second.output.contains("witnessedRootDiffers"), "\(second.output)")
  }

  @Test func `A cosigned head is no fact of a call or a document`() throws {
    let offering = try WitnessedOffering(gates: ["freeze"])
    #expect(try offering.settle().code == 0)
    try offering.cosign("freeze", "w1", "w2")
    let note = try offering.workspace.text("witness/freeze.cosigned")
    try offering.workspace.remove("witness")
    let quoted = JSONValue.object(["freeze": .string(note)]).canonicalText
      .replacing("\":", with: "\": ")
    let told = try offering.run("settle", offering.path, "--fact", "witnessed=\(quoted)")
    #expect(told.code == 2)
    #expect(told.errors.contains("unknownKey"), "\(told.errors)")
    #expect(try offering.operations().last == "freeze")
  }

  @Test func `A policy that names the journal's key takes no other`() throws {
    let keeper = try WitnessedOffering.keeper().named("keeper/688999").verifierKey
    let named = try WitnessedOffering(
      gates: ["freeze"], policy: "log \(keeper)\n" + WitnessedOffering.policy())
    try named.pass(["freeze"])
    #expect(try named.operations().last == "listing")
    #expect(try named.findings().isEmpty)
    #expect(try named.python().hasSuffix("sound\n"))
    let other = try ApprovedOffering.signer("mallory").named("keeper/688999").verifierKey
    let wrong = try WitnessedOffering(
      gates: ["freeze"], policy: "log \(other)\n" + WitnessedOffering.policy())
    #expect(try wrong.settle().code == 0)
    try wrong.cosign("freeze", "w1", "w2")
    let refused = try wrong.settle()
    #expect(refused.code == 1)
    #expect(refused.errors.contains("witnessNoteInvalid"), "\(refused.errors)")
  }

  @Test func `The policy is sealed, its comments are not`() throws {
    let offering = try WitnessedOffering(gates: ["freeze"])
    #expect(try offering.settle().code == 0)
    try offering.workspace.write(
      "policy.txt", "# another word\n\n" + WitnessedOffering.policy())
    #expect(try offering.settle().code == 0)
    try offering.workspace.write("policy.txt", WitnessedOffering.policy("w1"))
    let changed = try offering.settle()
    #expect(changed.code == 1)
    #expect(changed.errors.contains("termsChanged"), "\(changed.errors)")
  }

  @Test func `Gates that nobody would have to witness are refused`() throws {
    for (gates, policy, rule) in [
      (["freeze"], try WitnessedOffering.policy("none"), "noQuorum"),
      ([], try WitnessedOffering.policy(), "noGates"),
      (["freeze", "freeze"], try WitnessedOffering.policy(), "equalGates"),
      (["listing"], try WitnessedOffering.policy(), "unknownGate"),
      (["freeze"], "quorum nobody\n", "malformedPolicy"),
    ] {
      let offering = try WitnessedOffering(gates: gates, policy: policy)
      let refused = try offering.settle()
      #expect(refused.code == 2)
      #expect(refused.errors.contains(rule), "\(rule): \(refused.errors)")
    }
    let offering = try WitnessedOffering()
    try offering.workspace.remove("policy.txt")
    let refused = try offering.settle()
    #expect(refused.code == 2)
    #expect(refused.errors.contains("missingPolicy"), "\(refused.errors)")
  }
}

/// A keeper who makes the journal anew cannot make its witnesses anew.
struct WitnessedGateAttackTests {
  private func settled() throws -> WitnessedOffering {
    let offering = try WitnessedOffering(gates: ["freeze", "draw"])
    try offering.pass(["freeze", "draw"])
    #expect(try offering.operations().last == "listing")
    return offering
  }

  private func expect(_ rule: String, in offering: WitnessedOffering) throws {
    let found = try offering.findings()
    #expect(found.contains(rule), "\(found)")
    let other = try offering.python()
    #expect(other.contains(rule), "\(other)")
  }

  @Test func `What came before the gate cannot be rewritten`() throws {
    let offering = try settled()
    #expect(
      try ForgedJournal.replace(
        #""by":"operator""#, with: #""by":"mallory""#, in: "clawback", of: offering.workspace) > 0)
    try expect("witnessedRootDiffers", in: offering)
  }

  @Test(arguments: ["freeze", "draw"])
  func `A gate without its witnesses is found`(_ gate: String) throws {
    let offering = try settled()
    let kept = try offering.lines().filter { !$0.contains(#""id":"witness-\#(gate)/"#) }
    try ForgedJournal.write(kept, to: offering.workspace)
    try expect("witnessMissing", in: offering)
  }

  @Test func `Witnesses that come after the draw are too late`() throws {
    let offering = try settled()
    let all = try offering.lines()
    let late = all.filter { $0.contains(#""id":"witness-freeze/"#) }
    let rest = all.filter { !$0.contains(#""id":"witness-freeze/"#) }
    try ForgedJournal.write(rest + late, to: offering.workspace)
    try expect("witnessMissing", in: offering)
  }

  @Test func `One witness fewer is no quorum`() throws {
    let offering = try settled()
    let lines = try offering.lines().map { line in
      line.contains(#""id":"witness-freeze/fact"#)
        ? line.replacing(#/\\n— w2 [^\\]*\\n/#, with: "\\n") : line
    }
    #expect(try lines != offering.lines())
    try ForgedJournal.write(lines, to: offering.workspace)
    try expect("quorumNotMet", in: offering)
  }

  @Test func `A journal that says its clock was fixed has no witnesses`() throws {
    let offering = try settled()
    try ForgedJournal.replace(
      #""clock":"system""#, with: #""clock":"fixed""#, in: "opening", of: offering.workspace)
    try expect("fixedClockAtWitnessedGate", in: offering)
  }
}
