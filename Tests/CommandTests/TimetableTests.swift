import CanonicalJSON
import Foundation
import Testing

/// `ipo timetable`, from outside.
struct TimetableTests {
  private func json(_ arguments: String...) throws -> JSONValue {
    let result = try Program.run(Program.path, ["timetable"] + arguments + ["--json"])
    #expect(result.code == 0, "\(result.errors)")
    return try JSONParser.parse(Array(result.output.utf8.dropLast()))
  }

  private func refusal(_ arguments: String..., code: Int32 = 2) throws -> String {
    let result = try Program.run(Program.path, ["timetable"] + arguments)
    #expect(result.code == code, "\(result.output)\(result.errors)")
    #expect(result.output.isEmpty)
    return result.errors
  }

  private func ledger(_ name: String) -> String {
    Program.package.appendingPathComponent("Ledgers/\(name)").path
  }

  private static let example = [
    "window", "--start", "2024-01", "--board", "star", "--stage", "tutoring=4", "--stage",
    "documents=2", "--stage", "review=4", "--stage", "registration=1", "--stage", "issue=2w",
  ]

  @Test func `An offering's folder gives its own calendar`() throws {
    let json = try json("issue", ledger("moore-threads-688795"))
    let calendars = try #require(json["calendars"]?.arrayValue)
    #expect(calendars.count == 1)
    let calendar = calendars[0]
    #expect(calendar["subscription_day"]?.stringValue == "2025-11-24")
    #expect(calendar["listing_day"]?.stringValue == "2025-12-05")
    #expect(calendar["distance"]?.stringValue == "T+9")
    #expect(calendar["tiers_open"] == .bool(false))
    let quotes = calendar["steps"]?.arrayValue?.first { $0["id"]?.stringValue == "quotes" }
    #expect(quotes?["from"]?.stringValue == "2025-11-19")
    #expect(quotes?["offset"]?.stringValue == "T-3")
    let tier = calendar["lockups"]?.arrayValue?.first
    #expect(tier?["of"]?.stringValue == "class A1, 70% of each account")
    #expect(tier?["ends"]?.stringValue == "2026-09-05")
    #expect(tier?["first_session"]?.stringValue == "2026-09-07")
    let sponsor = calendar["lockups"]?.arrayValue?.first { $0["months"]?.integerValue == 24 }
    #expect(sponsor?["first_session"] == .null)
  }

