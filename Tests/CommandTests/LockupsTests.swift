import CanonicalJSON
import Foundation
import Testing

/// `ipo lockups` from outside: what is owed, the float, and each break in the ledger or in the list.
struct LockupsTests {
  /// The depository's list as out/register.csv leads to it.
  private static func list(of folder: Workspace) throws -> [[String]] {
    try folder.text("out/register.csv").split(separator: "\n").dropFirst().map { line in
      let row = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return [row[0], row[1], row[2].isEmpty ? "0" : row[1], row[2]]
    }
  }

  private static func settled() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    try #require(try Program.run("settle", folder.path).code == 0)
    return folder
  }

  private func json(_ folder: Workspace, _ options: String...) throws -> JSONValue {
    let result = try Program.run(Program.path, ["lockups", folder.path, "--json"] + options)
    try #require(result.code < 2, "\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(result.code == (json["breaks"] == [] ? 0 : 1))
    return json
  }

  /// "side kind key" of every break.
  private func breaks(_ json: JSONValue) -> [String] {
    (json["breaks"]?.arrayValue ?? []).map { found in
      ["side", "kind", "key"].map { found[$0]?.stringValue ?? "?" }.joined(separator: " ")
    }
  }

  private func breaks(
    _ folder: Workspace, register rows: [[String]], asOf: String = "2020-06-02",
    _ options: String...
  ) throws -> [String] {
    try folder.write("register.csv", ReconcileWorkspace.register(rows))
    let call =
      [
        "lockups", folder.path, "--json", "--as-of", asOf, "--register",
        folder.url("register.csv").path,
      ] + options
    let result = try Program.run(Program.path, call)
    try #require(result.code < 2, "\(result.errors)")
    return breaks(try JSONParser.parse(Array(result.output.utf8.dropLast())))
  }

  /// By the system's clock a release cannot have been recorded before the session on which it comes free.
  @Test func `A release recorded before its session is found under a real clock`() throws {
    let folder = try Self.settled()
    let released = try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02")
    try #require(released.code == 0, "\(released.errors)")
    let lines = try folder.text("journal.jsonl").split(separator: "\n").map(String.init)
    try #require(lines[0].contains(#""clock":"fixed""#))
    for (at, expected) in [
      // 2020-12-01 and 2020-12-02 in Shanghai.
      ("2020-12-01T15:59:59Z", ["releasedEarly"]), ("2020-12-01T16:00:00Z", []),
    ] {
      let forged = lines.map { line in
        let isRelease = line.contains(#""id":"release-2020-12-02/"#)
        let real = line.replacing(#""clock":"fixed""#, with: #""clock":"system""#)
        return isRelease ? real.replacing(/"at":"[^"]*"/, with: "\"at\":\"\(at)\"") : real
      }
      try ForgedJournal.write(forged, to: folder)
      let result = try Program.run("verify", folder.path, "--json")
      let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
      let found = try #require(json["findings"]?.arrayValue)
      #expect(found.compactMap { $0["rule"]?.stringValue } == expected, "\(found)")
    }
    // A fixed clock says nothing of when.
    try ForgedJournal.write(lines, to: folder)
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Ledger and list agree with what is owed, and the float is told for any day`() throws {
    let folder = try Self.settled()
    for (day, due) in [
      ("2020-06-01", "0"), ("2020-06-02", "13850"), ("2020-12-01", "13850"),
      ("2020-12-02", "18500"), ("2023-06-02", "80500"),
    ] {
      let json = try json(folder, "--as-of", day)
      #expect(json["float"]?["due"]?.stringValue == due, "\(day)")
      #expect(json["float"]?["ledger"] == "13850", "nothing was released")
      #expect(json["capital"] == "80500")
    }
    #expect(try breaks(folder, register: Self.list(of: folder)).isEmpty)
    let obligations = try json(folder)["obligations"]?.arrayValue ?? []
    let shares = obligations.compactMap { $0["shares"]?.stringValue.flatMap { Int($0) } }
    #expect(shares.reduce(0, +) == 66_650)
    #expect(obligations.allSatisfy { $0["source"]?.stringValue?.isEmpty == false })
    let released = try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02")
    #expect(released.code == 0, "\(released.errors)")
    #expect(try json(folder, "--as-of", "2020-12-01")["float"]?["ledger"] == "13850")
    #expect(try json(folder, "--as-of", "2020-12-02")["float"]?["ledger"] == "18500")
  }

  @Test func `settle draws the float`() throws {
    let folder = try Self.settled()
    #expect(try folder.text("out/lockups.svg").contains("class=\"ipo-lockups\""))
  }

  @Test func `Each break of the list is found and nothing else`() throws {
    let folder = try Self.settled()
    let clean = try Self.list(of: folder)
    let place = try #require(clean.firstIndex { $0[0] == "FOUNDER" })
    for (row, found) in [
      (["FOUNDER", "40000", "0", ""], ["register lock_missing FOUNDER"]),
      (["FOUNDER", "40000", "40000", "2023-06-01"], ["register lock_wrong_date FOUNDER"]),
      (["FOUNDER", "40000", "39999", "2023-06-02"], ["register lock_wrong_shares FOUNDER"]),
      (["FOUNDER", "40000", "0", "2023-06-02"], ["register released_early FOUNDER"]),
      (["FOUNDER", "40001", "40000", "2023-06-02"], ["register holding_differs FOUNDER"]),
      (
        ["STRANGER", "1", "0", ""],
        ["register holding_differs FOUNDER", "register unknown_account STRANGER"]
      ),
    ] {
      var planted = clean
      planted[place] = row
      #expect(try breaks(folder, register: planted) == found, "\(row)")
    }
    var traded = clean
    traded[place] = ["FOUNDER", "39999", "39999", "2023-06-02"]
    traded.append(["BUYER", "1", "0", ""])
    #expect(
      try breaks(folder, register: traded, asOf: "2021-01-04") == [
        "register holding_differs FOUNDER", "register lock_wrong_shares FOUNDER",
        "register unknown_account BUYER",
      ])
    #expect(
      try breaks(folder, register: traded, asOf: "2021-01-04", "--locks-only")
        == ["register lock_wrong_shares FOUNDER"])
  }

  /// A journal that its keeper rewrote, chain and signature included.
  @Test(arguments: [
    (
      "register:FOUNDER:locked:2023-06-02", "register:FOUNDER:free", "registration",
      ["ledger lock_missing FOUNDER"]
    ),
    (
      "register:FOUNDER:locked:2023-06-02", "register:FOUNDER:locked:2022-06-02", "registration",
      ["ledger lock_wrong_date FOUNDER"]
    ),
    (
      "register:FOUNDER:locked:2023-06-02", "register:FRIEND:locked:2023-06-02", "registration",
      ["ledger holding_differs FOUNDER", "ledger unknown_account FRIEND"]
    ),
    (
      #""session":"2020-12-02""#, #""session":"2020-12-01""#, "release-2020-12-02",
      ["ledger released_early P002"]
    ),
  ])
  func `A forged ledger breaks what is owed`(
    old: String, new: String, operation: String, found: [String]
  ) throws {
    let folder = try Self.settled()
    let released = try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02")
    try #require(released.code == 0)
    #expect(try breaks(json(folder, "--as-of", "2020-12-02")).isEmpty)
    try #require(try ForgedJournal.replace(old, with: new, in: operation, of: folder) == 1)
    for day in operation == "registration" ? ["2020-06-01", "2020-12-02"] : ["2020-12-01"] {
      #expect(try breaks(json(folder, "--as-of", day)) == found, "\(day)")
    }
    let told = try Program.run("lockups", folder.path, "--as-of", "2020-12-02")
    #expect(told.code == 1)
    #expect(told.output.contains("OPEN: "), "\(told.output)")
  }

  @Test func `A call or a folder that cannot be compared is refused`() throws {
    let folder = try Self.settled()
    for (options, message) in [
      (["--locks-only"], "nothingToCompare"), (["--as-of", "2020-13-01"], "malformedDay"),
      (["--register", folder.url("none.csv").path], "missingFile"),
    ] {
      let result = try Program.run(Program.path, ["lockups", folder.path] + options)
      #expect(result.code == 2 && result.errors.contains(message), "\(result.errors)")
    }
    try folder.write("bad.csv", "account,shares,locked,unlock_date\na,1,2,x\n")
    let bad = try Program.run(
      "lockups", folder.path, "--register", folder.url("bad.csv").path)
    #expect(bad.code == 2 && bad.errors.contains("malformedDay"), "\(bad.errors)")
    let holders = try folder.text("inputs/holders.csv")
    try folder.replace("5000,2022-11-30", with: "5000,2022-11-29", in: "inputs/holders.csv")
    let changed = try Program.run("lockups", folder.path)
    #expect(changed.code == 1 && changed.errors.contains("sealedInputChanged"))
    try folder.write("inputs/holders.csv", holders)
    try ForgedJournal.replace(
      #""amount":"40000""#, with: #""amount":"40001""#, in: "registration", of: folder)
    let unsound = try Program.run("lockups", folder.path)
    #expect(unsound.code == 1 && unsound.errors.contains("journalUnsound"), "\(unsound.errors)")
  }
}
