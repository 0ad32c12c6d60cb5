import CanonicalJSON
import Cryptography
import Foundation
import Offerings
import Testing
import Transparency

/// The ten-account offering with gates that two people open, in a folder of its own.
struct ApprovedOffering {
  let workspace: Workspace
  private let keys: Workspace

  var path: String { workspace.path }

  static let gates = ["price", "clawback", "draw", "proceeds", "release"]

  /// A person's key, known to the test.
  static func signer(_ name: String) throws -> SignerKey {
    try SignerKey(name: name, key: SigningKey(seed: SHA256.hash("person \(name)").bytes))
  }

  /// The lines for `offering.yaml`.
  static func terms(
    _ people: [String] = ["alice", "bob", "carol"], gates: [String] = gates
  ) throws -> String {
    let lines = try people.map { "    \($0): \(try signer($0).verifierKey)\n" }.joined()
    return "approvals:\n  people:\n\(lines)  gates: [\(gates.joined(separator: ", "))]\n"
  }

  init(
    people: [String] = ["alice", "bob", "carol"], gates: [String] = gates,
    in workspace: Workspace? = nil
  ) throws {
    self.workspace = try workspace ?? .tenAccounts()
    keys = try Workspace()
    for name in people + ["mallory"] {
      try keys.write("\(name).key", Self.signer(name).text + "\n")
    }
    try self.workspace.write(
      "offering.yaml",
      self.workspace.text("offering.yaml") + Self.terms(people, gates: gates))
  }

  /// `ipo propose` or `ipo approve` as a person with that person's key.
  func say(
    _ verb: String, _ gate: String, _ name: String, _ more: String..., key: String? = nil
  ) throws -> Program.Result {
    let file = keys.url("\(key ?? name).key").path
    return try Program.run(
      Program.path, [verb, path, gate, "--by", name, "--own-key", file] + more)
  }

  /// One proposes and another approves; both have to be taken.
  func open(_ gate: String, _ proposer: String = "alice", _ approver: String = "bob") throws {
    let proposed = try say("propose", gate, proposer)
    #expect(proposed.code == 0, "\(gate): \(proposed.errors)")
    let approved = try say("approve", gate, approver)
    #expect(approved.code == 0, "\(gate): \(approved.errors)")
  }

  func settle(_ more: String...) throws -> Program.Result {
    try Program.run(Program.path, ["settle", path] + more)
  }

  /// What `ipo verify` finds.
  func findings() throws -> [String] {
    let found = try Program.run("verify", path, "--json")
    let json = try JSONParser.parse(Array(found.output.utf8.dropLast()))
    return (json["findings"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
  }

  /// The verifier in another language.
  func python() throws -> String {
    let verifier = Program.package.appendingPathComponent("Specs/verify.py").path
    return try Program.run("/usr/bin/env", ["python3", "-B", verifier, path], epoch: nil).output
  }

  /// The operations that the journal holds, in its order.
  func operations() throws -> [String] {
    var operations: [String] = []
    for line in try workspace.text("journal.jsonl").split(separator: "\n") {
      let id = try #require(JSONParser.parse(Array(line.utf8))["id"]?.stringValue)
      let name = String(id.prefix { $0 != "/" })
      if operations.last != name { operations.append(name) }
    }
    return operations
  }
}
