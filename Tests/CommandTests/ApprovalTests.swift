import CanonicalJSON
import Foundation
import Testing

/// Four eyes: what one proposes another approves, or it is not recorded.
struct ApprovalTests {
  @Test func `Every gate is opened by two, and the whole verifies`() throws {
    let offering = try ApprovedOffering()
    let first = try offering.settle()
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output.contains("price waits for a proposal"), "\(first.output)")
    #expect(try offering.operations() == ["opening"])
    try offering.open("price")
    for gate in ["clawback", "draw", "proceeds"] {
      let waiting = try offering.settle()
      #expect(waiting.output.contains("\(gate) waits for a proposal"), "\(waiting.output)")
      #expect(try offering.findings().isEmpty)
      let proposed = try offering.say("propose", gate, "alice", "--because", "as computed")
      #expect(proposed.code == 0, "\(proposed.errors)")
      let half = try offering.settle().output
      #expect(half.contains("\(gate) waits for approval by somebody other than alice"), "\(half)")
      #expect(try offering.findings().isEmpty)
      #expect(try !offering.operations().contains(gate))
      let approved = try offering.say("approve", gate, "bob")
      #expect(approved.code == 0, "\(approved.errors)")
      #expect(approved.output.contains("as computed"), "\(approved.output)")
    }
    #expect(try offering.settle().code == 0)
    let operations = try offering.operations()
    #expect(
      operations.prefix(5) == [
        "opening", "proposal-price-1", "approval-price-1", "strategic", "proposal-clawback-1",
      ])
    #expect(operations.last == "listing")
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
    // Once more changes nothing.
    let journal = try offering.workspace.data("journal.jsonl")
    #expect(try offering.settle().code == 0)
    #expect(try offering.workspace.data("journal.jsonl") == journal)
  }

  @Test func `Each release is a gate of its own`() throws {
    let offering = try ApprovedOffering(gates: ["release"])
    #expect(try offering.settle().code == 0)
    let arguments = ["lockups", "release", offering.path, "--as-of", "2021-06-02"]
    let waiting = try Program.run(Program.path, arguments)
    #expect(waiting.code == 0, "\(waiting.errors)")
    #expect(waiting.output.contains("release-2020-12-02 waits for a proposal"), "\(waiting.output)")
    #expect(try offering.operations().last == "listing")
    try offering.open("release-2020-12-02", "bob", "carol")
    let released = try Program.run(Program.path, arguments)
    #expect(released.code == 0, "\(released.errors)")
    #expect(try offering.operations().last == "release-2020-12-02")
    #expect(released.output.contains("release-2021-06-02 waits for a proposal"))
    try offering.open("release-2021-06-02", "alice", "carol")
    #expect(try Program.run(Program.path, arguments).code == 0)
    #expect(
      try offering.operations().suffix(3) == [
        "proposal-release-2021-06-02-1", "approval-release-2021-06-02-1", "release-2021-06-02",
      ])
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
    #expect(try offering.settle().code == 0)
    let missing = try offering.say("propose", "release-2022-01-01", "alice")
    #expect(missing.code == 1)
    #expect(missing.errors.contains("gateNotReached"), "\(missing.errors)")
  }

  @Test func `Nobody approves what he proposed, and nobody but those whom the terms name`() throws {
    let offering = try ApprovedOffering(gates: ["clawback"])
    let early = try offering.say("approve", "clawback", "bob")
    #expect(early.code == 1)
    #expect(early.errors.contains("nothingProposed"), "\(early.errors)")
    #expect(try offering.say("propose", "clawback", "alice").code == 0)
    for (verb, name, key, code, rule) in [
      ("approve", "alice", "alice", 1, "approverIsProposer"),
      ("approve", "mallory", "mallory", 1, "notAnApprover"),
      ("approve", "bob", "mallory", 2, "keyDiffers"),
      ("approve", "bob", "alice", 2, "keyDiffers"),
      ("propose", "bob", "bob", 1, "proposalStands"),
      ("propose", "mallory", "mallory", 1, "notAnApprover"),
    ] {
      let refused = try offering.say(verb, "clawback", name, key: key)
      #expect(refused.code == Int32(code))
      #expect(refused.errors.contains(rule), "\(refused.errors)")
    }
    let unnamed = try Program.run("approve", offering.path, "clawback")
    #expect(unnamed.code == 2)
    #expect(unnamed.errors.contains("nameMissing"), "\(unnamed.errors)")
    let again = try offering.say("propose", "clawback", "alice")
    #expect(again.code == 0)
    #expect(again.output.contains("already"), "\(again.output)")
    #expect(try offering.say("approve", "clawback", "bob").code == 0)
    let twice = try offering.say("approve", "clawback", "carol")
    #expect(twice.code == 0)
    #expect(twice.output.contains("already: proposed by alice, approved by bob"), "\(twice.output)")
    let other = try offering.say("propose", "proceeds", "alice")
    #expect(other.code == 2)
    #expect(other.errors.contains("gateNotInTerms"), "\(other.errors)")
    let none = try offering.say("propose", "lunch", "alice")
    #expect(none.code == 2)
    #expect(none.errors.contains("unknownGate"), "\(none.errors)")
  }

  /// Ten accounts apply for less: another clawback than the one that was looked at.
  private func changeDemand(_ offering: ApprovedOffering) throws {
    let rows = try offering.workspace.text("inputs/applications.csv").split(separator: "\n")
    try offering.workspace.write(
      "inputs/applications.csv", rows.dropLast().joined(separator: "\n") + "\n")
  }

  @Test func `An approval of one clawback is none of another`() throws {
    let offering = try ApprovedOffering(gates: ["clawback"])
    try offering.open("clawback")
    try changeDemand(offering)
    let refused = try offering.settle()
    #expect(refused.code == 1)
    #expect(refused.errors.contains("approvalOfAnother"), "\(refused.errors)")
    #expect(try !offering.operations().contains("clawback"))
    let approved = try offering.say("approve", "clawback", "carol")
    #expect(approved.code == 1)
    #expect(approved.errors.contains("approvalOfAnother"), "\(approved.errors)")
    // A new round takes the place of the old one, by whoever proposes it.
    try offering.open("clawback", "carol", "alice")
    #expect(try offering.settle().code == 0)
    #expect(
      try offering.operations().filter { $0.contains("clawback") } == [
        "proposal-clawback-1", "approval-clawback-1", "proposal-clawback-2", "approval-clawback-2",
        "clawback",
      ])
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
  }

  @Test func `A proposal of what has changed since is proposed anew`() throws {
    let offering = try ApprovedOffering(gates: ["clawback"])
    #expect(try offering.say("propose", "clawback", "alice").code == 0)
    try changeDemand(offering)
    let waiting = try offering.settle()
    #expect(waiting.code == 0)
    #expect(waiting.output.contains("clawback waits for a new proposal"), "\(waiting.output)")
    let stale = try offering.say("approve", "clawback", "bob")
    #expect(stale.code == 1)
    #expect(stale.errors.contains("approvalOfAnother"), "\(stale.errors)")
    try offering.open("clawback", "bob", "alice")
    #expect(try offering.settle().code == 0)
    #expect(try offering.findings().isEmpty)
    #expect(try offering.python().hasSuffix("sound\n"))
  }

  @Test func `Who does not hold the journal's key signs, and its keeper records`() throws {
    let offering = try ApprovedOffering(gates: ["clawback"])
    for (verb, name) in [("propose", "alice"), ("approve", "bob")] {
      let signed = try offering.say(verb, "clawback", name, "--sign-only", "--json")
      #expect(signed.code == 0, "\(signed.errors)")
      let start = try #require(signed.output.range(of: "{\"fact\""))
      let json = try JSONParser.parse(Array(signed.output[start.lowerBound...].utf8.dropLast()))
      let fact = try #require(json["fact"]?.stringValue)
      #expect(try offering.settle("--fact", fact).code == 0)
    }
    #expect(try offering.operations().contains("listing"))
    #expect(try offering.findings().isEmpty)
  }

  @Test func `A recorded offering states them as facts, and settles in one run`() throws {
    let offering = try ApprovedOffering()
    for gate in ["price", "clawback", "draw", "proceeds"] { try offering.open(gate) }
    #expect(try offering.settle().code == 0)
    try offering.open("release-2020-12-02")
    let words = try offering.workspace.text("journal.jsonl").split(separator: "\n").compactMap {
      line -> String? in
      let body = try JSONParser.parse(Array(line.utf8))["body"]
      guard body?["name"] == "approvals", let value = body?["value"] else { return nil }
      return value.canonicalText
    }
    #expect(words.count == 10)
    let again = try ApprovedOffering()
    var merged: [String: [String: [String]]] = [:]
    for word in words {
      let found = try #require(
        word.firstMatch(of: #/^\{"([^"]+)":\{"([^"]+)":\{(.*)\}\}\}$/#))
      merged[String(found.1), default: [:]][String(found.2), default: []].append(String(found.3))
    }
    let facts = merged.map { gate, rounds in
      "    \(gate): {"
        + rounds.map { "\"\($0)\": {\($1.joined(separator: ", "))}" }.joined(separator: ", ")
        + "}\n"
    }.joined().replacing("\":", with: "\": ")
    try again.workspace.replace(
      "  listing_day: 2020-06-02\n", with: "  listing_day: 2020-06-02\n  approvals:\n\(facts)",
      in: "offering.yaml")
    // The words on the release wait for the registration, so they come with the second run at the latest.
    let settled = try again.settle()
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try again.operations().contains("listing"))
    #expect(try again.findings().isEmpty)
    #expect(try again.python().hasSuffix("sound\n"))
  }

  @Test func `The list says who proposed, who approved and what is open`() throws {
    let offering = try ApprovedOffering()
    try offering.open("price", "carol", "alice")
    #expect(try offering.say("propose", "clawback", "alice").code == 0)
    let list = try Program.run("approvals", offering.path).output
    #expect(list.contains("open: proposed by carol, approved by alice"), "\(list)")
    #expect(list.contains("clawback waits for approval by somebody other than alice"), "\(list)")
    #expect(list.contains("not reached yet"), "\(list)")
    let made = try Program.run("approvals", "key", "--by", "dora")
    #expect(made.code == 0)
    #expect(made.output.hasPrefix("    dora: dora+"), "\(made.output)")
    #expect(try Program.run("approvals", "key", "--by", "dora").output == made.output)
  }

  @Test func `Terms without approvals take no word`() throws {
    let folder = try Workspace.tenAccounts()
    let zeros = String(repeating: "0", count: 64)
    let found = try Program.run(
      "settle", folder.path, "--fact",
      "approvals={clawback: {1: {proposed: {by: alice, sha256: \"\(zeros)\", signature: AAAA}}}}")
    #expect(found.code == 2)
    #expect(found.errors.contains("gateNotInTerms"), "\(found.errors)")
    #expect(!folder.exists("journal.jsonl"))
  }
}
