import Testing
import Timetables
import TradingDays

/// Every value has one spelling.
struct SpellingTests {
  @Test func `An offset is T and a signed number`() {
    for sessions in -300...300 {
      let offset = SessionOffset(sessions)
      #expect(SessionOffset("\(offset)") == offset)
    }
    #expect(["T-6", "T", "T+4"].map { SessionOffset($0)?.sessions } == [-6, 0, 4])
  }

  @Test(arguments: [
    "", "t", "T+0", "T-0", "T+04", "T4", "T +4", "T+", "T--1", "T+301", "T-301", "T+４", " T",
    "T+99999999999999999999",
  ])
  func `Anything else is no offset`(text: String) {
    #expect(SessionOffset(text) == nil)
  }

  @Test func `A time of day has two digits and two`() {
    for hour in 0...23 {
      for minute in 0...59 {
        let time = ClockTime(hour: hour, minute: minute)
        #expect(time != nil)
        #expect(time.map { ClockTime("\($0)") } == time)
      }
    }
    #expect(ClockTime("24:00")?.hour == 24)
    #expect(ClockTime("09:30").map(\.description) == "09:30")
  }

  @Test(arguments: [
    "", "9:30", "09:60", "24:01", "25:00", "-1:00", "09:3", "0930", "09:30:00", "+9:30",
  ])
  func `Anything else is no time of day`(text: String) {
    #expect(ClockTime(text) == nil)
  }

  @Test func `A fixed span is a number of months, weeks or days`() {
    let spans = ["4", "4m", "2w", "10d", "0", "120", "520w", "3650d"].map { Span(fixed: $0) }
    #expect(
      spans.map { $0?.unit } == [.months, .months, .weeks, .days, .months, .months, .weeks, .days])
    #expect(spans.map { $0?.least } == [4, 4, 2, 10, 0, 120, 520, 3_650])
    #expect(spans.allSatisfy { $0?.isFixed == true })
  }

  @Test(arguments: ["", "m", "-1", "+4", "4 m", "4y", "121", "521w", "3651d", "1.5", "00001", "４"])
  func `Anything else is no span`(text: String) {
    #expect(Span(fixed: text) == nil)
  }

  @Test func `A span is ordered and not longer than ten years`() {
    #expect(Span(.months, least: 1, typical: 1, most: 1) != nil)
    #expect(Span(.months, least: 2, typical: 1, most: 3) == nil)
    #expect(Span(.months, least: 1, typical: 4, most: 3) == nil)
    #expect(Span(.months, least: -1, typical: 0, most: 0) == nil)
    #expect(Span(.months, least: 0, typical: 0, most: 120) != nil)
    #expect(Span(.months, least: 0, typical: 0, most: 121) == nil)
  }

  @Test func `A month is a window, a day a window of one`() throws {
    let month = try #require(DayWindow("2024-02"))
    #expect(month.earliest == (try day("2024-02-01")))
    #expect(month.typical == (try day("2024-02-15")))
    #expect(month.latest == (try day("2024-02-29")))
    let january = try #require(DayWindow("2024-01"))
    #expect(january.typical == (try day("2024-01-16")))
    // The earlier of two middle days.
    #expect(DayWindow("2024-04")?.typical == (try day("2024-04-15")))
    let one = try #require(DayWindow("2024-01-31"))
    #expect(one.earliest == one.latest && one.latest == one.typical)
    #expect(month.contains(month.earliest) && month.contains(month.latest))
    #expect(!month.contains(month.earliest.adding(days: -1)))
    #expect(!month.contains(month.latest.adding(days: 1)))
  }

  @Test(arguments: [
    "", "2024", "2024-13", "2024-1", "2024-00", "1989-12", "2200-01", "2024-02-30", "2024/01",
  ])
  func `Anything else is no start`(text: String) {
    #expect(DayWindow(text) == nil)
  }

  @Test func `The first and the last year of a start`() {
    #expect(DayWindow("1990-01") != nil)
    #expect(DayWindow("2199-12-31") != nil)
  }
}
