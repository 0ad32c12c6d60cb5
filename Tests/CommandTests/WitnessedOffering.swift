import CanonicalJSON
import Cryptography
import Foundation
import Offerings
import Testing
import Transparency

/// The ten-account offering with gates that two of three witnesses have to see, by a real clock and with a
/// signing key that the test knows.
struct WitnessedOffering {
  let workspace: Workspace
  private let keys: Workspace

  var path: String { workspace.path }

  static let witnesses = ["w1", "w2", "w3"]

  /// The keeper of the journal; its heads' origin is `keeper/688999`.
  static func keeper() throws -> SignerKey { try ApprovedOffering.signer("keeper") }

  static func policy(_ quorum: String = "two") throws -> String {
    let lines = try witnesses.map {
      "witness \($0) \(try SealedOffering.witness($0).verifierKey)\n"
    }
    return "# who sees the gates\n" + lines.joined() + "group two 2 w1 w2 w3\nquorum \(quorum)\n"
  }

  init(
    gates: [String] = ["freeze", "draw", "proceeds", "registration"], policy: String? = nil
  ) throws {
    workspace = try .tenAccounts()
    keys = try Workspace()
    try keys.write("keeper.key", Self.keeper().text + "\n")
    try workspace.write("policy.txt", policy ?? Self.policy())
    try workspace.write(
      "offering.yaml",
      workspace.text("offering.yaml")
        + "witnessed:\n  policy: policy.txt\n  gates: [\(gates.joined(separator: ", "))]\n")
  }

  func run(_ arguments: String..., epoch: String? = nil) throws -> Program.Result {
    try Program.run(
      Program.path, arguments + ["--key", keys.url("keeper.key").path], epoch: epoch)
  }

  func settle(epoch: String? = nil) throws -> Program.Result {
    try run("settle", path, epoch: epoch)
  }

  /// Puts cosignatures below a gate's head, as witnesses answer.
  ///
  /// - Parameter offset: how many seconds from now they were given.
  func cosign(_ gate: String, _ names: String..., offset: Int64 = 0) throws {
    var note = try SignedNote(parsing: Array(workspace.data("witness/\(gate).checkpoint")))
    let now = Int64(Date().timeIntervalSince1970)
    for name in names { try note.cosign(with: SealedOffering.witness(name), at: now + offset) }
    try workspace.write("witness/\(gate).cosigned", Data(note.bytes))
  }

  /// Settles through every gate.
  func pass(_ gates: [String]) throws {
    #expect(try settle().code == 0)
    for gate in gates {
      try cosign(gate, "w1", "w2")
      let settled = try settle()
      #expect(settled.code == 0, "\(gate): \(settled.errors)")
    }
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

  func lines() throws -> [String] {
    try workspace.text("journal.jsonl").split(separator: "\n").map(String.init)
  }

  /// The operations that the journal holds, in its order.
  func operations() throws -> [String] {
    var operations: [String] = []
    for line in try lines() {
      let id = try #require(JSONParser.parse(Array(line.utf8))["id"]?.stringValue)
      let name = String(id.prefix { $0 != "/" })
      if operations.last != name { operations.append(name) }
    }
    return operations
  }
}
