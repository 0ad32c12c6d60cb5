import Quantities
import ShareRegister
import Testing
import TradingDays

/// The free float by date (流通股本).
@Suite struct FloatCalendarTests {
  private func calendar(_ locks: [(String, Int64)], free: Int64) throws -> FloatCalendar {
    var holdings = try locks.map { end, shares in
      let day: Day = try #require(Day(end))
      return Holding(holder: "h", shares: Shares(shares), lockedUntil: day, origin: .preIPO)
    }
    if free > 0 {
      holdings.append(
        Holding(holder: "f", shares: Shares(free), lockedUntil: nil, origin: .online))
    }
    return try FloatCalendar(
      LockSchedule(holdings, calendar: .xshg), listingDay: #require(Day("2025-12-05")))
  }

  /// 688795's first tier ends on Saturday 2026-09-05; the session is Monday.
  @Test(arguments: [
    ("2025-12-04", 0), ("2025-12-05", 10), ("2026-06-04", 10), ("2026-06-05", 30),
    ("2026-09-05", 30), ("2026-09-06", 30), ("2026-09-07", 70), ("2026-12-31", 70),
    // 2028 is beyond the calendar: nobody knows its sessions.
    ("2028-12-31", 70),
  ])
  func `Shares come free at the first session from their end on`(on: String, float: Int64) throws {
    let calendar = try calendar(
      [("2028-12-05", 30), ("2026-09-05", 40), ("2026-06-05", 20)], free: 10)
    let day = try #require(Day(on))
    #expect(calendar.float(on: day) == Shares(float))
    #expect(calendar.capital == Shares(100))
    #expect(calendar.releases.map(\.before.count) == [10, 30, 70])
    #expect(calendar.releases.map(\.after.count) == [30, 70, 100])
  }

  @Test func `Two ends with one first session both come free on it`() throws {
    let calendar = try calendar([("2026-09-05", 1), ("2026-09-06", 2), ("2026-09-07", 4)], free: 0)
    #expect(calendar.float(on: try #require(Day("2026-09-06"))) == .zero)
    #expect(calendar.float(on: try #require(Day("2026-09-07"))) == Shares(7))
  }

  @Test(arguments: [
    (1, 3, "33.3333"), (2, 3, "66.6667"), (1, 2_000_000, "0.0001"), (1, 2_000_001, "0.0000"),
    (0, 5, "0.0000"), (5, 5, "100.0000"),
  ])
  func `Percentages have four decimals, half up`(part: Int64, whole: Int64, text: String) {
    #expect(FloatCalendar.percent(Shares(part), of: Shares(whole)) == text)
    #expect(FloatCalendar.percent(Shares(part), of: .zero) == nil)
  }

  @Test func `A sum beyond 64 bits is an error`() throws {
    #expect(throws: QuantityError.self) {
      try calendar([("2026-09-05", .max), ("2026-09-06", 1)], free: 1)
    }
  }
}
