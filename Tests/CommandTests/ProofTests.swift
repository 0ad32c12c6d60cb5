import CanonicalJSON
import Foundation
import Offerings
import Testing
import Transparency

/// Proofs as a user makes and checks them: `ipo prove`, `ipo lottery check --proof`, `ipo check-proof`.
struct ProofTests {
  @Test func `Every entry and every application of a small offering has a proof`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    for entry in lines.indices {
      let made = try Program.run("prove", folder.path, "--entry", "\(entry)")
      #expect(made.code == 0 && made.output.hasPrefix("c2sp.org/tlog-proof@v1\n"))
      try folder.write("proof", made.output)
      let checked = try Program.run("check-proof", folder.url("proof").path, "--json")
      #expect(checked.code == 0, "\(checked.output)")
      #expect(checked.output.contains(#""entry":\#(entry),"#))
      #expect(checked.output.contains(#""signer":"unproven""#))
    }
    let beyond = try Program.run("prove", folder.path, "--entry", "\(lines.count)")
    #expect(beyond.code == 2 && beyond.output.isEmpty)
    for row in 1...10 {
      let account = "A" + String(format: "%09d", row)
      let proof = folder.url("proof").path
      let made = try Program.run(
        "lottery", "check", folder.path, "--account", account, "--proof", proof)
      #expect(made.code == 0, "\(made.errors)")
      #expect(made.errors.contains("has no salts"))
      let checked = try Program.run("check-proof", proof)
      #expect(checked.code == 0 && checked.output.contains("\(account),500"))
    }
  }

  /// Any change of a proof makes it fail (1) or unreadable (2); none is taken for sound.
  @Test func `A changed proof never holds`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let path = folder.url("proof").path
    #expect(
      try Program.run("lottery", "check", folder.path, "--account", "A000000009", "--proof", path)
        .code == 0)
    let vkey = folder.url("vkey").path
    #expect(try Program.run("check-proof", path, "--trust", vkey).output.contains("trusted"))
    let bytes = try folder.data("proof")
    for position in stride(from: 0, to: bytes.count, by: 47) {
      var changed = bytes
      changed[position] ^= 1
      try folder.write("changed", changed)
      let checked = try Program.run("check-proof", folder.url("changed").path, "--trust", vkey)
      #expect(checked.code == 1 || checked.code == 2, "byte \(position)")
    }
    for count in stride(from: 0, to: bytes.count, by: 97) {
      try folder.write("changed", bytes.prefix(count))
      #expect(try Program.run("check-proof", folder.url("changed").path).code != 0)
    }
    #expect(try Program.run("check-proof", folder.url("none").path).code == 2)
  }

  @Test func `A proof of another signer, or one that no witness saw, is refused`() throws {
    let folder = try SealedOffering()
    #expect(try folder.lottery("freeze").code == 0)
    let path = folder.workspace.url("proof").path
    let made = try folder.lottery("check", "--account", "A000000009", "--proof", path)
    #expect(made.code == 0 && made.output.contains("not drawn yet"), "\(made.errors)")
    let witness = try SealedOffering.witness().verifierKey.description
    let unseen = try Program.run("check-proof", path, "--witness", witness)
    #expect(unseen.code == 1 && unseen.output.contains("notCosigned"))
    try folder.cosign(at: "2020-05-22T01:00:00Z")
    #expect(try folder.lottery("check", "--account", "A000000009", "--proof", path).code == 0)
    let seen = try Program.run("check-proof", path, "--witness", witness, "--json")
    #expect(seen.code == 0, "\(seen.output)")
    #expect(seen.output.contains(#"{"name":"regulator","time":"2020-05-22T01:00:00Z"}"#))
    let foreign = try SealedOffering.party("issuer").key.description
    let other = try Program.run("check-proof", path, "--trust", foreign)
    #expect(other.code == 1 && other.output.contains("untrustedSigner"))
  }

  /// The committed sample: three parties and a real round of drand.
  @Test func `The sealed sample settles, with a real beacon`() throws {
    let workspace = try Workspace()
    let ledger = Program.package.appendingPathComponent("Ledgers/sealed-ten-accounts")
    for name in ["offering.yaml"]
      + ["applications", "bids", "holders", "payments", "strategic"].map({ "inputs/\($0).csv" })
    {
      try workspace.write(name, Data(contentsOf: ledger.appendingPathComponent(name)))
    }
    let settled = try Program.run("settle", workspace.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(settled.output.contains("listed"))
    let sum = try Program.run(
      "/usr/bin/env", ["sha256sum", workspace.url("out/seed.txt").path], epoch: nil)
    #expect(
      sum.output.hasPrefix("04c2a7747377512f8a4a77cf8066cbb5b59511d7a9cde38f9e02ed2b17ae7ffc"))
    #expect(try Program.run("verify", workspace.path).code == 0)
    #expect(try Program.run("lottery", "replay", workspace.path).code == 0)
    let proof = workspace.url("proof").path
    let checked = try Program.run(
      "lottery", "check", workspace.path, "--account", "A000000005", "--proof", proof)
    #expect(checked.code == 0 && checked.errors.isEmpty)
    #expect(try Program.run("check-proof", proof).code == 0)
  }

  @Test func `A mistyped path does not cost a journal`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    let path = folder.url("journal.jsonl").path
    for arguments in [
      ["prove", folder.path, "--entry", "3", "--out", path],
      ["lottery", "check", folder.path, "--account", "A000000009", "--proof", path],
      [
        "lottery", "draw", "--method", "ranked", "--first", "1", "--count", "9", "--winners", "3",
        "--seed", String(repeating: "0", count: 64), "--out", path,
      ],
    ] {
      let result = try Program.run(Program.path, arguments)
      #expect(result.code == 2 && result.errors.contains("fileTaken"), "\(result.errors)")
    }
    #expect(try folder.data("journal.jsonl") == journal)
    // What was written before is replaced.
    let proof = folder.url("proof").path
    for entry in ["3", "4"] {
      #expect(try Program.run("prove", folder.path, "--entry", entry, "--out", proof).code == 0)
    }
    #expect(try Program.run("check-proof", proof, "--json").output.contains(#""entry":4,"#))
  }

  @Test func `A head that nobody signed makes no proof`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let other = try SealedOffering.party("issuer").key.description
    try folder.write("vkey", other + "\n")
    let result = try Program.run("prove", folder.path, "--entry", "3")
    #expect(result.code == 1 && result.errors.contains("proofFails") && result.output.isEmpty)
  }
}
