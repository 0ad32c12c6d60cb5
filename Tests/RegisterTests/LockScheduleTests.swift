import Quantities
import ShareRegister
import Testing
import TradingDays

/// When locked shares come free.
@Suite struct LockScheduleTests {
  private func holding(
    _ holder: String, _ shares: Int64, until end: String?, _ origin: Holding.Origin = .offline
  ) throws -> Holding {
    let day = try end.map { try #require(Day($0)) }
    return Holding(holder: holder, shares: Shares(shares), lockedUntil: day, origin: origin)
  }

  /// Listing day, months, contractual end, first session on or after it.
  @Test(arguments: [
    // 001286, offline.
    ("2023-04-10", 6, "2023-10-10", "2023-10-10"),
    // 688795's first tier ends on a Saturday.
    ("2025-12-05", 9, "2026-09-05", "2026-09-07"),
    ("2020-06-02", 12, "2021-06-02", "2021-06-02"), ("2020-06-02", 24, "2022-06-02", "2022-06-02"),
    ("2020-06-02", 36, "2023-06-02", "2023-06-02"),
    // The last day of a shorter month stands for a missing one.
    ("2023-08-31", 6, "2024-02-29", "2024-02-29"), ("2022-08-31", 6, "2023-02-28", "2023-02-28"),
    ("2024-02-29", 12, "2025-02-28", "2025-02-28"), ("2019-05-31", 9, "2020-02-29", "2020-03-02"),
    // Over the National Day and Spring Festival holidays.
    ("2023-03-30", 6, "2023-09-30", "2023-10-09"), ("2022-07-22", 6, "2023-01-22", "2023-01-30"),
  ])
  func `A lock ends by the calendar month, and is free on the first session from then`(
    listing: String, months: Int, end: String, session: String
  ) throws {
    let contractual = try #require(Day(listing)).adding(months: months)
    #expect(contractual.description == end)
    let schedule = try LockSchedule([holding("a", 1, until: end)], calendar: .xshg)
    #expect(schedule.tranches.first?.end == contractual)
    #expect(schedule.tranches.first?.session?.description == session)
  }

  @Test func `Beyond the calendar the session is not known`() throws {
    let schedule = try LockSchedule([holding("a", 1, until: "2027-01-04")], calendar: .xshg)
    #expect(schedule.tranches.first?.session == nil)
    #expect(schedule.tranches.first?.shares == Shares(1))
    let last = try LockSchedule([holding("a", 1, until: "2026-12-31")], calendar: .xshg)
    #expect(last.tranches.first?.session?.description == "2026-12-31")
  }

  @Test func `Holdings of one day are one tranche, by date`() throws {
    let schedule = try LockSchedule(
      [
        holding("a", 10, until: "2021-06-02", .strategic), holding("b", 20, until: nil, .online),
        holding("c", 30, until: "2020-12-02"), holding("a", 5, until: "2021-06-02", .preIPO),
        holding("c", 3, until: nil), holding("d", 1, until: "2021-06-02", .strategic),
      ], calendar: .xshg)
    #expect(schedule.tranches.map(\.end.description) == ["2020-12-02", "2021-06-02"])
    #expect(schedule.tranches.map(\.shares.count) == [30, 16])
    #expect(schedule.tranches.map(\.holders) == [1, 2])
    #expect(schedule.tranches.map(\.origins) == [[.offline], [.strategic, .preIPO]])
    #expect(schedule.free == Shares(23))
    #expect(schedule.locked == Shares(46))
  }

  @Test func `A sum beyond 64 bits is an error`() throws {
    let holdings = [
      try holding("a", .max, until: nil), try holding("b", 1, until: nil),
    ]
    #expect(throws: QuantityError.self) { try LockSchedule(holdings, calendar: .xshg) }
  }
}
