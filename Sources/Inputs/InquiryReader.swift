import Offerings
import Quantities
import Rulebooks
import TradingDays

/// Reads `inquiry:` and `valuation:` of `offering.yaml`, and the price that people set.
enum InquiryReader {
  /// How quotes are asked for; nil where the offering begins at its price.
  static func inquiry(_ root: MapReader, _ rules: RuleValues) -> InquiryTerms? {
    guard root.has("inquiry") else { return nil }
    let reader = root.map(
      "inquiry",
      known: [
        "opens", "closes", "minimum_shares", "step_shares", "maximum_shares",
        "elimination_percent",
      ])
    var terms = InquiryTerms()
    terms.opens = time("opens", reader)
    terms.closes = time("closes", reader)
    terms.minimumShares = lot("minimum_shares", reader)
    terms.stepShares = lot("step_shares", reader)
    terms.maximumShares = lot("maximum_shares", reader)
    let minimum = terms.minimumShares ?? terms.stepShares ?? rules.book.step
    if let maximum = terms.maximumShares, maximum < minimum {
      reader.report(
        "maximumBelowMinimum", "maximum_shares", "\(maximum)", "at least \(minimum) shares")
    }
    let before = reader.faults.count
    if reader.has("elimination_percent"),
      case let share = reader.percent("elimination_percent"), reader.faults.count == before
    {
      if !rules.book.elimination.allows(share) {
        reader.report(
          "eliminationOutsideRule", "elimination_percent", share.shortPercent,
          "a share that book.elimination_percent of the rulebook allows")
      }
      terms.elimination = share
    }
    return terms
  }

  /// What a price is held against; nil where nothing is stated.
  static func valuation(_ root: MapReader, _ rules: RuleValues) -> ValuationTerms? {
    guard root.has("valuation") else { return nil }
    let reader = root.map(
      "valuation", known: ["net_profit", "peer_multiple", "listing_standard", "funds_needed"])
    var terms = ValuationTerms()
    terms.netProfit = reader.optional(
      "net_profit", expected: "yuan with at most 2 decimals, - for a loss",
      rule: "malformedAmount"
    ) { text in
      let isLoss = text.hasPrefix("-")
      let amount = try Money(parsing: isLoss ? text.dropFirst() : text[...])
      return isLoss ? Money(fen: -amount.fen) : amount
    }
    terms.peerMultiple = reader.optional(
      "peer_multiple", expected: "a multiple above 0 with at most 4 decimals",
      rule: "malformedMultiple"
    ) { text in
      let parts = try DecimalText.parse(text, decimals: 4, as: "a multiple")
      return parts > 0 ? Ratio(parts, 10_000) : nil
    }
    if reader.has("funds_needed") { terms.fundsNeeded = reader.money("funds_needed") }
    if reader.has("listing_standard") {
      let id = reader.text("listing_standard")
      if !rules.listingStandards.contains(where: { $0.id == id }) {
        reader.report(
          "unknownListingStandard", "listing_standard", id,
          "one of \(rules.listingStandards.map(\.id).joined(separator: ", "))")
      }
      terms.listingStandard = id
    }
    return terms
  }

  /// `25.12`, or `{value, by, approved_by, because}`.
  static func setting(
    _ node: DocumentNode, _ parent: MapReader, _ faults: FaultList
  ) -> PriceSetting? {
    guard case .map = node else {
      return price("price", parent).map { PriceSetting($0) }
    }
    let reader = MapReader(
      node, name: "facts.price", known: ["value", "by", "approved_by", "because"], faults: faults)
    let by = person("by", reader)
    let approver = person("approved_by", reader)
    if let by, by == approver {
      reader.report("approverIsProposer", "approved_by", by.text, "somebody other than \(by)")
    }
    let because = reader.optional(
      "because", expected: Reason.expectation, rule: "malformedReason"
    ) { Reason($0) }
    return price("value", reader).map {
      PriceSetting($0, by: by, approvedBy: approver, because: because)
    }
  }

  /// In fen; the rulebook's tick is asked where the price is used.
  private static func price(_ key: String, _ reader: MapReader) -> Price? {
    reader.optional(
      key, required: true,
      expected: "yuan above 0 with at most 2 decimals", rule: "malformedPrice"
    ) { try Price(parsing: $0, tick: Money(fen: 1)) }
  }

  private static func person(_ key: String, _ reader: MapReader) -> AccountName? {
    reader.optional(
      key, expected: AccountName.expectation, rule: "malformedName"
    ) { AccountName($0) }
  }

  private static func time(_ key: String, _ reader: MapReader) -> Instant? {
    reader.optional(
      key, expected: "a time such as 2025-11-19T15:00:00+08:00",
      rule: "malformedTime"
    ) { text in
      // A day without its hour would mean its beginning, and be read as its end.
      text.utf8.count > "2025-11-19".utf8.count ? Instant(market: text) : nil
    }
  }

  private static func lot(_ key: String, _ reader: MapReader) -> Shares? {
    guard reader.has(key) else { return nil }
    return Shares(reader.integer(key, in: 1...1_000_000_000_000))
  }
}
