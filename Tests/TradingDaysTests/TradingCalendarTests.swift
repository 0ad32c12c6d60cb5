import CanonicalJSON
import Testing
import TradingDays

struct TradingCalendarTests {
  private let calendar = TradingCalendar.xshg

  @Test func `Every day of 2006 through 2026 is what the source says`() throws {
    let source = try JSONParser.parse(PackageResources.closures_json)["calendars"]?["XSHG"]
    let closures = try #require(source?["weekday_closures"]?.arrayValue).map {
      try day(#require($0.stringValue))
    }
    #expect(calendar.first.description == source?["first"]?.stringValue)
    #expect(calendar.last.description == source?["last"]?.stringValue)

    var sessions = 0
    for offset in 0...calendar.first.days(to: calendar.last) {
      let day = calendar.first.adding(days: offset)
      let expected = !day.weekday.isWeekend && !closures.contains(day)
      try #require(try calendar.isSession(day) == expected, "\(day)")
      sessions += expected ? 1 : 0
    }
    #expect(try calendar.sessions(from: calendar.first, through: calendar.last).count == sessions)
  }

  @Test func `Timetables of real offerings come out`() throws {
    let rows = [
      // T, sessions on, the day: payment day of 688360; listings of 600941, 688795 and 001286.
      ("2020-05-21", 2, "2020-05-25"),
      ("2021-12-22", 9, "2022-01-05"),
      ("2025-11-24", 9, "2025-12-05"),
      ("2023-03-29", 7, "2023-04-10"),
      // Over the New Year of 2022 and the Spring Festival of 2024.
      ("2021-12-29", 4, "2022-01-05"),
      ("2024-02-08", 1, "2024-02-19"),
      ("2025-11-24", -3, "2025-11-19"),
      ("2020-05-21", 0, "2020-05-21"),
    ]
    for (start, offset, end) in rows {
      let found = try calendar.session(day(start), offset: offset)
      #expect(found.description == end, "T \(start), \(offset) sessions on")
      #expect(try calendar.session(found, offset: -offset).description == start)
    }
  }

  @Test func `A closure gives way to the session on either side`() throws {
    let closed = try day("2023-10-01")
    #expect(try calendar.session(onOrAfter: closed).description == "2023-10-09")
    #expect(try calendar.session(onOrBefore: closed).description == "2023-09-28")
    let open = try day("2023-09-28")
    #expect(try calendar.session(onOrAfter: open) == open)
    #expect(try calendar.session(onOrBefore: open) == open)
    #expect(throws: CalendarError.notASession(closed)) { try calendar.session(closed, offset: 0) }
  }

  @Test func `Sessions of a span include both ends`() throws {
    let found = try calendar.sessions(from: day("2021-12-30"), through: day("2022-01-05"))
    #expect(found.map(\.description) == ["2021-12-30", "2021-12-31", "2022-01-04", "2022-01-05"])
    #expect(try calendar.sessions(from: day("2022-01-05"), through: day("2021-12-30")).isEmpty)
    #expect(try calendar.sessions(from: day("2022-01-01"), through: day("2022-01-03")).isEmpty)
  }

  @Test func `Nothing is told beyond either end`() throws {
    let (first, last) = (calendar.first, calendar.last)
    let (before, after) = (first.adding(days: -1), last.adding(days: 1))
    #expect(try calendar.isSession(first))
    #expect(try calendar.isSession(last))
    #expect(try calendar.session(onOrBefore: first) == first)
    #expect(try calendar.session(onOrAfter: last) == last)
    for outside in [before, after] {
      let error = CalendarError.beyondCalendar(outside, covers: first...last)
      #expect(throws: error) { try calendar.isSession(outside) }
      #expect(throws: error) { try calendar.session(onOrAfter: outside) }
      #expect(throws: error) { try calendar.session(onOrBefore: outside) }
      #expect(throws: error) { try calendar.session(outside, offset: 0) }
      #expect(throws: error) { try calendar.sessions(from: outside, through: last) }
      #expect(throws: error) { try calendar.sessions(from: first, through: outside) }
    }
    for (start, offset, outside) in [
      (first, -1, before), (first, .min, before), (last, 1, after), (last, .max, after),
    ] {
      let error = CalendarError.beyondCalendar(outside, covers: first...last)
      #expect(throws: error) { try calendar.session(start, offset: offset) }
    }
  }

  @Test func `A calendar is found by its code`() {
    #expect(TradingCalendar.named("XSHG")?.closures == calendar.closures)
    #expect(TradingCalendar.named("xshg") == nil)
    #expect(TradingCalendar.named("XHKG") == nil)
  }

  @Test func `A calendar can be brought as a text`() throws {
    let text = "# two weeks\n\nfirst 2027-01-04\nlast 2027-01-17\r\n2027-01-06\n2027-01-15\n"
    let brought = try TradingCalendar(id: "TEST", text: text)
    let monday = try day("2027-01-04")
    #expect(try brought.session(monday, offset: 2).description == "2027-01-07")
    let weekend = try day("2027-01-16")
    let error = CalendarError.beyondCalendar(
      brought.last.adding(days: 1), covers: brought.first...brought.last)
    #expect(throws: error) { try brought.session(onOrAfter: weekend) }
    #expect(try brought.session(onOrBefore: weekend).description == "2027-01-14")
  }

  @Test(arguments: [
    ("", 1, "", "\"first\" and a day"),
    ("2027-01-04", 1, "2027-01-04", "\"first\" and a day"),
    (
      "first 2027-01-04\nlast 2027-01-03", 2, "last 2027-01-03",
      "\"last\" and a day not before 2027-01-04"
    ),
    ("first 2027-01-04", 1, "", "\"last\" and a day not before 2027-01-04"),
    (
      "first 2027-01-04\nlast 2027-01-17\n2027-01-09", 3, "2027-01-09",
      "a weekday from 2027-01-04 through 2027-01-17"
    ),
    (
      "first 2027-01-04\nlast 2027-01-17\n#\n2027-01-08\n2027-01-08", 5, "2027-01-08",
      "a weekday after 2027-01-08, through 2027-01-17"
    ),
  ])
  func `A malformed calendar is refused by line`(
    text: String, line: Int, found: String, expected: String
  ) {
    let error = CalendarError.malformedCalendar(line: line, found: found, expected: expected)
    #expect(throws: error) { try TradingCalendar(id: "TEST", text: text) }
  }

  @Test func `An error tells what was found and expected`() throws {
    let covers = calendar.first...calendar.last
    #expect(
      CalendarError.beyondCalendar(try day("2027-01-04"), covers: covers).description
        == "found 2027-01-04, expected a day from 2006-01-04 through 2026-12-31, "
        + "which the trading calendar covers")
  }
}
