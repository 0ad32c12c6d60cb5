import CanonicalJSON
import Foundation
import Testing

/// Every entry says who recorded it.
struct ActorTests {
  /// The names that the journal's entries bear, by operation, in its order.
  private func actors(_ folder: Workspace) throws -> [(operation: String, by: String)] {
    try folder.text("journal.jsonl").split(separator: "\n").map { line in
      let entry = try JSONParser.parse(Array(line.utf8))
      let id = try #require(entry["id"]?.stringValue)
      return (String(id.prefix { $0 != "/" }), entry["body"]?["by"]?.stringValue ?? "")
    }
  }

  private func findings(_ folder: Workspace) throws -> [String] {
    let found = try Program.run("verify", folder.path, "--json")
    let json = try JSONParser.parse(Array(found.output.utf8.dropLast()))
    return (json["findings"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
  }

  /// What the verifier in another language finds.
  private func pythonFindings(_ folder: Workspace) throws -> String {
    let verifier = Program.package.appendingPathComponent("Specs/verify.py").path
    return try Program.run("/usr/bin/env", ["python3", "-B", verifier, folder.path], epoch: nil)
      .output
  }

  @Test func `Without a name it is the operator, and the bytes are the same everywhere`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try actors(folder).allSatisfy { $0.by == "operator" })
    let named = try Workspace.tenAccounts()
    #expect(try Program.run("settle", named.path, "--by", "operator").code == 0)
    #expect(try named.data("journal.jsonl") == folder.data("journal.jsonl"))
  }

  @Test func `What one began another goes on with, and each operation names its own`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path, "--by", "alice").code == 0)
    let first = try actors(folder)
    #expect(first.allSatisfy { $0.by == "alice" })
    let rest = try Program.run(
      "settle", folder.path, "--by", "bob", "--fact", "listing_day=2020-06-02")
    #expect(rest.code == 0, "\(rest.errors)")
    let all = try actors(folder)
    #expect(all.count > first.count)
    #expect(all.dropFirst(first.count).allSatisfy { $0.by == "bob" })
    let released = try Program.run(
      "lockups", "release", folder.path, "--as-of", "2020-12-02", "--by", "carol")
    #expect(released.code == 0, "\(released.errors)")
    #expect(try actors(folder).last?.by == "carol")
    #expect(try findings(folder).isEmpty)
    #expect(try pythonFindings(folder).hasSuffix("sound\n"))
    // Whoever settles again adds nothing and changes nothing.
    let journal = try folder.data("journal.jsonl")
    #expect(try Program.run("settle", folder.path, "--by", "dave").code == 0)
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `The environment names whoever the call does not`() throws {
    let folder = try Workspace.tenAccounts()
    let found = try Program.run(
      "/usr/bin/env", ["IPO_BY=desk-7", Program.path, "settle", folder.path])
    #expect(found.code == 0, "\(found.errors)")
    #expect(try actors(folder).allSatisfy { $0.by == "desk-7" })
    let other = try Workspace.tenAccounts()
    let called = try Program.run(
      "/usr/bin/env", ["IPO_BY=desk-7", Program.path, "settle", other.path, "--by", "alice"])
    #expect(called.code == 0)
    #expect(try actors(other).allSatisfy { $0.by == "alice" })
  }

  @Test(arguments: ["", "two words", "名", String(repeating: "a", count: 65)])
  func `A name has the alphabet of accounts`(_ name: String) throws {
    let folder = try Workspace.tenAccounts()
    let found = try Program.run("settle", folder.path, "--by", name)
    #expect(found.code == 2)
    #expect(found.errors.contains("malformedName: found --by"), "\(found.errors)")
    #expect(!folder.exists("journal.jsonl"))
    if !name.isEmpty {
      let told = try Program.run(
        "/usr/bin/env", ["IPO_BY=\(name)", Program.path, "settle", folder.path])
      #expect(told.code == 2)
      #expect(told.errors.contains("malformedName: found IPO_BY"), "\(told.errors)")
    }
    let longest = String(repeating: "a", count: 64)
    #expect(try Program.run("settle", folder.path, "--by", longest).code == 0)
  }

  @Test func `An explanation needs a name`() throws {
    let folder = try Workspace.tenAccounts()
    let found = try Program.run(
      "breaks", "explain", folder.path, "--break", "1/1", "--because", "x")
    #expect(found.code == 2)
    #expect(found.errors.contains("nameMissing"), "\(found.errors)")
  }

  /// A keeper changes who did it, and makes everything after it fit.
  @Test(arguments: [
    (#""by":"operator""#, #""by":"mallory""#, "clawback/decision", "actorChanges"),
    (#""by":"operator","#, "", "clawback/decision", "actorMissing"),
    (#""by":"operator""#, #""by":"two words""#, "clawback/decision", "actorMissing"),
    (#""by":"operator""#, #""by":7"#, "clawback/decision", "actorMissing"),
    (#""by":"operator","#, "", "opening/terms", "actorMissing"),
  ])
  func `An entry that hides its actor is found`(
    _ old: String, _ new: String, _ entry: String, _ rule: String
  ) throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let lines = try folder.text("journal.jsonl").split(separator: "\n").map { line in
      line.contains(#""id":"\#(entry)""#) ? String(line).replacing(old, with: new) : String(line)
    }
    try ForgedJournal.write(lines, to: folder)
    #expect(try findings(folder).contains(rule))
    #expect(try pythonFindings(folder).contains(rule))
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 1)
    #expect(settled.errors.contains("journalUnsound"), "\(settled.errors)")
  }

  /// Only witnesses and signatures bind a person to an operation: a keeper may name another for all of it.
  @Test func `One name for a whole operation is the keeper's word`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try ForgedJournal.replace(
      #""by":"operator""#, with: #""by":"mallory""#, in: "clawback", of: folder)
    #expect(try findings(folder).isEmpty)
    #expect(try pythonFindings(folder).hasSuffix("sound\n"))
  }
}
