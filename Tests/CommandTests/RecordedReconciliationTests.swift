import CanonicalJSON
import Foundation
import Testing

/// `ipo reconcile --record` and `ipo breaks`: breaks as journal entries, their states, and how `verify`
/// makes them again.
@Suite struct RecordedReconciliationTests {
  private typealias Space = ReconcileWorkspace

  /// A settled offering with a bank list that lacks one payment and has one of nobody's.
  private func space() throws -> (space: Space, bank: [Space.Line]) {
    let space = try Space()
    var lines = space.payments
    lines.removeLast()
    lines.append(
      Space.Line(reference: "X-9", account: "NOBODY", amount: "5.00", time: lines[0].time))
    return (space, lines)
  }

  private func run(
    _ space: Space, bank: [Space.Line]? = nil, named name: String = "bank-1.csv",
    _ options: String...
  ) throws -> (code: Int32, json: JSONValue, errors: String) {
    var call = ["reconcile", space.folder.path, "--json"] + options
    if let bank {
      try space.folder.write(name, Space.csv(bank))
      call += ["--bank", space.folder.url(name).path]
    }
    let result = try Program.run(Program.path, call)
    let json =
      result.output.isEmpty
      ? JSONValue.null : try JSONParser.parse(Array(result.output.utf8.dropLast()))
    return (result.code, json, result.errors)
  }

