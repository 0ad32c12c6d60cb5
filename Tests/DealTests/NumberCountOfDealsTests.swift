import Lottery
import Quantities
import Rulebooks
import Testing

/// How many numbers there were, found from what was published beside it.
@Suite struct NumberCountOfDealsTests {
  /// Deals of which a final rate was published and neither the numbers nor the shares applied for.
  /// Shanghai's 8 decimals leave six counts, Shenzhen's 10 leave one.
  static let unpublished: [String: ClosedRange<Int64>] = [
    "688001": 38_308_566...38_308_571, "301508": 162_192_956...162_192_956,
    "300869": 158_808_274...158_808_274,
  ]

  /// Deals of which both were published: how many counts the rate alone would have left.
  static let published: [String: Int64] = [
    "001286": 1, "688795": 25, "688360": 11, "600930": 14, "688197": 17, "688539": 14, "688159": 9,
    "688656": 14, "688312": 16, "603926": 39, "603633": 28, "605555": 65, "603286": 29, "002798": 1,
    "300982": 2, "301196": 1, "300941": 1, "601077": 8, "300826": 2, "688469": 17,
  ]

  /// The same by the rate before the clawback, where what was online then was published too.
  static let byInitialRate: [String: Int64] = [
    "688795": 38, "688360": 15, "603926": 86, "605555": 146, "603286": 65, "601077": 19,
    "603248": 232, "688469": 20,
  ]

  @Test func `Every deal with a final rate is looked at but the one without winners`() {
    let codes = Deal.all.filter { $0.text("win_rate_final_pct") != nil }
      .compactMap { $0.text("code") }
    #expect(Set(codes) == Set(Self.unpublished.keys).union(Self.published.keys).union(["601939"]))
    #expect(Deal.with(code: "601939")?.finalWinners == nil)
  }

  /// What 688001's rate, 301508's rate and 300869's multiple of its first shares gave by other ways.
  @Test(arguments: unpublished.keys.sorted())
  func `Where only the rate was published, the counts that fit are found`(code: String) throws {
    let deal = try #require(Deal.with(code: code))
    #expect(!deal.has("online_valid_shares"), "\(deal): applied for")
    let rate = try #require(deal.text("win_rate_final_pct"))
    let counts = try deal.counts(by: rate, winners: try #require(deal.finalWinners))
    #expect(counts == Self.unpublished[code], "\(deal)")
    #expect(counts == deal.numbers, "\(deal)")
  }

  @Test(arguments: published.keys.sorted())
  func `Where both were published, the count is among those that fit`(code: String) throws {
    let deal = try #require(Deal.with(code: code))
    let rate = try #require(deal.text("win_rate_final_pct"))
    let counts = try deal.counts(by: rate, winners: try #require(deal.finalWinners))
    let number = try #require(deal.numbers)
    #expect(number.lowerBound == number.upperBound && counts.contains(number.lowerBound), "\(deal)")
    #expect(Int64(counts.count) == Self.published[code], "\(deal): \(counts)")
  }

  @Test(arguments: byInitialRate.keys.sorted())
  func `The rate before the clawback fits as well`(code: String) throws {
    let deal = try #require(Deal.with(code: code))
    let rate = try #require(deal.text("win_rate_initial_pct"))
    let online = try #require(deal.count("online_before_clawback") ?? deal.count("online_initial"))
    let lot = try #require(deal.count("lot_shares"))
    let counts = try deal.counts(by: rate, winners: online / lot)
    #expect(counts.contains(try #require(deal.numbers).lowerBound), "\(deal)")
    #expect(Int64(counts.count) == Self.byInitialRate[code], "\(deal): \(counts)")
  }

  /// The announced tails win the announced number at the least and at the most of these counts.
  @Test(arguments: ["301393", "300894", "003029", "603168"])
  func `Where only the tails were published, the counts that fit are found`(code: String) throws {
    let deal = try #require(Deal.with(code: code))
    let counts = try deal.fit(winners: try #require(deal.finalWinners))
      .fitting(try deal.tailNumbers()).counts
    let least = try #require(deal.count("numbers_least"))
    #expect(counts == least...(try #require(deal.count("numbers_most"))), "\(deal)")
  }

  /// 688360's eleven counts by its rate are all within what its tails allow, 301508's one too.
  @Test(arguments: ["688360", "301508"])
  func `The tails agree with the rate`(code: String) throws {
    let deal = try #require(Deal.with(code: code))
    let rate = try WinningRate(parsing: try #require(deal.text("win_rate_final_pct")))
    let any = try deal.fit(winners: try #require(deal.finalWinners))
    let (byRate, byTails) = (try any.fitting(rate), try any.fitting(try deal.tailNumbers()))
    #expect(byRate.counts.clamped(to: byTails.counts) == byRate.counts, "\(deal)")
    #expect(try byRate.fitting(try deal.tailNumbers()) == byRate, "\(deal)")
    #expect(try byTails.fitting(rate) == byRate, "\(deal)")
  }
}

extension Deal {
  /// W: printed, or the final online shares in lots.
  fileprivate var finalWinners: Int64? {
    if let winners = count("winners") { return winners }
    guard let online = count("online_final"), let lot = count("lot_shares") else { return nil }
    return online / lot
  }

  fileprivate func fit(winners: Int64) throws -> NumberCountFit {
    try NumberCountFit(first: try #require(try rules()).firstNumber, winners: winners)
  }

  /// The counts by a printed rate. The least and the most print as it does, and no count beside.
  fileprivate func counts(by rate: String, winners: Int64) throws -> ClosedRange<Int64> {
    let counts = try fit(winners: winners).fitting(WinningRate(parsing: rate)).counts
    func printed(_ count: Int64) -> String {
      Ratio(winners, count).percent(places: decimals(of: rate))
    }
    #expect(printed(counts.lowerBound) == rate && printed(counts.upperBound) == rate, "\(self)")
    #expect(printed(counts.lowerBound - 1) != rate, "\(self)")
    #expect(printed(counts.upperBound + 1) != rate, "\(self)")
    return counts
  }
}
