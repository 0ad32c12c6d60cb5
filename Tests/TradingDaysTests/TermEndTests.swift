import Testing
import TradingDays

struct TermEndTests {
  /// Start, months, the end, its session; nothing beyond the calendar, which ends 2026-12-31.
  @Test(arguments: [
    ("2023-04-10", 6, "2023-10-10", "2023-10-10"),
    ("2020-06-02", 6, "2020-12-02", "2020-12-02"),
    ("2024-04-01", 6, "2024-10-01", "2024-10-08"),
    ("2025-12-05", 9, "2026-09-05", "2026-09-07"),
    ("2023-08-31", 6, "2024-02-29", "2024-02-29"),
    ("2025-12-31", 12, "2026-12-31", "2026-12-31"),
    ("2026-01-01", 12, "2027-01-01", ""),
    ("2026-06-30", 0, "2026-06-30", "2026-06-30"),
  ])
  func `A term ends after its months and binds to the next session`(
    start: String, months: Int, end: String, session: String
  ) throws {
    let term = TermEnd(months: months, from: try day(start), in: .xshg)
    #expect(term.day == (try day(end)))
    #expect(term.session == (session.isEmpty ? nil : try day(session)))
    #expect(term == TermEnd(try day(end), in: .xshg))
  }
}
