import CanonicalJSON
import Inputs
import Reports
import Rulebooks
import Testing
import Timetables
import TradingDays

@Suite struct TimetablePictureTests {
  private func calendars(_ t: String, listing: String? = nil) throws -> [IssueCalendar] {
    let bytes = try #require(ShippedRulebooks.bytes(of: "cn-star-2023"))
    let profile = IssueProfile(
      rulebook: try RulebookFile.read(bytes, file: "r", on: nil), calendar: .xshg,
      conditions: [.inquiry, .strategic])
    let steps = try IssueStepsFile.read(ShippedTimetables.issue.bytes, file: "f")
    let day = try #require(Day(t))
    guard let listing else { return try IssueCalendar.usual(profile, steps, day: day) }
    return [
      try IssueCalendar(profile, steps, day: day, listing: try #require(Day(listing)))
    ]
  }

  @Test func `A calendar shows every day from T-6 to the listing, holidays closed`() throws {
    let calendars = try calendars("2025-09-24", listing: "2025-10-13")
    let report = IssueCalendarReport(calendars, trading: .xshg, title: "A <b> & c")
    let picture = try Picture(IssueCalendarPicture(report).svg)
    for offset in -6...7 {
      #expect(picture.texts.contains(SessionOffset(offset).description))
    }
    #expect(!picture.texts.contains("T+8") && !picture.texts.contains("T-7"))
    #expect(picture.texts.count { $0 == "closed" } == 6)
    #expect(picture.texts.contains("quotes by 15:00"))
    #expect(picture.texts.contains("listing"))
    #expect(picture.texts.contains("2026-04-13") && picture.texts.contains("2028-10-13*"))
    #expect(picture.title == "A <b> & c: T-6 to listing")
    #expect(picture.description.contains("T+7 2025-10-13: first day of trading"))
    #expect(picture.description.contains("Closed: 2025-10-01 to 2025-10-08."))
  }

  @Test func `Several listing days stand in one picture`() throws {
    let report = IssueCalendarReport(try calendars("2025-09-24"), trading: .xshg)
    let picture = try Picture(IssueCalendarPicture(report).svg)
    #expect(picture.texts.count { $0 == "listing" } == 3)
    #expect(picture.texts.count { $0.hasPrefix("listed 2025-10-1") } == 3)
  }

  @Test func `A wished day gives a picture of every way to it`() throws {
    let all = try ["2025-11-26", "2025-11-25", "2025-11-24"].flatMap {
      try calendars($0, listing: "2025-12-05")
    }
    let picture = try Picture(IssueCalendarPicture(IssueCalendarReport(all, trading: .xshg)).svg)
    #expect(picture.texts.count { $0 == "T" } == 3)
    #expect(picture.texts.count { $0 == "listing" } == 3)
    #expect(picture.texts.count { $0.hasPrefix("listed ") } == 1)
  }

  private func window(_ start: String, _ runs: Int) throws -> ListingWindowReport {
    let plan = try StagePlanFile.read(ShippedTimetables.window.bytes, file: "f")
    let window = try ListingWindow(
      plan, board: "star", start: try #require(DayWindow(start)), fixed: [:], counts: [:])
    return ListingWindowReport(
      plan, window, ListingSimulation(window, runs: runs, seed: "picture"), trading: .xshg)
  }

  @Test(arguments: [("2024-01", 1_000), ("2024-02-29", 1), ("2199-12", 10)])
  func `A window shows every stage inside the chart`(start: String, runs: Int) throws {
    let report = try window(start, runs)
    let svg = ListingWindowPicture(report).svg
    let picture = try Picture(svg)
    for name in [
      "tutoring 改制辅导", "documents 申报材料", "review 交易所审核", "registration 证监会注册", "issue 发行上市",
    ] {
      #expect(picture.texts.contains(name))
    }
    let bars = svg.matches(
      of:
        /<rect class="(area|bar|band|grid)(?: expected)?" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/)
    #expect(bars.count { $0.1 == "band" } == 5)
    #expect(bars.count { $0.1 == "area" } == 6)
    for bar in bars {
      let (x, width) = (Double(bar.2) ?? .nan, Double(bar.3) ?? .nan)
      #expect(x >= 270 && x + width <= 921, "\(bar.0)")
    }
    #expect(svg == ListingWindowPicture(report).svg)
  }

  @Test func `The text tells every month and adds up`() throws {
    let report = try window("2024-01", 1_000)
    #expect(report.text.contains("100.0 %"))
    let months = report.json["simulation"]?["months"]?.arrayValue ?? []
    #expect(months.compactMap { $0["runs"]?.integerValue }.reduce(0, +) == 1_000)
    for month in months {
      #expect(report.text.contains("\n\(month["month"]?.stringValue ?? "?") "))
    }
  }
}
