import CanonicalJSON
import Foundation
import Testing

/// The second implementation of reconciliations, written from `Specs/` alone, has to agree with ours.
@Suite struct PythonReconcileTests {
  private static let specs = Program.package.appendingPathComponent("Specs").path
  private static let members = ["kind", "key", "ledger", "other", "difference", "side"]

  private static func python(_ script: String, _ arguments: [String]) throws -> Program.Result {
    try Program.run("/usr/bin/env", ["python3", "\(specs)/\(script)"] + arguments)
  }

  /// What both print: the exit code, the matches, those open, and each break's members in order.
  private func summary(_ result: Program.Result) throws -> [String] {
    let json = try JSONParser.parse(Array(result.output.utf8.filter { $0 != 0x0A }))
    let breaks = try #require(json["breaks"]?.arrayValue, "\(result.errors)").map { found in
      Self.members.map { "\(found[$0] ?? .null)" }.joined(separator: " ")
    }
    return ["\(result.code) \(json["matched"] ?? .null) \(json["open"] ?? .null)"] + breaks
  }

  /// Compares the two on one call, and hands back what ours says.
  private func compare(_ folder: Workspace, _ arguments: String...) throws -> [String] {
    let call = [folder.path] + arguments
    let ours = try summary(Program.run(Program.path, ["reconcile"] + call + ["--json"]))
    #expect(try summary(Self.python("reconcile.py", call)) == ours)
    return ours
  }

  /// The exit code of the second implementation's `verify`.
  static func verify(_ folder: Workspace) throws -> Int32 {
    try python("verify.py", [folder.path]).code
  }

  private func settled() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    try #require(try Program.run("settle", folder.path).code == 0)
    return folder
  }

  @Test func `It finds every planted break in every format, and none where none is`() throws {
    let folder = try settled()
    for (count, code) in [("0", "0"), ("18", "1")] {
      let statements = folder.url("statements-\(count)").path
      let made = try Program.run(
        "generate", "--statements", folder.path, "--plant-breaks", count, "--seed", "x", "--out",
        statements)
      try #require(made.code == 0, "\(made.errors)")
      for format in ["csv", "xml", "sta"] {
        let found = try compare(
          folder, "--bank", "\(statements)/bank.\(format)", "--register",
          "\(statements)/register.csv", "--as-of", "2020-06-02", "--complete")
        // A CSV has no balances, so one of eighteen cannot be planted in it.
        #expect(found.count == 1 + (count == "0" ? 0 : format == "csv" ? 17 : 18))
        #expect(found[0].hasPrefix("\(code) "))
      }
    }
  }

  @Test func `It refuses what ours refuses`() throws {
    let folder = try settled()
    for (name, text) in [
      ("zero.csv", "reference,account,amount,booked_at\nW-1,,0.00,2020-05-25\n"),
      ("nobody.csv", "reference,account,amount,booked_at\n,,1.00,2020-05-25\n"),
      ("type.xml", "<!DOCTYPE x><x/>"), ("root.xml", "<Document/>"),
    ] {
      try folder.write(name, text)
      let call = [folder.path, "--bank", folder.url(name).path]
      #expect(try Program.run(Program.path, ["reconcile"] + call + ["--json"]).code == 2, "\(name)")
      #expect(try Self.python("reconcile.py", call).code == 2, "\(name)")
    }
  }

  @Test func `It makes recorded reconciliations again, and finds a forged one`() throws {
    let folder = try settled()
    let lines = try folder.text("inputs/payments.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func write(_ name: String, _ rows: [String]) throws -> String {
      let text = rows.map { $0 + "\n" }.joined()
      try folder.write(name, "reference,account,amount,booked_at\n" + text)
      return folder.url(name).path
    }
    func record(_ arguments: String...) throws -> Program.Result {
      try Program.run(Program.path, ["reconcile", folder.path, "--record"] + arguments)
    }
    let rows = lines.map { "\($0[4]),\($0[0]),\($0[2]),\($0[3])" }
    let first = try write("first.csv", rows.dropLast() + ["X-9,NOBODY,5.00,2020-05-25"])
    #expect(try record("--bank", first).code == 1)
    #expect(try record("--bank", write("second.csv", rows.suffix(1))).code == 1)
    let explained = try Program.run(
      "breaks", "explain", folder.path, "--break", "1/1", "--by", "desk-a", "--because", "returned")
    #expect(explained.code == 0)
    let made = try Program.run(
      "generate", "--statements", folder.path, "--plant-breaks", "11", "--out",
      folder.url("planted").path)
    try #require(made.code == 0, "\(made.errors)")
    #expect(try record("--register", folder.url("planted/register.csv").path).code == 1)
    #expect(
      try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02").code == 0)
    _ = try record("--register", folder.url("planted/register.csv").path, "--as-of", "2020-12-02")
    #expect(try Program.run("verify", folder.path).code == 0)
    #expect(try Self.verify(folder) == 0)
    #expect(try compare(folder).count > 1)

    let journal = try folder.text("journal.jsonl")
    #expect(journal.contains("reconciliation-4/close"))
    // The last explains a break that the second statement had resolved.
    for (old, new, operation) in [
      ("X-9", "X-8", "reconciliation-1"), ("1/2", "1/1", "reconciliation-2"),
      ("1/1", "1/2", "explanation-1"),
    ] {
      _ = try ForgedJournal.replace(old, with: new, in: operation, of: folder)
      #expect(try Program.run("verify", folder.path).code == 1, "\(operation)")
      #expect(try Self.verify(folder) == 1, "\(operation)")
      try ForgedJournal.write(journal.split(separator: "\n").map(String.init), to: folder)
      #expect(try Self.verify(folder) == 0)
    }
    try folder.replace("X-9", with: "X-8", in: "inputs/statements/first.csv")
    #expect(try Program.run("verify", folder.path).code == 1)
    #expect(try Self.verify(folder) == 1)
  }
}
