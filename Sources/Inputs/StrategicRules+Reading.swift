import Quantities
import Rulebooks

extension StrategicRules {
  static let keys = [
    "strategic.limits", "strategic.employees_percent", "strategic.co_investment",
    "strategic.payment_deadline", "strategic.lock_months",
  ]

  /// Rules that could be read as empty where they are missing.
  static let keysOfLists = ["strategic.limits", "strategic.lock_months"]

  init(reading rules: MapReader) {
    self.init(
      limits: rules.list("strategic.limits").map { StrategicLimit(reading: $0, rules.faults) },
      employeesShare: rules.has("strategic.employees_percent")
        ? rules.percent("strategic.employees_percent") : nil,
      coInvestment: rules.node["strategic.co_investment"].map {
        CoInvestmentRule(reading: $0, rules.faults)
      },
      paymentDeadline: rules.deadline("strategic.payment_deadline"),
      lockMonths: rules.months("strategic.lock_months"))
  }

  /// Limits and tiers cover every size of issue once; the money is there before T.
  func refuseContradictions(_ rules: MapReader) {
    rules.refuseTiers("strategic.limits", limits.map(\.below), named: "below")
    if let coInvestment {
      if coInvestment.tiers.isEmpty {
        rules.report("noTiers", "strategic.co_investment", "", "at least one tier")
      }
      rules.refuseTiers(
        "strategic.co_investment", coInvestment.tiers.map(\.below), named: "below")
    }
    if paymentDeadline.offset > -1 {
      rules.report(
        "deadlineTooLate", "strategic.payment_deadline", paymentDeadline.description,
        "T-1 at the latest: strategic investors have paid before T")
    }
  }
}

extension StrategicLimit {
  fileprivate init(reading node: DocumentNode, _ faults: FaultList) {
    let reader = MapReader(
      node, name: "strategic.limits", known: ["below", "investors", "percent"], faults: faults)
    self.init(
      below: reader.has("below") ? reader.shares("below") : nil,
      investors: Int(reader.integer("investors", in: 0...1_000_000)),
      share: reader.percent("percent"))
  }
}

extension CoInvestmentRule {
  fileprivate init(reading node: DocumentNode, _ faults: FaultList) {
    let reader = MapReader(
      node, name: "strategic.co_investment", known: ["required", "tiers"], faults: faults)
    self.init(
      occasion: reader.value(
        "required", or: .always, required: true, expected: "always or conditional",
        rule: "unknownOccasion"
      ) { Occasion(rawValue: $0) },
      tiers: reader.list("tiers").map { Tier(reading: $0, faults) })
  }
}

extension CoInvestmentRule.Tier {
  fileprivate init(reading node: DocumentNode, _ faults: FaultList) {
    let reader = MapReader(
      node, name: "strategic.co_investment.tiers", known: ["below", "percent", "cap"],
      faults: faults)
    self.init(
      below: reader.has("below") ? reader.money("below") : nil, share: reader.percent("percent"),
      cap: reader.money("cap"))
  }
}