  @Test func `An offering whose listing day is not known has the usual ones`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    let usual = try json("issue", folder.path)
    #expect(
      usual["calendars"]?.arrayValue?.compactMap { $0["listing_day"]?.stringValue }
        == ["2020-06-01", "2020-06-02", "2020-06-03"])
    let told = try json("issue", folder.path, "--listing", "2020-06-03")
    #expect(told["calendars"]?.arrayValue?.count == 1)
    // Once a journal has sealed the day, it is known.
    let settled = try Program.run("settle", folder.path, "--fact", "listing_day=2020-06-02")
    #expect(settled.code == 0, "\(settled.errors)")
    let sealed = try json("issue", folder.path)
    #expect(
      sealed["calendars"]?.arrayValue?.compactMap { $0["listing_day"]?.stringValue }
        == ["2020-06-02"])
    #expect(
      try refusal("issue", folder.path, "--listing", "2020-06-03").contains("listingDayDiffers"))
    #expect(
      try refusal("issue", ledger("ten-accounts"), "--listing", "2020-06-03")
        .contains("listingDayDiffers"))
    #expect(
      try refusal("issue", ledger("ten-accounts"), "--rulebook", "cn-star-2023")
        .contains("termsTold"))
  }

  @Test func `A wished day leads back to T, by every usual distance`() throws {
    let json = try json("issue", "--wished", "2026-01-29", "--rulebook", "cn-sse-main-2023")
    let calendars = try #require(json["calendars"]?.arrayValue)
    #expect(
      calendars.compactMap { $0["subscription_day"]?.stringValue }
        == ["2026-01-20", "2026-01-19", "2026-01-16"])
    #expect(calendars.compactMap { $0["distance"]?.stringValue } == ["T+7", "T+8", "T+9"])
    let text = try Program.run(
      "timetable", "issue", "--wished", "2025-10-15", "--rulebook", "cn-star-growth-2025",
      "--tier", "A1:70:9", "--tier", "B:20:6")
    #expect(
      text.output.contains("closed                2025-10-01 – 2025-10-08, between T+2 and T+3"))
    #expect(text.output.contains("class B, 20% of each account"))
    #expect(!text.output.contains("say them with --tier"))
  }

  @Test(arguments: [
    (["issue"], "ambiguousCall"),
    (["issue", "--day", "2025-11-24", "--wished", "2025-12-05"], "ambiguousCall"),
    (["issue", "--day", "2025-11-24"], "missingRulebook"),
    (["issue", "--day", "2025-11-24", "--rulebook", "cn-star-1999"], "unknownRulebook"),
    (["issue", "--day", "2025-11-2", "--rulebook", "cn-star-2023"], "malformedDay"),
    (["issue", "--day", "2025-11-23", "--rulebook", "cn-star-2023"], "subscriptionDayNotASession"),
    (["issue", "--day", "2022-11-23", "--rulebook", "cn-star-2023"], "rulebookNotInForce"),
    (["issue", "--wished", "2025-10-04", "--rulebook", "cn-star-2023"], "wishedDayNotASession"),
    (
      ["issue", "--day", "2025-11-24", "--listing", "2025-11-28", "--rulebook", "cn-star-2023"],
      "listingTooEarly"
    ),
    (["issue", "--day", "2026-12-22", "--rulebook", "cn-star-2023"], "beyondCalendar"),
    (
      ["issue", "--wished", "2025-12-05", "--listing", "2025-12-05", "--rulebook", "cn-star-2023"],
      "listingAndWished"
    ),
    (
      ["issue", "--day", "2025-11-24", "--rulebook", "cn-star-2023", "--tier", "A:70:9"],
      "tiersDoNotFit"
    ),
    (
      ["issue", "--day", "2025-11-24", "--rulebook", "cn-star-growth-2025", "--tier", "C:70:9"],
      "malformedTier"
    ),
    (
      ["issue", "--day", "2025-11-24", "--rulebook", "cn-star-2023", "--without", "draw"],
      "unknownPart"
    ),
    (
      ["issue", "--day", "2025-11-24", "--rulebook", "cn-star-2023", "--steps", "/nowhere.yaml"],
      "missingFile"
    ),
    (["window", "--start", "2024-13", "--board", "star"], "malformedStart"),
    (["window", "--start", "2024-01", "--board", "bse"], "unknownBoard"),
    (["window", "--start", "2024-01", "--board", "star", "--runs", "0"], "malformedRuns"),
    (["window", "--start", "2024-01", "--board", "star", "--runs", "1000001"], "malformedRuns"),
    (["window", "--start", "2024-01", "--board", "star", "--stage", "tutoring"], "malformedStage"),
    (["window", "--start", "2024-01", "--board", "star", "--stage", "tutor=4"], "unknownStage"),
    (
      ["window", "--start", "2024-01", "--board", "star", "--factor", "inquiry=13"],
      "malformedFactor"
    ),
    (["window", "--start", "2024-01", "--board", "star", "--factor", "review=1"], "unknownFactor"),
    (
      [
        "window", "--start", "2024-01", "--board", "star", "--stage", "issue=2w", "--stage",
        "issue=1",
      ], "stageToldTwice"
    ),
  ])
  func `A wrong call is named and ends with 2`(arguments: [String], rule: String) throws {
    let result = try Program.run(Program.path, ["timetable"] + arguments)
    #expect(result.code == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains(rule), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `The published example's window holds early January 2025`() throws {
    let result = try Program.run(
      Program.path, ["timetable"] + Self.example + ["--no-factors", "--runs", "2000", "--json"])
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["listing"]?["earliest"]?.stringValue == "2024-12-15")
    #expect(json["listing"]?["latest"]?.stringValue == "2025-01-13")
    #expect(json["sessions"]?["earliest"]?.stringValue == "2024-12-16")
    #expect(json["stretched"]?.stringValue == "2025-01-13")
    let days = try #require(json["simulation"]?["days"]?.arrayValue)
    #expect(days.first?["day"]?.stringValue ?? "" >= "2024-12-15")
    #expect(days.last?["day"]?.stringValue ?? "3" <= "2025-01-13")
    #expect(days.compactMap { $0["runs"]?.integerValue }.reduce(0, +) == 2_000)
  }

  @Test func `The same call gives the same bytes`() throws {
    let folder = try Workspace()
    let picture = folder.url.appendingPathComponent("window.svg").path
    let call = ["timetable"] + Self.example + ["--runs", "3000", "--svg", picture]
    let first = try Program.run(Program.path, call)
    #expect(first.code == 0, "\(first.errors)")
    let drawn = try folder.text("window.svg")
    #expect(drawn.hasPrefix("<svg xmlns="))
    let second = try Program.run(Program.path, call)
    #expect(second.output == first.output)
    #expect(try folder.text("window.svg") == drawn)
    let other = try Program.run(Program.path, call + ["--seed", "another"])
    #expect(other.output != first.output)
  }

  @Test func `A picture takes the place of nothing else`() throws {
    let folder = try Workspace.tenAccounts()
    let before = try folder.text("offering.yaml")
    let error = try refusal(
      "issue", folder.path, "--svg", folder.path + "/offering.yaml")
    #expect(error.contains("fileTaken"))
    #expect(try folder.text("offering.yaml") == before)
  }

  @Test func `A file of one's own takes the place of the shipped one`() throws {
    let folder = try Workspace()
    let shipped = Program.package.appendingPathComponent("Specs/Timetables/cn-issue.yaml")
    let text = try String(contentsOf: shipped, encoding: .utf8)
      .replacingOccurrences(of: "usual: [T+7, T+8, T+9]", with: "usual: [T+10]")
    let path = folder.url.appendingPathComponent("steps.yaml").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let json = try json(
      "issue", "--day", "2025-11-24", "--rulebook", "cn-star-2023", "--steps", path)
    #expect(
      json["calendars"]?.arrayValue?.compactMap { $0["listing_day"]?.stringValue } == ["2025-12-08"]
    )
    try text.replacingOccurrences(of: "day: T-6", with: "day: six")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let error = try refusal(
      "issue", "--day", "2025-11-24", "--rulebook", "cn-star-2023", "--steps", path)
    #expect(error.contains("steps.yaml:") && error.contains("malformedOffset"))
  }

  /// Specs/timetable.py makes every day and every run again.
  @Test(arguments: [
    ["issue", "--day", "2025-01-20", "--rulebook", "cn-star-2023", "--with", "over-allotment"],
    ["issue", "--day", "2026-12-17", "--rulebook", "cn-sse-main-2023", "--without", "inquiry"],
    ["issue", "--wished", "2025-10-15", "--rulebook", "cn-star-2023"],
    ["window", "--start", "2024-01", "--board", "star", "--runs", "3000"],
    [
      "window", "--start", "2024-01-31", "--board", "main", "--stage", "issue=2w", "--factor",
      "inquiry=3", "--factor", "policy=0", "--seed", "another", "--runs", "1000",
    ],
    example + ["--no-factors", "--runs", "500"],
  ])
  func `A second program comes to the same`(arguments: [String]) throws {
    let told = try Program.run(Program.path, ["timetable"] + arguments + ["--json"])
    #expect(told.code == 0, "\(told.errors)")
    let folder = try Workspace()
    func check(_ text: String) throws -> Program.Result {
      let path = folder.url.appendingPathComponent("told.json").path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let script = Program.package.appendingPathComponent("Specs/timetable.py").path
      return try Program.run(
        "/bin/sh", ["-c", "python3 \"$0\" < \"$1\"", script, path])
    }
    let theirs = try check(told.output)
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
    // It sees a day that is another: the first session there is, moved.
    let key = arguments[0] == "issue" ? "\"from\":\"" : "\"latest\":\""
    let range = try #require(told.output.firstRange(of: key))
    let year = range.upperBound..<told.output.index(range.upperBound, offsetBy: 4)
    let wrong = try check(told.output.replacingCharacters(in: year, with: "2006"))
    #expect(wrong.code == 1, "\(wrong.output)\(wrong.errors)")
  }
}
