import Offerings
import Quantities
import Rulebooks
import Testing
import Timetables
import TradingDays

struct LockUpTests {
  private func lines(
    _ id: String, _ conditions: Set<IssueStep.Condition> = [.inquiry, .strategic],
    tiers: [ClassTier] = []
  ) throws -> [String] {
    IssueProfile(
      rulebook: try rulebook(id), calendar: .xshg, conditions: conditions, tiers: tiers
    ).lockUps.map { "\($0.kind.rawValue) \($0.whose): \($0.months)" }
  }

  @Test func `Each kind of offline lock is told by its rulebook`() throws {
    let rest = [
      "strategic employees: 12", "strategic investor: 12", "strategic sponsor: 24",
      "pre-ipo other: 12", "pre-ipo controller: 36",
    ]
    let agreed = "agreed the agreed part, in deals above 10bn yuan: 6"
    #expect(try lines("cn-star-2023") == ["offline 10% of each account: 6", agreed] + rest)
    #expect(
      try lines(
        "cn-star-growth-2025",
        tiers: [ClassTier(name: "A1", tier: LockTier(share: Ratio(70, 100), months: 9))])
        == ["offline class A1, 70% of each account: 9", agreed] + rest)
    #expect(try lines("cn-star-growth-2025") == [agreed] + rest)
    #expect(try lines("cn-sse-main-approval").first == agreed)
    let lottery = try lines("cn-star-2019")[0]
    #expect(lottery.hasPrefix("offline all shares of 10% of the accounts of class A"), "\(lottery)")
    #expect(try lines("cn-star-2023", []) == Array(rest.suffix(2)))
  }

  @Test func `Tiers are open where a rulebook leaves them to the deal and nobody said them`() throws
  {
    let tier = ClassTier(name: "B", tier: LockTier(share: Ratio(20, 100), months: 6))
    func isOpen(_ id: String, _ tiers: [ClassTier], _ conditions: Set<IssueStep.Condition>) throws
      -> Bool
    {
      IssueProfile(
        rulebook: try rulebook(id), calendar: .xshg, conditions: conditions, tiers: tiers
      ).leavesTiersOpen
    }
    #expect(try isOpen("cn-star-growth-2025", [], [.inquiry]))
    #expect(try !isOpen("cn-star-growth-2025", [tier], [.inquiry]))
    #expect(try !isOpen("cn-star-growth-2025", [], []))
    #expect(try !isOpen("cn-star-2023", [], [.inquiry]))
  }

  /// Months from the listing day, the first session on or after the end, nil beyond the calendar.
  @Test(arguments: [
    // 陕西能源: listed 2023-04-10, owed 2023-10-10.
    ("cn-szse-main-2023", "2023-03-29", "2023-04-10", "2023-10-10", "2023-10-10"),
    // Six months end on the first of the October holidays.
    ("cn-star-2023", "2024-03-21", "2024-04-01", "2024-10-01", "2024-10-08"),
    // The last day of a shorter month stands for a missing one.
    ("cn-star-2023", "2023-08-22", "2023-08-31", "2024-02-29", "2024-02-29"),
    ("cn-star-2023", "2026-06-16", "2026-06-30", "2026-12-30", "2026-12-30"),
    ("cn-star-2023", "2026-06-18", "2026-07-01", "2027-01-01", ""),
  ])
  func `The first tradable day is the first session on or after the end`(
    id: String, t: String, listing: String, end: String, session: String
  ) throws {
    let calendar = try IssueCalendar(
      try profile(id), try shippedSteps(), day: try day(t), listing: try day(listing))
    let release = try #require(calendar.releases.first { $0.lockUp.kind == .offline })
    #expect(release.end.day == (try day(end)))
    #expect(release.end.session == (session.isEmpty ? nil : try day(session)))
    // A lock-up beyond the calendar stops nothing.
    #expect(calendar.releases.last?.end.day == (try day(listing).adding(months: 36)))
  }
}
