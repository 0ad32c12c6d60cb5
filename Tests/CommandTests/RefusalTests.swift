import Foundation
import Testing

/// Bad input: one run, every fault with its place, nothing written, exit code 2.
struct RefusalTests {
  /// One way to spoil the ten-account offering, and what has to be said.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let old: String
    let new: String
    let errors: [String]
    var code: Int32 = 2

    var testDescription: String { name }
  }

  static let applications = "inputs/applications.csv"

  static let cases: [Case] = [
    Case(
      name: "a duplicate account", file: applications, old: "A000000005,500",
      new: "A000000009,500",
      errors: ["inputs/applications.csv:5:1: duplicateAccount", "first on line 2"]),
    Case(
      name: "several bad rows at once", file: applications,
      old: "A000000004,500\nA000000002,500\nA000000005,500\nA000000008,500",
      new: "A000000004,1000\nA000000002,250\nA000000005,-500\nA000000008,500.5",
      errors: [
        "inputs/applications.csv:3:12: accountOverCap",
        "inputs/applications.csv:4:12: sharesNotOnTheLot",
        "inputs/applications.csv:5:12: malformedShares",
        "inputs/applications.csv:6:12: malformedShares", "4 faults; nothing was written",
      ]),
    Case(
      name: "names with a colon and a comma", file: applications,
      old: "A000000004,500\nA000000002,500", new: "\"A:4\",500\n\"A,2\",500",
      errors: [
        "inputs/applications.csv:3:1: malformedName", "inputs/applications.csv:4:1: malformedName",
      ]),
    Case(
      name: "a missing column", file: applications, old: "account,shares", new: "account,number",
      errors: ["inputs/applications.csv:1:1: missingColumn", "unknownColumn"]),
    Case(
      name: "a quote never closed", file: applications, old: "A000000006,500",
      new: "\"A000000006,500", errors: ["inputs/applications.csv:11:1: quoteNeverClosed"]),
    Case(
      name: "a truncated last line", file: applications, old: "A000000006,500\n",
      new: "A0000000", errors: ["inputs/applications.csv:11:1: truncatedLastLine"]),
    Case(
      name: "a price off the tick", file: "offering.yaml", old: "\"25.12\"", new: "\"25.125\"",
      errors: ["offering.yaml:6:8: priceOffTick"]),
    Case(
      name: "tranches that do not sum to the issue", file: "offering.yaml", old: "total: 20500",
      new: "total: 20501", errors: ["offering.yaml:8:1: tranchesDoNotSumToIssue"]),
    Case(
      name: "strategic final above initial", file: "offering.yaml", old: "strategic_final: 2000",
      new: "strategic_final: 2501", errors: ["offering.yaml:27:3: strategicFinalAboveInitial"]),
    Case(
      name: "an unknown key", file: "offering.yaml", old: "underwriter:", new: "underwritter:",
      errors: ["offering.yaml:18:1: unknownKey", "underwritter"]),
    Case(
      name: "an unknown key below another", file: "offering.yaml", old: "  pre_ipo:",
      new: "  preipo:", errors: ["offering.yaml:15:3: unknownKey", "shares.preipo"]),
    Case(
      name: "an unknown rulebook", file: "offering.yaml", old: "cn-star-2019", new: "cn-star-1999",
      errors: ["offering.yaml:5:11: unknownRulebook"]),
    Case(
      name: "a rulebook not in force on T", file: "offering.yaml", old: "cn-star-2019",
      new: "cn-star-2021", errors: ["offering.yaml:5:1: rulebookNotInForce"]),
    Case(
      name: "T on a holiday", file: "offering.yaml", old: "subscription_day: 2020-05-21",
      new: "subscription_day: 2020-05-01",
      errors: ["offering.yaml:7:1: subscriptionDayNotASession"]),
    Case(
      name: "tails that overlap", file: "offering.yaml", old: "  listing_day",
      new: "  announced_tails: {1: [\"8\"], 2: [\"18\"]}\n  listing_day",
      errors: ["overlappingTails", "8 and 18"]),
    Case(
      name: "tails that win the wrong count", file: "offering.yaml", old: "  listing_day",
      new: "  announced_tails: {1: [\"8\", \"9\", \"0\", \"1\", \"2\"]}\n  listing_day",
      errors: ["offering.yaml:28:3: wrongWinnerCount", "win 5 lots, expected 6"]),
    Case(
      name: "a key twice", file: "offering.yaml", old: "synthetic: [all]",
      new: "synthetic: [all]\nprice: \"3.00\"", errors: ["duplicateKey", "\"price\" twice"]),
    Case(
      name: "a listing day that is no session", file: "offering.yaml",
      old: "listing_day: 2020-06-02", new: "listing_day: 2020-05-30",
      errors: ["offering.yaml:28:3: listingDayNotPossible"]),
    Case(
      name: "over-allotment before its close-out exists", file: "offering.yaml",
      old: "online: 3000\n  over_allotment: 0", new: "online: 3500\n  over_allotment: 500",
      errors: ["offering.yaml:13:3: overAllotmentNotSettled"]),
    Case(
      name: "an unknown tranche", file: "inputs/payments.csv", old: "P001,offline",
      new: "P001,ofline", errors: ["inputs/payments.csv:2:6: unknownTranche"]),
    Case(
      name: "a lock-up shorter than the rule", file: "inputs/strategic.csv", old: "26000.00,24",
      new: "26000.00,12", errors: ["inputs/strategic.csv:2:35: lockShorterThanRule"]),
    Case(
      name: "strategic investors who paid short", file: "inputs/strategic.csv", old: "26000.00",
      new: "25119.99", errors: ["strategicPaidShort"], code: 1),
    Case(
      name: "a departure from a rule that allows none", file: "offering.yaml",
      old: "synthetic: [all]", new: "departures:\n  strategicPaidShort: round",
      errors: ["offering.yaml:30:3: unknownKey"]),
    Case(
      name: "strategic money that came on T", file: "inputs/strategic.csv",
      old: "lock_months\nSPONSOR-SUB,sponsor,1000,26000.00,24\nSTAFF-PLAN,employees,1000,25120.00,",
      new: "lock_months,paid_at\nSPONSOR-SUB,sponsor,1000,26000.00,24,2020-05-20\n"
        + "STAFF-PLAN,employees,1000,25120.00,,2020-05-21 00:00:01",
      errors: ["strategicPaidLate: STAFF-PLAN", "expected until 2020-05-20 24:00"], code: 1),
    Case(
      name: "holders that do not sum", file: "inputs/holders.csv", old: "FOUNDER,40000",
      new: "FOUNDER,39999", errors: ["holdersDoNotSumToPreIPO"], code: 1),
    Case(
      name: "a published figure that does not come out", file: "offering.yaml",
      old: "synthetic: [all]", new: "published: {winners: \"7\"}\nsynthetic: [all]",
      errors: ["publishedFigureDiffers", "offering.yaml:29"], code: 1),
    Case(
      name: "published totals that the rows do not have", file: "offering.yaml",
      old: "  listing_day", new: "  online: {accounts: 11, shares: 5000}\n  listing_day",
      errors: ["publishedTotalDiffers"], code: 1),
  ]

  @Test(arguments: cases)
  func `Bad input is refused by name and place, and nothing is written`(_ spoiled: Case) throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace(spoiled.old, with: spoiled.new, in: spoiled.file)
    let result = try Program.run("settle", folder.path)
    #expect(result.code == spoiled.code)
    #expect(result.output.isEmpty)
    for error in spoiled.errors {
      #expect(result.errors.contains(error), "\(error) in \(result.errors)")
    }
    for name in ["journal.jsonl", "checkpoint", "vkey", "out"] {
      #expect(!folder.exists(name), "\(name) was written")
    }
  }

  @Test func `A file of a header alone is refused`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.write("inputs/payments.csv", "account,tranche,amount,paid_at,reference\n")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("inputs/payments.csv:2:1: noRows: found 0 rows"))
    #expect(!folder.exists("journal.jsonl"))
  }

  @Test func `A last row without a line end is good input and is told`() throws {
    let folder = try Workspace.tenAccounts()
    let text = try folder.text("inputs/applications.csv")
    try folder.write("inputs/applications.csv", String(text.dropLast()))
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("inputs/applications.csv has no line end after its last row"))
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `A byte that is not UTF-8 is refused with its place`() throws {
    let folder = try Workspace.tenAccounts()
    var bytes = try folder.data("inputs/holders.csv")
    bytes.append(contentsOf: Data("N\u{E9}w".utf8.prefix(2)) + Data(",1,,other\n".utf8))
    try folder.write("inputs/holders.csv", bytes)
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("inputs/holders.csv:5:2: invalidUTF8: found byte 0xc3"))
  }

  @Test func `Faults of all files are told at once`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("P001,A", with: "P001,Z", in: "inputs/bids.csv")
    try folder.replace("W-0001", with: "W-0001,x", in: "inputs/payments.csv")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("inputs/bids.csv:2:15: unknownClass"))
    #expect(result.errors.contains("inputs/payments.csv:6:1: wrongFieldCount"))
  }

  @Test func `A mark, CRLF, quotes and other column orders are good input`() throws {
    let plain = try Workspace.tenAccounts()
    #expect(try Program.run("settle", plain.path).code == 0)
    let folder = try Workspace.tenAccounts()
    let rows = try folder.text("inputs/applications.csv").split(separator: "\n")
    let turned = rows.map { row in
      let cells = row.split(separator: ",")
      return "\"\(cells[1])\",\"\(cells[0])\"\r\n"
    }
    try folder.write("inputs/applications.csv", "\u{FEFF}" + turned.joined())
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try folder.text("out/register.csv") == plain.text("out/register.csv"))
  }

  @Test func `A wrong call ends with 2 and says what was expected`() throws {
    #expect(try Program.run("settle").code == 2)
    #expect(try Program.run("settle", "/nonexistent").code == 2)
    #expect(try Program.run("unknown").code == 2)
    let folder = try Workspace.tenAccounts()
    let result = try Program.run("settle", folder.path, epoch: "yesterday")
    #expect(result.code == 2)
    #expect(result.errors.contains("malformedEpoch"))
    #expect(try Program.run("--help").code == 0)
  }
}
