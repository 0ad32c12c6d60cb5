import Quantities
import Testing

/// What was quoted in the book, in units of 10,000 shares as announced.
@Suite struct QuotesOfDealsTests {
  @Test(
    arguments: Deal.all.filter {
      $0.quote("elim_pct") != nil && $0.quote("eligible_qty_wan") != nil
    })
  func `The removed part of the book comes out as printed`(deal: Deal) throws {
    let removed = try #require(try deal.shares(quoted: "elim_qty_wan"))
    let eligible = try #require(try deal.shares(quoted: "eligible_qty_wan"))
    let printed = try #require(deal.quote("elim_pct"))
    #expect(
      Ratio(removed, eligible).percent(places: decimals(of: printed)) == printed,
      "\(deal): removed part")
    if let remaining = try deal.shares(quoted: "remaining_qty_wan") {
      #expect(eligible - removed == remaining, "\(deal): what remains")
    }
    if let all = try deal.shares(quoted: "qty_wan"),
      let invalid = try deal.shares(quoted: "invalid_qty_wan")
    {
      #expect(all - invalid == eligible, "\(deal): what is eligible")
    }
  }

  /// Over the initial offline shares.
  @Test(arguments: [
    ("688795", "effective"), ("835185", "effective"), ("688367", "remaining"),
  ])
  func `The multiple of the book comes out as printed`(code: String, kind: String) throws {
    let deal = try #require(Deal.with(code: code))
    let quoted = try #require(try deal.shares(quoted: "\(kind)_qty_wan"))
    let printed = try #require(deal.quote("\(kind)_multiple"))
    let offline = try #require(deal.count("offline_initial"))
    #expect(
      Ratio(quoted, offline).decimal(places: decimals(of: printed)) == printed,
      "\(deal): \(kind) multiple")
  }
}

extension Deal {
  /// Shares from a figure in units of 10,000 with at most two decimals.
  fileprivate func shares(quoted key: String) throws -> Int64? {
    try quote(key).map { try DecimalText.parse($0, decimals: 4, as: "10,000 shares") }
  }
}
