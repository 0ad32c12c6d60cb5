import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// Strategic placements of real deals against the rulebook they went by.
@Suite struct StrategicOfDealsTests {
  /// What the sponsor's company took, as announcements printed it.
  @Test(arguments: [
    // 5% half up of 21,419,150 is 1,070,957.5.
    ("688360", 1_070_958),
    // The cap of 40m yuan at 24.26.
    ("688001", 1_648_804),
    // 2% of 5.8bn and of 8.0bn yuan.
    ("688052", 505_320), ("688795", 1_400_000),
  ])
  func `The sponsor's shares come out as printed`(code: String, printed: Int64) throws {
    let deal = try #require(Deal.with(code: code))
    let rulebook = try Sample.rulebook(try #require(deal.rulebook))
    let price = try Price(
      parsing: try #require(deal.text("price_yuan")), tick: rulebook.values.priceTick)
    let total = try #require(deal.shares("total_issue_shares"))
    let rule = try #require(rulebook.values.strategic.coInvestment)
    #expect(try rule.shares(of: total, at: price) == Shares(printed), "\(deal)")
  }

  /// Every deal keeps the limit but one, whose plan gave its reasons: half of exactly 100m shares where
  /// the rule names 30% in principle.
  @Test(
    arguments: Deal.all.filter {
      ($0.count("strategic_final") ?? $0.count("strategic_initial") ?? 0) > 0
        && $0.count("total_issue_shares") != nil && $0.rulebook != nil
    })
  func `No deal takes more than its board allows`(deal: Deal) throws {
    let values = try Sample.rulebook(try #require(deal.rulebook)).values
    let total = try #require(deal.shares("total_issue_shares"))
    let taken = try #require(deal.shares("strategic_final") ?? deal.shares("strategic_initial"))
    let limit = try #require(values.strategic.limit(forIssue: total))
    let most = try limit.share.times(total.count, .down)
    #expect((taken.count <= most) == (deal.text("code") != "688271"), "\(deal): \(taken)")
  }
}
