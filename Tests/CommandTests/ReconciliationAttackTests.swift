import CanonicalJSON
import Foundation
import Testing

/// What somebody tried who wanted a break to vanish, and what ended a record by accident.
@Suite struct ReconciliationAttackTests {
  private typealias Space = ReconcileWorkspace

  private func reconcile(_ space: Space, _ arguments: String...) throws -> Program.Result {
    try Program.run(Program.path, ["reconcile", space.folder.path] + arguments)
  }

  private func findings(_ space: Space) throws -> [String] {
    let result = try Program.run("verify", space.folder.path, "--json")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    return try #require(json["findings"]?.arrayValue).compactMap { $0["rule"]?.stringValue }
  }

  private func lines(_ space: Space) throws -> [String] {
    try space.folder.text("journal.jsonl").split(separator: "\n").map(String.init)
  }

  @Test func `A forged record cannot stop comparing what had to be there`() throws {
    let space = try Space()
    try space.folder.write("bank.csv", Space.csv(space.payments))
    let bank = space.folder.url("bank.csv").path
    #expect(try reconcile(space, "--bank", bank, "--complete", "--record").code == 1)
    let broken = try lines(space).filter { $0.contains(#""kind":"break""#) }.count
    #expect(broken > 5)
    // The same statement once more, with nothing expected: every break would be resolved by the call.
    let decision = try #require(
      lines(space).first { $0.contains(#""id":"reconciliation-1/decision""#) })
    let pattern = /"expecting":\[[^\]]*\]/
    var forged = try lines(space)
    forged.append(
      decision.replacing("reconciliation-1/", with: "reconciliation-2/")
        .replacing(pattern, with: #""expecting":["payment"]"#)
        .replacing(/"new":"\d+"/, with: #""new":"0""#)
        .replacing(/"resolved":"0"/, with: "\"resolved\":\"\(broken)\""))
    for place in 1...broken {
      forged.append(
        #"{"at":"2020-05-20T18:40:00Z","body":{"break":"1/\#(place)","by":"operator","resolved_by":["reconciliation-2/decision"]},"#
          + #""id":"reconciliation-2/resolution/1/\#(place)","kind":"resolution","postings":[],"#
          + #""prev":"","seq":0}"#)
    }
    forged.append(
      #"{"at":"2020-05-20T18:40:00Z","body":{"by":"operator","clear":[],"closes":"reconciliation-2"},"#
        + #""id":"reconciliation-2/close","kind":"gate","postings":[],"prev":"","seq":0}"#)
    try ForgedJournal.write(forged, to: space.folder)
    #expect(try findings(space).contains("decisionDiffers"))
    #expect(try Program.run("audit", space.folder.path).code == 1)
  }

  @Test func `A statement outside its folder is no statement on record`() throws {
    let space = try Space()
    try space.folder.write("bank.csv", Space.csv(space.payments))
    let bank = space.folder.url("bank.csv").path
    #expect(try reconcile(space, "--bank", bank, "--record").code == 0)
    try space.folder.write("inputs/bank.csv", Space.csv(space.payments))
    try ForgedJournal.replace(
      "inputs/statements/bank.csv", with: "inputs/bank.csv", in: "reconciliation-1",
      of: space.folder)
    #expect(try findings(space) == ["notRecomputable"])
    // An audit tells it too, and signs what it found.
    #expect(try Program.run("audit", space.folder.path).code == 1)
    #expect(space.folder.exists("out/audit.note"))
  }

  @Test func `One file on two sides is refused before anything is written`() throws {
    let space = try Space()
    try space.folder.write("bank.csv", Space.csv(space.payments))
    let bank = space.folder.url("bank.csv").path
    let journal = try space.folder.data("journal.jsonl")
    for options in [["--issuer-bank", bank], ["--bank", bank]] {
      let found = try Program.run(
        Program.path,
        ["reconcile", space.folder.path, "--bank", bank, "--record"] + options)
      #expect(found.code == 2)
      #expect(found.errors.contains("fileTwice"), "\(found.errors)")
    }
    #expect(try space.folder.data("journal.jsonl") == journal)
    #expect(!space.folder.exists("inputs/statements/bank.csv"))
  }

  @Test(arguments: ["é.csv", "e\u{301}.csv", ".bank.csv", "a b.csv", "\u{1B}.csv"])
  func `A kept name has one spelling`(_ name: String) throws {
    let space = try Space()
    try space.folder.write(name, Space.csv(space.payments))
    let found = try reconcile(space, "--bank", space.folder.url(name).path, "--record")
    #expect(found.code == 2)
    #expect(found.errors.contains("malformedFileName"), "\(found.errors)")
    #expect(!found.errors.contains("\u{1B}"))
    // Compared alone it may be called anything.
    #expect(try reconcile(space, "--bank", space.folder.url(name).path).code == 0)
  }

  @Test(arguments: [
    ("\u{200B}", "seen", "malformedName"), ("desk a", "seen", "malformedName"),
    ("desk-a", "\u{2800}", "malformedExplanation"), ("\u{202E}a", "b", "malformedName"),
    ("a", "...", "malformedExplanation"),
  ])
  func `A word that shows nothing explains nothing`(
    _ by: String, _ because: String, _ rule: String
  ) throws {
    let space = try Space()
    try space.folder.write("bank.csv", Space.csv(Array(space.payments.dropLast())))
    #expect(
      try reconcile(space, "--bank", space.folder.url("bank.csv").path, "--record").code == 1)
    let found = try Program.run(
      "breaks", "explain", space.folder.path, "--break", "1/1", "--by", by, "--because", because)
    #expect(found.code == 2)
    #expect(found.errors.contains(rule), "\(found.errors)")
  }

  @Test func `A refused record leaves no file behind`() throws {
    let space = try Space()
    var long = space.payments
    long[0].reference = String(repeating: "r", count: 70_000)
    try space.folder.write("bank.csv", Space.csv(long))
    let found = try reconcile(space, "--bank", space.folder.url("bank.csv").path, "--record")
    #expect(found.code != 0)
    #expect(found.errors.contains("entryTooLarge"), "\(found.errors)")
    #expect(!space.folder.exists("inputs/statements/bank.csv"))
    #expect(try findings(space).isEmpty)
  }
}
