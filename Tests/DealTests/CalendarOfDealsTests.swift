import Inputs
import Rulebooks
import Testing
import Timetables
import TradingDays

/// The days of application and listing that were announced, held against the trading calendar and the
/// rulebooks' years.
@Suite struct CalendarOfDealsTests {
  private static let dated = Deal.all.filter { $0.day("issue_date_T") != nil }

  private func profile(of deal: Deal) throws -> IssueProfile? {
    guard let id = deal.rulebook, let bytes = ShippedRulebooks.bytes(of: id) else { return nil }
    return IssueProfile(
      rulebook: try RulebookFile.read(bytes, file: id, on: deal.day("issue_date_T")),
      calendar: .xshg, conditions: [.inquiry, .strategic])
  }

  private func steps() throws -> IssueSteps {
    try IssueStepsFile.read(ShippedTimetables.issue.bytes, file: ShippedTimetables.issue.name)
  }

  @Test func `So many deals have dates`() {
    #expect(Self.dated.count == 20)
    #expect(Self.dated.count { $0.day("listing_date") != nil } == 6)
    #expect(Self.dated.count { $0.rulebook == nil } == 1, "beteri_835185: the Beijing exchange's")
  }

  @Test(arguments: dated)
  func `T is a session in the rulebook's years, and every step has its day`(deal: Deal) throws {
    let t = try #require(deal.day("issue_date_T"))
    #expect(try TradingCalendar.xshg.isSession(t), "\(deal)")
    guard let profile = try profile(of: deal) else { return }
    let calendars = try IssueCalendar.usual(profile, steps(), day: t)
    #expect(calendars.map(\.distance.sessions) == [7, 8, 9])
    #expect(calendars.allSatisfy { $0.events.contains { $0.first == t } })
  }

  @Test(
    arguments: zip(
      dated.filter { $0.day("listing_date") != nil }.sorted { $0.id < $1.id },
      ["T+8", "T+7", "T+9", "T+8", "T+7", "T+8"]))
  func `Listings came at the usual distances`(deal: Deal, distance: String) throws {
    let t = try #require(deal.day("issue_date_T"))
    let listing = try #require(deal.day("listing_date"))
    let profile = try #require(try profile(of: deal))
    let calendar = try IssueCalendar(profile, steps(), day: t, listing: listing)
    #expect(calendar.distance.description == distance, "\(deal)")
    #expect(calendar.isUsual)
  }

  /// 陕西能源: six months from 2023-04-10 end on 2023-10-10; announced was 2023-10-16.
  @Test func `An announced end of a lock is never before the owed one`() throws {
    let deal = try #require(Deal.with(code: "001286"))
    let listing = try #require(deal.day("listing_date"))
    let owed = try #require(TermEnd(months: 6, from: listing, in: .xshg).session)
    #expect(owed.description == "2023-10-10")
    #expect(try #require(deal.day("offline_unlock_announced")) >= owed)
  }

  @Test func `Quotes were given on T-3`() throws {
    let deal = try #require(Deal.with(code: "688795"))
    let t = try #require(deal.day("issue_date_T"))
    let profile = try #require(try profile(of: deal))
    let calendar = try #require(try IssueCalendar.usual(profile, steps(), day: t).first)
    let quotes = calendar.events.first { $0.step.id == "quotes" }
    #expect(quotes?.first.description == deal.quote("date"))
  }
}

extension Deal {
  fileprivate func day(_ key: String) -> Day? { text(key).flatMap { Day($0) } }
}
