import Bookbuilding
import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import TradingDays

extension Course {
  /// The price (确定发行价格): of the terms, or as people set it after the inquiry, with all that it passes and
  /// fails, T-2. From here on money can be counted.
  mutating func setPrice() throws -> Bool {
    if let priced = offering.priced {
      results.priced = priced
      results.effectiveBids = inputs.bids?.value.bids(atOrAbove: priced.price)
      return true
    }
    guard let review = results.review else { return false }
    guard let setting = facts.price else {
      return waits(
        "price",
        for: "facts.price: the price that issuer and lead underwriter set (ipo book price --set)",
        until: try end(of: -2))
    }
    let decision = try decision(setting.price, review)
    try checkProceeds(at: setting.price)
    results.priced = offering.priced(at: setting.price)
    results.priceDecision = decision
    results.effectiveBids = decision.effectiveBids
    let body = try decision.body(setting, offering.rulebook)
    let report = try report(on: decision, setting)
    steps.append(
      Step(id: "price", report: report) { sink in
        try sink.post(Course.sealed("price", fact: "price", setting.canonical))
        try sink.post(Entry(id: "price/decision", kind: .decision, body: body))
      })
    guard let suspension = decision.suspension else { return true }
    return try suspendAtBook(suspension, offset: -2)
  }

  /// The book at a price that may be set.
  private func decision(_ price: Price, _ review: BookReview) throws -> PriceDecision {
    let tick = offering.rules.priceTick
    guard price.fen.isMultiple(of: tick.fen) else {
      throw IssuanceRefusal(
        "priceOffTick: found \(price) yuan, expected a multiple of \(tick) yuan",
        key: "facts.price")
    }
    let decision: PriceDecision
    do {
      decision = try PriceDecision(price, on: review, of: offering)
    } catch {
      throw IssuanceRefusal(
        "priceTooHigh: found \(price) yuan, expected a price at which all sums fit: \(error)",
        key: "facts.price")
    }
    let refused = decision.checks.filter { !$0.passed && $0.consequence == .refusal }
    guard refused.isEmpty else {
      throw IssuanceRefusal(
        refused.map { check in
          .init(
            "\(check.rule): found \(check.found), expected \(check.expected)", key: "facts.price")
        })
    }
    return decision
  }

  private func report(on decision: PriceDecision, _ setting: PriceSetting) throws -> StepReport {
    var report = try report("Price 确定发行价格", offset: -2)
    report.add("price", "\(setting.price) yuan")
    if let by = setting.by { report.add("set by", by.text) }
    if let approver = setting.approvedBy { report.add("agreed by", approver.text) }
    if let because = setting.because { report.add("because", because.text) }
    if decision.elimination.keptAtPrice > 0 {
      report.add(
        "kept at the price",
        "\(counted(decision.elimination.keptAtPrice, "account")) of the block that was to go")
    }
    report.add("effective", decision.effectiveTotals.text)
    if let multiple = decision.multiple {
      report.add(
        "multiple", "\(multiple.decimal(places: offering.rules.multipleDecimals)) times")
    }
    for check in decision.checks {
      report.add(
        check.rule,
        (check.passed ? "passed: " : "failed (\(check.consequence.rawValue)): ")
          + "\(check.found), expected \(check.expected)")
    }
    return report
  }
}

extension PriceDecision {
  /// The price with its tests, as the journal records it.
  func body(_ setting: PriceSetting, _ rulebook: Rulebook) throws -> JSONObject {
    let checks = checks.map { check -> JSONValue in
      [
        "rule": .string(check.rule), "passed": .bool(check.passed),
        "found": .string(check.found), "expected": .string(check.expected),
        "consequence": .string(check.consequence.rawValue),
      ]
    }
    var body: JSONObject = [
      "decision": "price", "price": .string(price.canonical),
      "effective": effectiveTotals.canonical, "checks": .array(checks),
      "multiple": multiple.map { .string("\($0.numerator)/\($0.denominator)") } ?? .null,
      "market_value": .string(DecimalText.plain(marketValue, decimals: 2)),
      "earnings_multiple": earningsMultiple.map {
        .string("\($0.numerator)/\($0.denominator)")
      } ?? .null,
    ]
    // Where bids at the price are kept, less is removed than the book's own step says.
    if elimination.keptAtPrice > 0 {
      body["elimination"] = .object(try elimination.body(review.screening, rulebook))
      body["four_numbers"] = .object(fourNumbers.body)
    }
    return body
  }
}