  private func breaks(_ space: Space, _ options: String...) throws -> [String] {
    let result = try Program.run(
      Program.path, ["breaks", space.folder.path, "--json", "--as-of", "2020-06-02"] + options)
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    let list = try #require(json["breaks"]?.arrayValue).map { found in
      "\(found["number"]?.stringValue ?? "") \(found["key"]?.stringValue ?? "") "
        + "\(found["state"]?.stringValue ?? "")"
    }
    #expect(result.code == (list.contains { $0.hasSuffix("open") } ? 1 : 0))
    return list
  }

  private func verify(_ space: Space) throws -> [String] {
    let result = try Program.run("verify", space.folder.path, "--json")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    return try #require(json["findings"]?.arrayValue).compactMap { $0["rule"]?.stringValue }
  }

  @Test func `Breaks are recorded once, last, and are resolved by the statement that ends them`()
    throws
  {
    let (space, bank) = try space()
    let first = try run(space, bank: bank, "--record")
    #expect(first.code == 1)
    #expect(first.json["recorded"] == "reconciliation-1")
    #expect(try breaks(space) == ["1/1 X-9 open", "1/2 W-0006 open"])
    let again = try run(space, bank: bank, "--record")
    #expect(again.code == 1)
    #expect(again.json["recorded"] == nil)
    #expect(try verify(space).isEmpty)

    let late = [try #require(space.payments.last)]
    let second = try run(space, bank: late, named: "bank-2.csv", "--record")
    #expect(second.code == 1)
    #expect(second.json["resolved"] == ["1/2"])
    #expect(try breaks(space, "--all") == ["1/1 X-9 open", "1/2 W-0006 resolved"])
    let journal = try space.folder.text("journal.jsonl")
    #expect(
      journal.contains(#""resolved_by":["reconciliation-2/input/inputs/statements/bank-2.csv"]"#))
    #expect(try verify(space).isEmpty)
    // What is on record is compared again without any file.
    #expect(try run(space).json["breaks"]?.arrayValue?.count == 1)
    #expect(try #require(try run(space).json["controls"]?.arrayValue).count > 50)
    // And the main job goes on beside it.
    #expect(try Program.run("settle", space.folder.path).code == 0)
    #expect(try space.folder.text("journal.jsonl") == journal)
  }

  @Test func `An explained break is no reason to stop, and stays explained`() throws {
    let (space, bank) = try space()
    _ = try run(space, bank: bank, "--record")
    func explain(_ number: String, _ because: String) throws -> Program.Result {
      try Program.run(
        "breaks", "explain", space.folder.path, "--break", number, "--by", "desk-a", "--because",
        because)
    }
    #expect(try explain("1/1", "returned to the payer").code == 0)
    #expect(try breaks(space) == ["1/1 X-9 explained", "1/2 W-0006 open"])
    let entries = try space.folder.text("journal.jsonl")
    #expect(try explain("1/1", "returned to the payer").output.contains("already"))
    #expect(try space.folder.text("journal.jsonl") == entries)
    #expect(try explain("1/2", "credited on the next day").code == 0)
    #expect(try breaks(space) == ["1/1 X-9 explained", "1/2 W-0006 explained"])
    #expect(try run(space).code == 0)
    #expect(try verify(space).isEmpty)
    for (number, because, code, rule) in [
      ("1/3", "x", 2, "unknownBreak"), ("1-1", "x", 2, "unknownBreak"),
      ("1/1", "", 2, "malformedExplanation"),
      ("1/1", String(repeating: "x", count: 1_001), 2, "malformedExplanation"),
      ("1/1", "two\nlines", 2, "malformedExplanation"),
      // 501 letters with an accent each: as many as a reader counts, and twice as many in the file.
      ("1/1", String(repeating: "e\u{301}", count: 501), 2, "malformedExplanation"),
    ] {
      let refused = try explain(number, because)
      #expect(refused.code == Int32(code))
      #expect(refused.errors.contains(rule), "\(refused.errors)")
    }
    #expect(try explain("1/2", String(repeating: "e\u{301}", count: 500)).code == 0)
    _ = try run(space, bank: [try #require(space.payments.last)], named: "b2.csv", "--record")
    let resolved = try explain("1/2", "too late")
    #expect(resolved.code == 2)
    #expect(resolved.errors.contains("alreadyResolved"), "\(resolved.errors)")
  }

  @Test func `A break that the ledger itself ends is resolved by the operation that did`() throws {
    let space = try Space()
    var rows = space.holdings
    let place = try #require(rows.firstIndex { $0[3] == "2020-12-02" })
    rows[place][2] = "0"
    rows[place][3] = ""
    try space.folder.write("register.csv", Space.register(rows))
    let list = space.folder.url("register.csv").path
    let first = try run(space, "--register", list, "--as-of", "2020-06-02", "--record")
    #expect(first.code == 1)
    #expect(try breaks(space) == ["1/1 \(rows[place][0]) open"])
    // A list's break stays open though no list is compared again.
    let circle = try run(space)
    #expect(circle.code == 1)
    #expect(circle.json["open"] == 1)
    let aged = try Program.run("breaks", space.folder.path, "--as-of", "2020-06-05", "--json")
      .output
    #expect(aged.contains(#""age_days":3"#) && aged.contains(#""since":"2020-06-02""#), "\(aged)")
    let release = try Program.run(
      "lockups", "release", space.folder.path, "--as-of", "2020-12-02")
    #expect(release.code == 0, "\(release.errors)")
    for other in rows.indices where rows[other][3] == "2020-12-02" {
      rows[other][2] = "0"
      rows[other][3] = ""
    }
    try space.folder.write("later.csv", Space.register(rows))
    let later = try run(
      space, "--register", space.folder.url("later.csv").path, "--as-of", "2020-12-02", "--record")
    #expect(later.code == 0, "\(later.errors)")
    let second = try Program.run("breaks", space.folder.path, "--as-of", "2020-06-05", "--json")
    #expect(second.code == 0, "\(second.output)")
    // Both the list and the ledger are new: the old ledger with the new list still breaks, so the release
    // ended it.
    #expect(
      try space.folder.text("journal.jsonl").contains(
        #""resolved_by":["release-2020-12-02/close"]"#))
    #expect(try verify(space).isEmpty)
  }

  /// What the lines of resolutions name, by the break's number.
  private func resolutions(_ space: Space) throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for line in try space.folder.text("journal.jsonl").split(separator: "\n")
    where line.contains(#""kind":"resolution""#) {
      let body = try JSONParser.parse(Array(line.utf8))["body"]
      found[try #require(body?["break"]?.stringValue)] =
        body?["resolved_by"]?.arrayValue?.compactMap(\.stringValue)
    }
    return found
  }

  @Test func `What ended a break is looked for on its own side`() throws {
    let (whole, bank) = try space()
    // A ledger that has been paid and is not registered yet.
    let folder = try Workspace.tenAccounts()
    try folder.remove("inputs/holders.csv")
    try #require(try Program.run("settle", folder.path).code == 0)
    let space = Space(folder, like: whole)
    _ = try run(space, bank: bank, "--record")
    try folder.write("inputs/holders.csv", try whole.folder.text("inputs/holders.csv"))
    try #require(try Program.run("settle", folder.path).code == 0)
    try folder.write("register.csv", Space.register(whole.holdings))
    let both = try run(
      space, bank: [try #require(whole.payments.last)], named: "bank-2.csv", "--register",
      folder.url("register.csv").path, "--as-of", "2020-06-02", "--record")
    #expect(both.json["resolved"] == ["1/2"], "\(both.errors)")
    // The old ledger has no register; the bank's side can be compared with it all the same, and the list
    // has nothing to do with the payment.
    let statement = "reconciliation-2/input/inputs/statements/bank-2.csv"
    #expect(try resolutions(space) == ["1/2": [statement]])
    #expect(try verify(space).isEmpty)
    #expect(try PythonReconcileTests.verify(folder) == 0)
  }

  @Test func `A rule that ends a break does so by the decision, though the ledger went on`() throws
  {
    let space = try Space()
    var lines = space.payments
    let off = try #require(Int(space.payments[0].amount.filter { $0 != "." }))
    lines[0].amount = "\((off + 1) / 100).\(String((off + 1) % 100 + 100).dropFirst())"
    _ = try run(space, bank: lines, "--record")
    let released = try Program.run(
      "lockups", "release", space.folder.path, "--as-of", "2020-12-02")
    try #require(released.code == 0, "\(released.errors)")
    let tolerant = try run(space, "--tolerance", "0.05", "--record")
    #expect(tolerant.code == 0, "\(tolerant.errors)")
    #expect(try resolutions(space) == ["1/1": ["reconciliation-2/decision"]])
    #expect(try verify(space).isEmpty)
    #expect(try PythonReconcileTests.verify(space.folder) == 0)
  }

  @Test func `A corrected statement supersedes the one on record`() throws {
    let (space, bank) = try space()
    _ = try run(space, bank: bank, "--record")
    let journal = try space.folder.text("journal.jsonl")
    let unknown = try run(
      space, bank: space.payments, named: "c.csv", "--record", "--supersede",
      "inputs/statements/no.csv")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("notOnRecord"), "\(unknown.errors)")
    let dry = try run(
      space, bank: space.payments, named: "corrected.csv", "--record", "--dry-run", "--supersede",
      "inputs/statements/bank-1.csv")
    #expect(dry.code == 0)
    #expect(dry.json["would_record"] == "reconciliation-2")
    #expect(try space.folder.text("journal.jsonl") == journal)
    #expect(!space.folder.exists("inputs/statements/corrected.csv"))
    let corrected = try run(
      space, bank: space.payments, named: "corrected.csv", "--record", "--supersede",
      "inputs/statements/bank-1.csv")
    #expect(corrected.code == 0)
    #expect(try breaks(space, "--all") == ["1/1 X-9 resolved", "1/2 W-0006 resolved"])
    #expect(try verify(space).isEmpty)
  }

  @Test func `A name is kept for one file, and a statement on record cannot change`() throws {
    let (space, bank) = try space()
    _ = try run(space, bank: bank, "--record")
    let taken = try run(space, bank: space.payments, "--record")
    #expect(taken.code == 2)
    #expect(taken.errors.contains("statementTaken"), "\(taken.errors)")
    try space.folder.write("inputs/statements/bank-1.csv", Space.csv(space.payments))
    #expect(try verify(space).contains("sealedInputChanged"))
    #expect(try Program.run("settle", space.folder.path).code == 1)
    try space.folder.remove("inputs/statements/bank-1.csv")
    #expect(try verify(space).contains("sealedInputChanged"))
  }

  @Test func `A forged break or a break left out is found by verify`() throws {
    let (space, bank) = try space()
    _ = try run(space, bank: bank, "--record")
    let lines = try space.folder.text("journal.jsonl").split(separator: "\n").map(String.init)
    let changed = try ForgedJournal.replace(
      "X-9", with: "X-8", in: "reconciliation-1", of: space.folder)
    #expect(changed == 1)
    #expect(try verify(space) == ["decisionDiffers"])
    try ForgedJournal.write(
      lines.filter { !$0.contains(#""id":"reconciliation-1/break/2""#) }, to: space.folder)
    #expect(try verify(space) == ["decisionDiffers"])
    try ForgedJournal.write(lines, to: space.folder)
    #expect(try verify(space).isEmpty)
  }

  @Test func `The issuer's own account is held against proceeds and costs`() throws {
    let space = try Space()
    let journal = try space.folder.text("journal.jsonl")
    let pattern = /"event":"issuer-costs".*?"postings":\[(.*?)\]/
    let costs = try #require(journal.firstMatch(of: pattern)).1
    let names = costs.matches(of: /"(?:fees|tax):([a-z-]+)","amount":"([0-9.]+)"/)
    #expect(!names.isEmpty)
    let handed = try #require(
      journal.firstMatch(of: /"account":"issuer","amount":"([0-9.]+)","unit":"CNY"/)
    ).1
    var lines = [
      Space.Line(
        reference: "proceeds/issuer", account: "issuer", amount: String(handed),
        time: space.payments[0].time)
    ]
    for name in names {
      lines.append(
        Space.Line(
          reference: "cost/\(name.1)", account: String(name.1), amount: "-\(name.2)",
          time: space.payments[0].time))
    }
    func reconcile(_ lines: [Space.Line]) throws -> (Int32, [String]) {
      try space.folder.write("issuer.csv", Space.csv(lines))
      let result = try Program.run(
        "reconcile", space.folder.path, "--issuer-bank", space.folder.url("issuer.csv").path,
        "--complete", "--json")
      let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
      return (
        result.code,
        try #require(json["breaks"]?.arrayValue).map {
          "\($0["side"]?.stringValue ?? "") \($0["kind"]?.stringValue ?? "") "
            + "\($0["key"]?.stringValue ?? "")"
        }
      )
    }
    #expect(try reconcile(lines) == (0, []))
    // With an escrow statement that does not reach to the proceeds: what one bank shows binds no other.
    try space.folder.write("escrow.csv", Space.csv(space.payments))
    let both = try Program.run(
      "reconcile", space.folder.path, "--bank", space.folder.url("escrow.csv").path,
      "--issuer-bank", space.folder.url("issuer.csv").path, "--record")
    #expect(both.code == 0, "\(both.output)\(both.errors)")
    #expect(try verify(space).isEmpty)
    var short = lines
    short[0].amount = "1.00"
    #expect(try reconcile(short) == (1, ["issuer amount_differs proceeds/issuer"]))
    let name = names[0].1
    #expect(
      try reconcile([lines[0]] + lines.dropFirst(2))
        == (1, ["issuer missing_in_statement cost/\(name)"]))
  }
}
