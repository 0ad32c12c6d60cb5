import Cryptography
import Foundation
import Offerings
import Transparency

/// The ten-account offering with a sealed seed, in a folder of its own; the parties' secrets are known
/// to the test.
struct SealedOffering {
  let workspace: Workspace
  let parties: [SealingParty]

  static let beacon = "ceremony:hall-1"
  static let fallback = "ceremony:hall-2"

  var path: String { workspace.path }

  /// What a party reveals.
  static func secret(of party: String) -> SealingSecret {
    guard let secret = SealingSecret(hex: SHA256.hash("secret of \(party)").hex) else {
      preconditionFailure("a digest's hex is a secret's")
    }
    return secret
  }

  /// A party's lines for the terms, with a key of its own.
  static func party(
    _ name: String, offering: String = "688999", draw: String = "online"
  ) throws -> SealingParty {
    guard let party = AccountName(name) else { preconditionFailure("the tests' names are names") }
    let key = try SigningKey(seed: SHA256.hash("key of \(name)").bytes)
    return try SealingParty.committing(
      to: secret(of: name), offering: offering, draw: draw, as: party,
      with: SignerKey(name: name, key: key))
  }

  init(
    _ names: [String] = ["issuer", "notary", "investors"], method: String = "tail-numbers",
    revealBy: String = "2020-05-22T09:00:00+08:00", at: String = "2020-05-22T09:30:00+08:00",
    fallbackAt: String = "2020-05-25T09:30:00+08:00", parties given: [SealingParty]? = nil
  ) throws {
    parties = try given ?? names.map { try Self.party($0) }
    workspace = try .tenAccounts()
    let text = try workspace.text("offering.yaml")
    let lines = parties.map { party in
      """
          - {name: "\(party.name)", vkey: "\(party.key)", commitment: "\(party.commitment.hex)", \
      signature: "\(party.signature)"}

      """
    }.joined()
    let block = """
      lottery:
        method: \(method)
        sealed:
          reveal_by: \(revealBy)
          parties:
      \(lines)    beacons:
            - {source: "\(Self.beacon)", at: "\(at)", digits: 6}
          fallback:
            - {source: "\(Self.fallback)", at: "\(fallbackAt)", digits: 6}

      """
    try workspace.write(
      "offering.yaml",
      text.replacing(
        #/lottery:\n  seed: .*\n/#, with: block.replacing("\n    - {", with: "\n      - {")))
  }

  /// Runs a lottery command on the folder.
  func lottery(
    _ command: String, _ arguments: String..., epoch: String? = Program.epoch
  ) throws -> Program.Result {
    try Program.run(
      Program.path, ["lottery", command, path] + arguments, epoch: epoch)
  }

  /// Reveals what the party committed to.
  func reveal(_ party: String) throws -> Program.Result {
    try lottery("reveal", "--party", party, "--value", Self.secret(of: party).hex)
  }

  /// `ipo settle` with every fact of the draw at once, as a recorded offering has them.
  func settle(beacon: String = "483920", epoch: String? = Program.epoch) throws -> Program.Result {
    let reveals = parties.flatMap {
      ["--fact", "reveals.\($0.name)=\(Self.secret(of: $0.name.text).hex)"]
    }
    return try Program.run(
      Program.path,
      ["settle", path] + reveals + ["--fact", "beacon={\"\(Self.beacon)\": \"\(beacon)\"}"],
      epoch: epoch)
  }

  /// A witness's key, and the frozen head with its cosignature at a time.
  static func witness(_ name: String = "regulator") throws -> SignerKey {
    try SignerKey(
      name: name, key: SigningKey(seed: SHA256.hash("witness \(name)").bytes), kind: .cosignature)
  }

  /// Cosigns the frozen head as a witness would have, at a time.
  func cosign(at time: String, as name: String = "regulator") throws {
    let formatter = ISO8601DateFormatter()
    guard let date = formatter.date(from: time) else { preconditionFailure("no time: \(time)") }
    var note = try SignedNote(parsing: Array(workspace.data("witness/freeze.checkpoint")))
    try note.cosign(with: Self.witness(name), at: Int64(date.timeIntervalSince1970))
    try workspace.write("witness/freeze.cosigned", Data(note.bytes))
  }

  /// The verifier in another language.
  func python() throws -> Program.Result {
    let verifier = Program.package.appendingPathComponent("Specs/verify.py").path
    return try Program.run("/usr/bin/env", ["python3", "-B", verifier, path], epoch: nil)
  }

  /// The grade that `ipo verify` gives the online draw, and its exit code.
  func grade(_ arguments: String...) throws -> (grade: String, code: Int32, output: String) {
    let result = try Program.run(Program.path, ["verify", path, "--json"] + arguments)
    let grade = result.output.firstMatch(of: #/"draw":"online","grade":"([a-z]+)"/#)?.1 ?? ""
    return (String(grade), result.code, result.output)
  }
}

extension SealedOffering {
  /// The key of a log that has nothing to do with the offering.
  static func log() throws -> VerifierKey { try party("issuer").key }
}
