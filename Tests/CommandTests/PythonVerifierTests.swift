import CanonicalJSON
import Foundation
import Testing

/// The verifier in another language, written from `Specs/` alone, has to agree with ours.
struct PythonVerifierTests {
  static let script = Program.package.appendingPathComponent("Specs/verify.py").path

  private func verify(_ folder: Workspace, _ arguments: String...) throws -> Program.Result {
    try Program.run("/usr/bin/env", ["python3", Self.script, folder.path] + arguments)
  }

  @Test func `It accepts what settle wrote, and finds the same root`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let theirs = try verify(folder, "--json")
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
    let ours = try Program.run("verify", folder.path, "--json")
    for member in ["ok", "entries", "root", "signer", "clock", "draws", "findings"] {
      let left = try JSONParser.parse(Array(theirs.output.utf8.filter { $0 != 0x0A }))[member]
      let right = try JSONParser.parse(Array(ours.output.utf8.filter { $0 != 0x0A }))[member]
      #expect(left == right, "\(member)")
    }
  }

  @Test func `It accepts a suspended issue, a release and a confirmation`() throws {
    let suspended = try Workspace.tenAccounts()
    let lines = try suspended.text("inputs/payments.csv").split(separator: "\n")
    try suspended.write(
      "inputs/payments.csv",
      lines.filter { !$0.hasPrefix("P001") }.joined(separator: "\n") + "\n")
    #expect(try Program.run("settle", suspended.path).code == 0)
    let first = try verify(suspended)
    #expect(first.code == 0, "\(first.output)\(first.errors)")

    let released = try Workspace.tenAccounts()
    let digest = String(repeating: "ab", count: 32)
    #expect(
      try Program.run(
        "settle", released.path, "--fact", "confirmations.registration=\(digest)"
      ).code == 0)
    #expect(
      try Program.run("lockups", "release", released.path, "--as-of", "2021-06-02").code == 0)
    let second = try verify(released)
    #expect(second.code == 0, "\(second.output)\(second.errors)")
  }

  /// It reads the terms from the journal, so a change of `offering.yaml` is not its to find.
  @Test(arguments: VerifyTests.Tampering.allCases.filter { $0 != .termsChanged })
  func `It finds the same tampering`(_ tampering: VerifyTests.Tampering) throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try tampering.apply(to: folder)
    let result = try verify(folder, "--json")
    #expect(result.code == 1, "\(result.output)\(result.errors)")
  }

  @Test func `It demands a signer where one is named`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let own = try folder.text("vkey").trimmingCharacters(in: .newlines)
    #expect(try verify(folder, "--trust", own, "--json").output.contains("trusted"))
    let stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    #expect(try verify(folder, "--trust", stranger).code == 1)
  }
}
