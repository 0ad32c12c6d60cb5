import Inputs
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

@Suite struct RulebookFileTests {
  private func text(_ id: String = "cn-star-2023") throws -> String {
    String(decoding: try #require(ShippedRulebooks.bytes(of: id)), as: UTF8.self)
  }

  private func read(_ text: String, on day: Day? = nil) throws -> Rulebook {
    try RulebookFile.read(Array(text.utf8), file: "rules.yaml", on: day)
  }

  /// Without the amendments, whose rules could stand in for one that is missing.
  private func withoutAmendments() throws -> String {
    let text = try text()
    let end = try #require(text.firstRange(of: "amendments:\n"))
    return String(text[..<end.lowerBound])
  }

  @Test(arguments: ShippedRulebooks.ids)
  func `Every shipped rulebook is read`(id: String) throws {
    let rulebook = try Sample.rulebook(id)
    let exchange: Exchange = id.contains("szse") || id.contains("chinext") ? .szse : .sse
    #expect(rulebook.id == id)
    #expect(rulebook.calendar == "XSHG")
    #expect(rulebook.exchange == exchange)
    #expect(rulebook.rules.allSatisfy { !$0.clause.isEmpty })
    #expect(rulebook.values.lot.count == (id == "cn-sse-main-approval" ? 1_000 : 500))
    #expect(rulebook.values.minimumPaid == Ratio(7, 10))
    #expect(ShippedRulebooks.bytes(of: id + "x") == nil)
  }

  @Test(
    arguments: [
      ("cn-star-2023", "2024-06-18", Ratio(1, 100), Ratio(3, 100), .over),
      ("cn-star-2023", "2024-06-19", Ratio(3, 100), Ratio(3, 100), .under),
      ("cn-star-2023", "2026-01-05", Ratio(3, 100), Ratio(3, 100), .under),
      ("cn-chinext-2020", "2021-09-17", Ratio(1, 10), nil, .over),
      ("cn-chinext-2020", "2021-09-18", Ratio(1, 100), Ratio(3, 100), .over),
    ] as [(String, String, Ratio?, Ratio?, EliminationRule.Stop)])
  func `An amendment holds from its day`(
    id: String, day: String, atLeast: Ratio?, atMost: Ratio?, stop: EliminationRule.Stop
  ) throws {
    let rulebook = try Sample.rulebook(id, on: Day(day))
    let expected = EliminationRule(atLeast: atLeast, atMost: atMost, stop: stop)
    #expect(rulebook.values.book.elimination == expected)
    #expect(rulebook.rules.filter { $0.key == "book.elimination_percent" }.count == 1)
  }

  @Test func `Without a day all amendments hold`() throws {
    let values = try Sample.rulebook("cn-star-2023").values
    let expected = EliminationRule(atLeast: Ratio(3, 100), atMost: Ratio(3, 100), stop: .under)
    #expect(values.book.elimination == expected)
  }

  @Test(arguments: [
    "price.tick", "book.opens", "book.closes", "book.registration", "book.assets",
    "book.step_shares", "book.prices_per_investor", "book.repeated_bid",
    "book.elimination_percent", "book.elimination_stop", "book.removal_order",
    "book.keep_at_issue_price", "book.long_term_classes", "book.minimum_bidders",
    "strategic.limits", "strategic.payment_deadline", "listing.standards", "online.lot",
    "online.cap_divisor",
    "online.cap_maximum", "lottery.first_number", "lottery.nines", "print.multiple_decimals",
    "print.rate_decimals", "clawback.bands", "clawback.lot", "offline.classes", "offline.priority",
    "offline.odd_lot", "offline.short_payment", "offline.lock", "offline.agreed_lock_months",
    "payment.offline_deadline", "payment.online_deadline", "payment.minimum_percent",
    "underwriting.take_up_limit_percent", "strategic.lock_months", "pre_ipo.lock_months",
    "fees.vat_percent", "fees.stamp_duty_percent",
  ])
  func `A rule that is missing is named, one that is unknown too`(key: String) throws {
    let text = try withoutAmendments()
    try #require(text.contains("  \(key):\n"))
    let renamed = text.replacing("  \(key):\n", with: "  \(key)_x:\n")
    let found = try messages { _ = try read(renamed) }
    #expect(found.contains { $0.contains("unknownKey") && $0.contains("\(key)_x") }, "\(found)")
    #expect(found.contains { $0.contains("missingKey") && $0.contains("\(key)") }, "\(found)")
  }

  @Test(arguments: [
    ("exchange: SSE", "exchange: NYSE", "unknownExchange"),
    ("  from: 2023-02-17", "  from: 2023-02-30", "malformedDay"),
    ("    sure: memory", "    sure: certain", "unknownConfidence"),
    ("    sure: memory", "    sure: memory\n    note: x", "unknownKey"),
    ("    value: \"T+2 16:00\"", "    value: \"T+2 25:00\"", "malformedDeadline"),
    ("    value: \"T+2 24:00\"", "    value: \"T+2 24:01\"", "malformedDeadline"),
    ("    value: \"8+1\"", "    value: \"7+2\"", "unknownNines"),
    ("    value: void", "    value: forgive", "unknownShortPayment"),
    ("    value: largest-in-first-class", "    value: anyone", "unknownValue"),
    (
      "    value: {kind: proportional, percent: 10, months: 6}",
      "    value: {kind: some, percent: 10, months: 6}", "unknownLock"
    ),
    (
      "    value: {kind: proportional, percent: 10, months: 6}",
      "    value: {kind: proportional, percent: 101, months: 6}", "malformedPercent"
    ),
    ("    value: 70", "    value: 70%", "malformedPercent"),
    ("title: SSE", "titel: SSE", "unknownKey"),
  ])
  func `A malformed rule is refused by name`(good: String, bad: String, rule: String) throws {
    let text = try text()
    try #require(text.contains(good))
    let found = try messages {
      _ = try read(text.replacing(good, with: bad, maxReplacements: 1))
    }
    #expect(found.contains { $0.contains(" \(rule): ") }, "\(found)")
  }

  @Test(arguments: [
    ("T+2 16:00", 2, 16, 0), ("T+0 09:30", 0, 9, 30), ("T+30 24:00", 30, 24, 0),
    ("T-3 15:00", -3, 15, 0), ("T-30 00:00", -30, 0, 0),
  ])
  func `A deadline prints as it is read`(text: String, offset: Int, hour: Int, minute: Int) {
    #expect(Deadline(text) == Deadline(offset: offset, hour: hour, minute: minute))
    #expect(Deadline(text)?.description == text)
  }

  @Test(arguments: [
    "", "T+2", "T 16:00", "T+31 16:00", "T+2 16", "T+2 16:60", "T-31 16:00", "T+-1 16:00",
    "T-01 16:00",
    "T-0 16:00", "T2 16:00", "T++2 16:00",
    "T+2 +9:00", "T+2 16:+1", "T+2 -0:00", "T+02 16:00", "T+2  16:00", "T+2 9:30", "T+2 16:0 ",
  ])
  func `What is no deadline is none`(text: String) {
    #expect(Deadline(text) == nil)
  }

  /// 1/1000 of the initial online shares, down to the lot, at least a lot, at most the maximum.
  @Test(arguments: [
    (6_103_000, 6_000), (11_200_000, 11_000), (499_000, 500), (499_999_999, 499_500),
    (500_000_000_000, 99_999_500),
  ])
  func `The cap of an application`(online: Int64, cap: Int64) throws {
    let values = try Sample.rulebook("cn-star-2023").values
    #expect(values.applicationCap(initialOnline: Shares(online)) == Shares(cap))
  }
}
