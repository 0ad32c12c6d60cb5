import CanonicalJSON
import Foundation
import Testing

/// What `ipo verify` says that it made again: counted from what it compared.
struct RemadeTests {
  private func verify(_ folder: Workspace) throws -> JSONValue {
    let result = try Program.run("verify", folder.path, "--json")
    try #require(result.code < 2, "\(result.errors)")
    return try JSONParser.parse(Array(result.output.utf8.dropLast()))
  }

  /// "recorded/agree" by what.
  private func remade(_ json: JSONValue) -> [String: String] {
    let rows = json["remade"]?.arrayValue ?? []
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (
          row["what"]?.stringValue ?? "?",
          ["recorded", "agree"].map { row[$0]?.integerValue.map { "\($0)" } ?? "?" }
            .joined(separator: "/")
        )
      })
  }

  private func settled() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    try #require(try Program.run("settle", folder.path).code == 0)
    return folder
  }

  @Test func `A sound journal agrees in everything that it records`() throws {
    let folder = try settled()
    try #require(
      try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02").code == 0)
    let json = try verify(folder)
    #expect(json["ok"] == true)
    #expect(
      remade(json) == [
        "terms and rulebook": "1/1", "strategic shortfall": "1/1", "clawback": "1/1",
        "frozen list": "1/1", "draw": "1/1", "offline ratios": "1/1", "minimum paid": "1/1",
        "offline lock": "1/1", "listing": "1/1",
        // Two strategic investors, four effective bids, six winning lots.
        "allotments strategic": "2/2", "allotments offline": "4/4", "allotments online": "6/6",
        "dues strategic": "2/2", "dues offline": "4/4", "dues online": "6/6",
        // The rows of strategic.csv and payments.csv.
        "payments strategic": "2/2", "payments offline": "4/4", "payments online": "6/6",
        "abandonments online": "3/3", "escrow handed on": "3/3", "refunds strategic": "1/1",
        "refunds online": "4/4", "take-up": "1/1", "fees and taxes": "6/6",
        "proceeds to the issuer": "1/1", "registrations": "14/14", "locks": "6/6",
        "releases": "1/1", "closed operations": "16/16", "sealed files, SHA-256": "5/5",
      ])
    let trusted = json["not_remade"]?.arrayValue?.compactMap { $0["what"]?.stringValue }
    #expect(
      trusted == [
        "the price", "seed in the terms", "facts of the operator", "sealed files",
        "names of who recorded it", "times of entries",
      ])
    let told = try Program.run("verify", folder.path).output
    #expect(told.contains("6 winning numbers") && told.contains("not made again"), "\(told)")
  }

  /// One forgery, and the counts that it lowers; all others stay whole.
  @Test(arguments: [
    ("clawback", #""winners":"6""#, #""winners":"7""#, ["clawback": "1/0"]),
    (
      "draw", #""grade":"demonstration""#, #""grade":"announced""#, ["draw": "1/0"]
    ),
    (
      "allotment-online", "A000000009", "A000000010",
      // Gates after it are not clear any more, and entries after it take shares that are not there.
      [
        "allotments online": "6/5", "dues online": "6/5", "abandonments online": "3/0",
        "registrations": "14/0", "locks": "6/0", "closed operations": "15/12",
      ]
    ),
    (
      "payment", "receivable:online:A000000777", "receivable:online:A000000778",
      ["payments online": "6/5", "closed operations": "15/13"]
    ),
    (
      "registration", "register:FOUNDER:locked:2023-06-02", "register:FOUNDER:free",
      ["registrations": "14/13", "locks": "5/5"]
    ),
    (
      "registration", "register:FOUNDER:locked:2023-06-02", "register:FOUNDER:locked:2022-06-02",
      ["registrations": "14/13", "locks": "6/5"]
    ),
    (
      "issuer-costs", "fees:legal", "fees:lawyer", ["fees and taxes": "6/5"]
    ),
  ])
  func `A forgery lowers the count of what it touches`(
    operation: String, old: String, new: String, lowered: [String: String]
  ) throws {
    let folder = try settled()
    let sound = remade(try verify(folder))
    try #require(try ForgedJournal.replace(old, with: new, in: operation, of: folder) > 0)
    let json = try verify(folder)
    #expect(json["ok"] == false)
    let counts = remade(json)
    #expect(counts == sound.merging(lowered) { $1 }, "\(counts)")
  }

  @Test func `A dropped payment row leaves the others agreeing`() throws {
    let folder = try settled()
    let lines = try folder.text("journal.jsonl").split(separator: "\n").map(String.init)
    // The entry that refunds online accounts, gone.
    let kept = lines.filter { !$0.contains(#""id":"proceeds/online/refund/1""#) }
    try #require(kept.count == lines.count - 1)
    try ForgedJournal.write(kept, to: folder)
    let counts = remade(try verify(folder))
    #expect(counts["refunds online"] == nil, "none is recorded")
    #expect(counts["refunds strategic"] == "1/1")
    // What stands after it was compared by its id.
    #expect(counts["fees and taxes"] == "6/6" && counts["take-up"] == "1/1")
  }

  @Test func `An entry that breaks a rule of the journal does not agree`() throws {
    let folder = try settled()
    var lines = try folder.text("journal.jsonl").split(separator: "\n").map(String.init)
    let place = try #require(lines.firstIndex { $0.contains(#""id":"clawback/decision""#) })
    lines[place] = lines[place].replacing(#""at":"2020"#, with: #""at":"2019"#)
    try ForgedJournal.write(lines, to: folder)
    let json = try verify(folder)
    #expect(json["findings"]?.arrayValue?.first?["rule"] == "clockWentBack")
    #expect(remade(json)["clawback"] == "1/0")
    #expect(remade(json)["draw"] == "1/1")
  }

  @Test func `Nothing is said to agree that could not be made`() throws {
    let folder = try settled()
    try folder.replace("FUND-ONE", with: "FUND-TWO", in: "inputs/bids.csv")
    let changed = remade(try verify(folder))
    #expect(changed["sealed files, SHA-256"] == "5/4")
    #expect(changed["allotments online"] == "6/0" && changed["locks"] == "6/0")
    try folder.remove("offering.yaml")
    let missing = remade(try verify(folder))
    #expect(missing["clawback"] == "1/0" && missing["closed operations"] == "15/0")
  }

  @Test func `What is somebody's word is counted and told`() throws {
    let folder = try settled()
    let digest = String(repeating: "ab", count: 32)
    try #require(
      try Program.run("settle", folder.path, "--fact", "confirmations.registration=\(digest)").code
        == 0)
    let json = try verify(folder)
    let confirmed = try #require(
      json["not_remade"]?.arrayValue?.first { $0["what"] == "confirmations" })
    #expect(confirmed["count"] == 1)
    #expect(remade(json)["confirmations"] == nil)
  }
}
