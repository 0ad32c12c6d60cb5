import Rulebooks
import Testing
import Timetables
import TradingDays

struct IssueCalendarTests {
  private func calendar(
    _ t: String, _ listing: String, by id: String = "cn-star-2023",
    _ conditions: Set<IssueStep.Condition> = [.inquiry, .strategic]
  ) throws -> IssueCalendar {
    try IssueCalendar(
      try profile(id, conditions), try shippedSteps(), day: try day(t), listing: try day(listing))
  }

  private func event(_ id: String, of calendar: IssueCalendar) throws -> IssueCalendar.Event {
    try #require(calendar.events.first { $0.step.id == id }, "\(id)")
  }

  /// What was announced: rulebook, T, the listing day, its distance.
  @Test(arguments: [
    ("cn-sse-main-2023", "2025-07-07", "2025-07-16", "T+7"),
    ("cn-star-2023", "2025-12-15", "2025-12-24", "T+7"),
    ("cn-sse-main-2023", "2026-01-19", "2026-01-29", "T+8"),
    ("cn-star-growth-2025", "2025-11-24", "2025-12-05", "T+9"),
    ("cn-sse-main-approval", "2021-12-22", "2022-01-05", "T+9"),
  ])
  func `Announced listings come at their distance`(
    id: String, t: String, listing: String, distance: String
  ) throws {
    let calendar = try calendar(t, listing, by: id)
    #expect(calendar.distance.description == distance)
    #expect(calendar.isUsual)
    // And back: the wished day leads to the T that was announced.
    let days = try IssueCalendar.subscriptionDays(
      wished: try day(listing), try shippedSteps(), in: .xshg)
    #expect(days[calendar.distance.sessions - 7] == calendar.day)
    let forward = try IssueCalendar.usual(
      try profile(id), try shippedSteps(), day: try day(t))
    #expect(forward[calendar.distance.sessions - 7] == calendar)
  }

  @Test func `Moore Threads' announced days come out`() throws {
    let calendar = try calendar("2025-11-24", "2025-12-05", by: "cn-star-growth-2025")
    let quotes = try event("quotes", of: calendar)
    #expect(quotes.first == (try day("2025-11-19")) && quotes.offset?.description == "T-3")
    #expect(quotes.opens?.description == "09:30" && quotes.closes?.description == "15:00")
    let announcement = try event("announcement", of: calendar)
    #expect(announcement.first == (try day("2025-11-21")))
    #expect(calendar.events.first?.first == (try day("2025-11-14")))
    #expect(try event("proceeds", of: calendar).first == day("2025-11-28"))
    #expect(calendar.closures.isEmpty)
    #expect(calendar.leavesTiersOpen)
  }

  @Test func `The over-allotment's thirty days are calendar days from the listing`() throws {
    let calendar = try calendar(
      "2025-07-07", "2025-07-16", by: "cn-sse-main-2023", [.inquiry, .strategic, .overAllotment])
    let window = try event("over-allotment", of: calendar)
    #expect(window.first == (try day("2025-07-16")))
    #expect(window.last == (try day("2025-08-14")))
    #expect(window.offset == nil)
  }

