import Offerings
import Quantities
import Rulebooks
import TradingDays

/// Who takes the strategic shares (战略配售), held against the rulebook.
///
/// Every row counts as one investor, the employees' plan and the sponsor's company among them. Each
/// `sponsor` row is the company of one sponsor: of joint sponsors each takes the tier's shares.
struct StrategicPlacement {
  let offering: Offering
  let price: Price
  let investors: [StrategicInvestor]
  /// What each investor owes, brokerage included.
  let owed: [Money]
  let final: Shares

  /// A rule that is not kept.
  struct Breach: Equatable {
    let rule: String
    let message: String

    init(_ rule: String, _ message: String) {
      self.rule = rule
      self.message = "\(rule): \(message)"
    }
  }

  var rules: StrategicRules { offering.rules.strategic }
  var total: Shares { offering.terms.shares.total }

  /// An offering that begins at its bids is held to every rule. One that begins at its price has had its
  /// placement announced before: what departs from limits and tiers is told.
  private var isHeldToLimits: Bool { offering.terms.inquiry != nil }

  /// - Returns: the breaches that are told: those for which the terms state a reason, and what was
  ///   announced before.
  /// - Throws: every other breach at once.
  func check() throws -> [Breach] {
    let limits = try investorLimit() + shareLimits() + coInvestments()
    let refused =
      try sums() + payments() + limits.filter { isHeldToLimits && reason(for: $0) == nil }
    guard refused.isEmpty else {
      throw IssuanceRefusal(refused.map { IssuanceRefusal.Finding($0.message) })
    }
    return limits
  }

  func reason(for breach: Breach) -> String? {
    Departure.Rule(rawValue: breach.rule).flatMap { offering.terms.reason(for: $0) }
  }

  /// The sponsor's company, or one for each of joint sponsors.
  var sponsors: [StrategicInvestor] { investors.filter { $0.category == "sponsor" } }

  func taken(by category: String) throws -> Shares {
    try Shares.sum(investors.lazy.filter { $0.category == category }.map(\.shares))
  }

  /// The rows sum to the final figure.
  private func sums() throws -> [Breach] {
    let placed = try Shares.sum(investors.map(\.shares))
    guard placed != final else { return [] }
    return [
      Breach(
        "strategicRowsDoNotSumToFinal",
        "inputs/strategic.csv places \(placed) shares, expected \(final)")
    ]
  }

  /// All is paid, and before T.
  private func payments() throws -> [Breach] {
    var breaches: [Breach] = []
    for (investor, owed) in zip(investors, owed) where investor.paid < owed {
      breaches.append(
        Breach(
          "strategicPaidShort",
          "\(investor.account) paid \(investor.paid) yuan before T, expected at least \(owed)"))
    }
    guard investors.contains(where: { $0.paidAt != nil }) else { return breaches }
    let deadline = try offering.instant(rules.paymentDeadline)
    for investor in investors {
      guard let paidAt = investor.paidAt, paidAt > deadline else { continue }
      breaches.append(
        Breach(
          "strategicPaidLate",
          "\(investor.account) paid at \(paidAt.marketText), expected until "
            + "\(deadline.deadlineText)" + clause("strategic.payment_deadline")))
    }
    return breaches
  }

  private func investorLimit() -> [Breach] {
    guard let limit = rules.limit(forIssue: total), investors.count > limit.investors else {
      return []
    }
    return [
      Breach(
        "strategicInvestorsTooMany",
        "inputs/strategic.csv has \(counted(investors.count, "investor")), expected at most "
          + "\(limit.investors)" + clause("strategic.limits"))
    ]
  }

  private func shareLimits() throws -> [Breach] {
    var breaches: [Breach] = []
    if let limit = rules.limit(forIssue: total), final > (try part(limit.share)) {
      breaches.append(
        Breach(
          "strategicShareAboveLimit",
          "\(final) of \(total) shares, expected at most \(try part(limit.share)), "
            + "\(limit.share.shortPercent)%" + clause("strategic.limits")))
    }
    let plans = try taken(by: "employees")
    if let share = rules.employeesShare, plans > (try part(share)) {
      breaches.append(
        Breach(
          "employeesShareAboveLimit",
          "the employees' plans take \(plans) of \(total) shares, expected at most "
            + "\(try part(share)), \(share.shortPercent)%"
            + clause("strategic.employees_percent")))
    }
    return breaches
  }

  /// Exactly the tier's shares, on a board that always asks for it and wherever a sponsor takes part. Terms
  /// without strategic shares have no placement to hold against it.
  private func coInvestments() throws -> [Breach] {
    guard let rule = rules.coInvestment else { return [] }
    let expected = try rule.shares(of: total, at: price)
    if sponsors.isEmpty {
      guard rule.occasion == .always, offering.terms.shares.strategic > .zero else { return [] }
      return [
        Breach(
          "coInvestmentMissing",
          "inputs/strategic.csv has no row of category sponsor, expected one of \(expected) shares"
            + clause("strategic.co_investment"))
      ]
    }
    return try sponsors.filter { $0.shares != expected }.map { sponsor in
      Breach(
        "coInvestmentDiffers",
        "\(sponsor.account) takes \(sponsor.shares) shares, expected \(expected): "
          + (try tier(of: rule)) + clause("strategic.co_investment"))
    }
  }

  /// "5% of 21,419,150 shares, for at most 40,000,000.00 yuan".
  func tier(of rule: CoInvestmentRule) throws -> String {
    guard let tier = rule.tier(forProceeds: try price * total) else { return "no tier" }
    return "\(tier.share.shortPercent)% of \(total) shares, for at most \(tier.cap) yuan"
  }

  func clause(_ key: String) -> String {
    offering.rulebook.clause(of: key).map { " (\($0))" } ?? ""
  }

  /// The most whole shares within a part of the issue.
  private func part(_ share: Ratio) throws -> Shares {
    Shares(try share.times(total.count, .down))
  }
}
