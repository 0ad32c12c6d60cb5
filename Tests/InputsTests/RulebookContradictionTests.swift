import Inputs
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// Rules that cannot hold together, each on both sides of its boundary.
@Suite struct RulebookContradictionTests {
  private struct Change: CustomTestStringConvertible {
    let key: String
    let value: String
    /// The refusal; nil where the rulebook is read.
    let rule: String?
    var testDescription: String { "\(key): \(value)" }
  }

  /// The rulebook before its amendment, with one value written anew.
  private func text(_ key: String, _ value: String, in id: String) throws -> String {
    let text = String(decoding: try #require(ShippedRulebooks.bytes(of: id)), as: UTF8.self)
    let start = try #require(text.firstRange(of: "  \(key):\n    value:"))
    let rest = text[start.upperBound...]
    let end = try #require(rest.firstRange(of: "\n    sure:"))
    return text[..<start.upperBound] + " " + value + text[end.lowerBound...]
  }

  private func check(_ change: Change, in id: String) throws {
    let bytes = Array(try text(change.key, change.value, in: id).utf8)
    let day = try #require(Day("2023-05-08"))
    guard let rule = change.rule else {
      _ = try RulebookFile.read(bytes, file: "rules.yaml", on: day)
      return
    }
    let found = try messages { _ = try RulebookFile.read(bytes, file: "rules.yaml", on: day) }
    #expect(found.count == 1, "\(found)")
    #expect(found.contains { $0.contains(" \(rule): ") }, "\(found)")
  }

  @Test(arguments: [
    Change(key: "book.opens", value: "\"T-3 14:59\"", rule: nil),
    Change(key: "book.opens", value: "\"T-3 15:00\"", rule: "bookClosesBeforeOpening"),
    Change(key: "book.opens", value: "\"T-4 23:00\"", rule: nil),
    Change(key: "book.closes", value: "\"T-1 24:00\"", rule: nil),
    Change(key: "book.closes", value: "\"T+0 09:30\"", rule: "bookClosesTooLate"),
    Change(key: "book.step_shares", value: "1", rule: nil),
    Change(key: "book.step_shares", value: "0", rule: "malformedInteger"),
    Change(key: "book.prices_per_investor", value: "0", rule: "malformedInteger"),
    Change(key: "book.price_spread_percent", value: "100.1", rule: "malformedPercent"),
    Change(key: "price.cap_percent", value: "-1", rule: "malformedPercent"),
    Change(key: "book.elimination_percent", value: "{at_least: 3, at_most: 3}", rule: nil),
    Change(
      key: "book.elimination_percent", value: "{at_least: 3.000001, at_most: 3}",
      rule: "eliminationContradicts"),
    Change(key: "book.elimination_percent", value: "{at_least: 3}", rule: nil),
    Change(key: "book.elimination_percent", value: "{at_most: 3}", rule: "stopWithoutShare"),
    Change(key: "book.elimination_stop", value: "under", rule: nil),
    Change(key: "book.elimination_stop", value: "near", rule: "unknownStop"),
    Change(key: "book.long_term_classes", value: "[B]", rule: nil),
    Change(key: "book.long_term_classes", value: "[C]", rule: "unknownClass"),
    Change(key: "book.long_term_classes", value: "[]", rule: "unknownClass"),
    Change(key: "book.minimum_bidders", value: "[{bidders: 1}]", rule: nil),
    Change(key: "book.minimum_bidders", value: "[{bidders: 0}]", rule: "malformedInteger"),
    Change(
      key: "book.minimum_bidders",
      value: "[{up_to: 1, bidders: 9}, {up_to: 2, bidders: 9}, {bidders: 9}]", rule: nil),
    Change(
      key: "book.minimum_bidders",
      value: "[{up_to: 2, bidders: 9}, {up_to: 2, bidders: 9}, {bidders: 9}]",
      rule: "tiersNotRising"),
    Change(
      key: "book.minimum_bidders", value: "[{up_to: 1, bidders: 9}]", rule: "tiersNotRising"),
    Change(
      key: "book.minimum_bidders", value: "[{bidders: 9}, {bidders: 9}]", rule: "tiersNotRising"),
    Change(key: "book.registration", value: "none", rule: "unknownValue"),
    Change(key: "book.assets", value: "net", rule: "unknownValue"),
    Change(key: "book.repeated_bid", value: "first", rule: "unknownValue"),
    Change(key: "book.removal_order", value: "price-down", rule: "unknownValue"),
    Change(key: "book.keep_at_issue_price", value: "\"false\"", rule: "unknownValue"),
  ])
  private func `Rules of the book`(change: Change) throws {
    try check(change, in: "cn-star-2023")
  }

  @Test(arguments: [
    Change(key: "strategic.limits", value: "[]", rule: nil),
    Change(key: "strategic.limits", value: "[{investors: 0, percent: 0}]", rule: nil),
    Change(
      key: "strategic.limits",
      value: "[{below: 9, investors: 1, percent: 1}, {below: 10, investors: 1, percent: 1}, "
        + "{investors: 1, percent: 1}]", rule: nil),
    Change(
      key: "strategic.limits",
      value: "[{below: 9, investors: 1, percent: 1}, {below: 9, investors: 1, percent: 1}, "
        + "{investors: 1, percent: 1}]", rule: "tiersNotRising"),
    Change(
      key: "strategic.limits", value: "[{below: 9, investors: 1, percent: 1}]",
      rule: "tiersNotRising"),
    Change(
      key: "strategic.limits", value: "[{investors: 1, percent: 101}]", rule: "malformedPercent"),
    Change(key: "strategic.employees_percent", value: "101", rule: "malformedPercent"),
    Change(
      key: "strategic.co_investment", value: "{required: always, tiers: [{percent: 2, cap: 1}]}",
      rule: nil),
    Change(
      key: "strategic.co_investment", value: "{required: never, tiers: [{percent: 2, cap: 1}]}",
      rule: "unknownOccasion"),
    Change(
      key: "strategic.co_investment", value: "{required: always, tiers: []}", rule: "noTiers"),
    Change(
      key: "strategic.co_investment",
      value: "{required: always, tiers: [{below: 1, percent: 2, cap: 1}]}",
      rule: "tiersNotRising"),
    Change(key: "strategic.payment_deadline", value: "\"T-3 16:00\"", rule: nil),
    Change(key: "strategic.payment_deadline", value: "\"T+0 00:00\"", rule: "deadlineTooLate"),
    Change(key: "payment.offline_deadline", value: "\"T+0 16:00\"", rule: nil),
    Change(key: "payment.offline_deadline", value: "\"T-1 16:00\"", rule: "deadlineTooEarly"),
    Change(key: "payment.online_deadline", value: "\"T-1 24:00\"", rule: "deadlineTooEarly"),
    Change(key: "payment.online_deadline", value: "\"T+3 00:00\"", rule: "deadlineTooLate"),
    Change(key: "listing.standards", value: "[{id: 1, market_value: 1}]", rule: nil),
    Change(
      key: "listing.standards",
      value: "[{id: 1, market_value: 1}, {id: 1, market_value: 2}]", rule: "duplicateStandard"),
  ])
  private func `Rules of the strategic placement, the payments and the listing`(
    change: Change
  ) throws {
    try check(change, in: "cn-star-2023")
  }

  /// What a shipped rulebook leaves out or has, by board and era.
  @Test(
    arguments: [
      ("cn-sse-main-approval", nil, 1, nil, nil), ("cn-sse-main-2023", nil, 3, 20, nil),
      ("cn-star-2019", nil, 3, 20, .always), ("cn-star-2021", 30, 3, 20, .always),
      ("cn-star-2023", 30, 3, 20, .always), ("cn-star-growth-2025", 30, 3, 20, .always),
      ("cn-chinext-2020", 30, 3, 20, .conditional), ("cn-chinext-2023", 30, 3, 20, .conditional),
    ] as [(String, Int64?, Int, Int64?, CoInvestmentRule.Occasion?)])
  func `What boards and eras ask for`(
    id: String, cap: Int64?, prices: Int, spread: Int64?, occasion: CoInvestmentRule.Occasion?
  ) throws {
    let values = try Sample.rulebook(id).values
    #expect(values.book.priceCap == cap.map { Ratio($0, 100) })
    #expect(values.book.pricesPerInvestor == prices)
    #expect(values.book.priceSpread == spread.map { Ratio($0, 100) })
    #expect(values.strategic.coInvestment?.occasion == occasion)
    #expect(values.book.opens == Deadline("T-3 09:30"))
    #expect(values.book.closes == Deadline("T-3 15:00"))
    #expect(values.book.bidders(forIssue: Shares(400_000_000)) == 10)
    #expect(values.book.bidders(forIssue: Shares(400_000_001)) == 20)
  }
}