  @Test func `A step belongs to the offerings that have what it needs`() throws {
    func ids(_ id: String, _ t: String, _ conditions: Set<IssueStep.Condition>) throws -> [String] {
      try IssueCalendar.usual(try profile(id, conditions), try shippedSteps(), day: try day(t))[0]
        .events.map(\.step.id)
    }
    let all = try ids("cn-star-2019", "2020-05-21", [.inquiry, .strategic])
    #expect(all.contains("lock-draw") && all.contains("strategic-cash") && all.contains("quotes"))
    #expect(!all.contains("over-allotment"))
    let direct = try ids("cn-star-2019", "2020-05-21", [])
    #expect(
      direct == [
        "price", "value-day", "announcement", "roadshow", "application-online", "numbering", "rate",
        "draw", "results", "payment-online", "abandonment", "settlement", "result", "proceeds",
        "listing",
      ])
    #expect(try !ids("cn-star-2023", "2025-11-24", [.inquiry]).contains("lock-draw"))
  }

  @Test func `Deadlines are the rulebook's`() throws {
    let calendar = try calendar("2025-11-24", "2025-12-05")
    let rules = try rulebook("cn-star-2023")
    for (id, deadline, key) in [
      ("quotes", rules.values.book.closes, "book.closes"),
      ("strategic-cash", rules.values.strategic.paymentDeadline, "strategic.payment_deadline"),
      ("payment-offline", rules.values.offlineDeadline, "payment.offline_deadline"),
      ("payment-online", rules.values.onlineDeadline, "payment.online_deadline"),
    ] {
      let event = try event(id, of: calendar)
      #expect("\(try #require(event.offset)) \(try #require(event.closes))" == deadline.description)
      #expect(event.source.clause == rules.rules.first { $0.key == key }?.clause)
    }
  }

  @Test func `Holidays on the way are told, weekends alone are not`() throws {
    // The Spring Festival of 2025: closed 01-28 to 02-04, the weekend within.
    let spring = try calendar("2025-01-22", "2025-02-11")
    #expect(spring.closures.count == 1)
    let closure = try #require(spring.closures.first)
    #expect(closure.days == (try day("2025-01-28"))...(try day("2025-02-04")))
    #expect(closure.after.description == "T+3" && closure.before.description == "T+4")
    // New Year 2022: Monday the third was closed, the weekend before it belongs to the closure.
    let year = try calendar("2021-12-22", "2022-01-05", by: "cn-sse-main-approval")
    #expect(year.closures.map(\.days) == [(try day("2022-01-01"))...(try day("2022-01-03"))])
    // A closure before T counts from T backwards.
    let october = try calendar("2025-10-14", "2025-10-24")
    #expect(october.closures.map(\.after.description) == ["T-4"])
    #expect(october.closures.map(\.before.description) == ["T-3"])
    // One that ends where the calendar begins is not on the way.
    #expect(try calendar("2025-10-17", "2025-10-28").closures.isEmpty)
    #expect(try calendar("2025-10-16", "2025-10-27").closures.count == 1)
  }

  @Test func `A listing comes after the result, not on its day`() throws {
    #expect(throws: TimetableError.self) { try self.calendar("2025-11-24", "2025-11-28") }
    let early = try calendar("2025-11-24", "2025-12-01")
    #expect(early.distance.description == "T+5" && !early.isUsual)
    #expect(
      throws: TimetableError.listingTooEarly(
        try day("2025-11-24"), step: "T", ends: try day("2025-11-24"))
    ) { try self.calendar("2025-11-24", "2025-11-24") }
  }

  @Test func `Days without a session are refused, with the sessions beside them`() throws {
    let (before, after) = (try day("2025-09-30"), try day("2025-10-09"))
    for closed in ["2025-10-01", "2025-10-04", "2025-10-08"].map(Day.init) {
      let closed = try #require(closed)
      #expect(
        throws: TimetableError.subscriptionDayNotASession(closed, before: before, after: after)
      ) {
        try IssueCalendar.usual(try profile("cn-star-2023"), try shippedSteps(), day: closed)
      }
      #expect(throws: TimetableError.wishedDayNotASession(closed, before: before, after: after)) {
        try IssueCalendar.subscriptionDays(wished: closed, try shippedSteps(), in: .xshg)
      }
      #expect(throws: TimetableError.listingDayNotASession(closed, before: before, after: after)) {
        try self.calendar("2025-09-15", "\(closed)")
      }
    }
  }

  @Test func `T lies in the rulebook's years`() throws {
    // cn-star-2023 is in force from 2023-02-17, a Friday.
    #expect(throws: Never.self) { try self.calendar("2023-02-17", "2023-02-28") }
    #expect(throws: TimetableError.self) { try self.calendar("2023-02-16", "2023-02-27") }
    #expect(throws: Never.self) {
      try self.calendar("2023-02-16", "2023-02-27", by: "cn-star-2021")
    }
    #expect(throws: TimetableError.self) {
      try self.calendar("2023-02-17", "2023-02-28", by: "cn-star-2021")
    }
  }

  /// The calendar's last session is 2026-12-31.
  @Test func `The last calendar that fits ends on the last session`() throws {
    let profile = try profile("cn-star-2023")
    let (last, steps) = (TradingCalendar.xshg.last, try shippedSteps())
    let t = try TradingCalendar.xshg.session(last, offset: -9)
    #expect(try IssueCalendar.usual(profile, steps, day: t).last?.listingDay == last)
    let next = try TradingCalendar.xshg.session(t, offset: 1)
    let refusal = #expect(throws: TimetableError.self) {
      try IssueCalendar.usual(profile, steps, day: next)
    }
    #expect(
      refusal?.description.contains("beyondCalendar: found no session for listing on T+9") == true)
    #expect(refusal?.description.contains("2026-12-31") == true)
    // With a listing day that is known, the usual ones play no part.
    #expect(throws: Never.self) {
      try IssueCalendar(profile, steps, day: next, listing: last)
    }
    let beyond = last.adding(days: 1)
    #expect(throws: TimetableError.self) {
      try IssueCalendar(profile, steps, day: t, listing: beyond)
    }
    #expect(throws: TimetableError.self) {
      try IssueCalendar.subscriptionDays(wished: beyond, steps, in: .xshg)
    }
  }

  /// The calendar's first session is 2006-01-04: a wished day whose T lies before it is refused.
  @Test func `The first wished day is the ninth session`() throws {
    let first = try TradingCalendar.xshg.session(onOrAfter: TradingCalendar.xshg.first)
    let steps = try shippedSteps()
    let ninth = try TradingCalendar.xshg.session(first, offset: 9)
    #expect(try IssueCalendar.subscriptionDays(wished: ninth, steps, in: .xshg).last == first)
    let eighth = try TradingCalendar.xshg.session(first, offset: 8)
    #expect(throws: TimetableError.self) {
      try IssueCalendar.subscriptionDays(wished: eighth, steps, in: .xshg)
    }
  }

  @Test func `Every session of four years leads to its listing days and back`() throws {
    let profile = try profile("cn-star-2023")
    let (steps, trading) = (try shippedSteps(), TradingCalendar.xshg)
    let sessions = Array(
      try trading.sessions(from: try day("2023-02-17"), through: try day("2026-12-17")))
    for (place, t) in sessions.enumerated() where place >= 6 && place + 9 < sessions.count {
      let calendars = try IssueCalendar.usual(profile, steps, day: t)
      try #require(calendars.map(\.listingDay) == (7...9).map { sessions[place + $0] })
      for calendar in calendars {
        for event in calendar.events {
          let offset = try #require(event.offset)
          try #require(event.first == sessions[place + offset.sessions])
        }
        let back = try IssueCalendar.subscriptionDays(
          wished: calendar.listingDay, steps, in: trading)
        try #require(back[calendar.distance.sessions - 7] == t)
        try #require(calendar.events.map(\.first) == calendar.events.map(\.first).sorted())
      }
    }
  }
}
