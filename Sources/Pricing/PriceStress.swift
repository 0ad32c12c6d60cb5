import Bookbuilding
import Clawback
import Offerings
import Quantities

/// A candidate price under shocks (压力测试), each by itself: what is left of the effective demand, and
/// whether the issue stops (中止发行).
public struct PriceStress: Sendable {
  /// What one shock does.
  public struct Outcome: Equatable, Sendable {
    public let shock: Shock
    /// What is still effective.
    public let effective: BookTotals
    /// Over the final offline shares; nil where the issue stops, or where offline keeps nothing.
    public let cover: Ratio?
    /// nil where the issue stops at its book, or where nothing is online.
    public let reallocation: Reallocation?
    /// The rule that stops the issue, and its reason in words; nil where it goes on.
    public let suspension: Suspension?
  }

  /// Why an issue stops.
  public struct Suspension: Equatable, Sendable {
    public let rule: String
    public let reason: String
  }

  public let test: PriceTest
  public let outcomes: [Outcome]

  /// - Complexity: O(n) effective bids and O(m log m) of their investors.
  public init(
    _ test: PriceTest, under shocks: [Shock], of offering: Offering, by terms: PriceTestTerms
  ) throws {
    self.test = test
    let decision = test.decision
    let holdings = InvestorHoldings(of: decision.elimination.ranked.bids[decision.effective])
    outcomes = try shocks.map { shock in
      try Self.outcome(shock, decision, holdings, offering, terms)
    }
  }

  private static func outcome(
    _ shock: Shock, _ decision: PriceDecision, _ holdings: InvestorHoldings, _ offering: Offering,
    _ terms: PriceTestTerms
  ) throws -> Outcome {
    var effective = decision.effectiveTotals
    // Where nothing is said of it, online is exactly taken.
    var multiple = Ratio.one
    switch shock {
    case .online(let supposed): multiple = supposed
    case .withoutLargest(let count):
      for holding in holdings.largestFirst.prefix(count) {
        effective.investors -= 1
        effective.accounts -= holding.accounts
        effective.bids -= holding.accounts
        effective.shares = try effective.shares - holding.shares
      }
    case .haircut(let part):
      let cut = Ratio(part.denominator - part.numerator, part.denominator)
      effective.shares = Shares(try cut.times(effective.shares.count, .down))
    }
    // A price that stops the issue by itself stops it under every shock.
    if let stop = decision.review.terms.suspension(of: effective) ?? decision.suspension {
      return Outcome(
        shock: shock, effective: effective, cover: nil, reallocation: nil,
        suspension: Suspension(rule: stop.rule, reason: stop.description))
    }
    let online = offering.terms.shares.online
    guard online > .zero else {
      let offered = decision.review.terms.offered.count
      return Outcome(
        shock: shock, effective: effective,
        cover: offered > 0 ? Ratio(effective.shares.count, offered) : nil, reallocation: nil,
        suspension: nil)
    }
    let reallocation = try Reallocation.decide(
      ReallocationDemand(
        offering: offering, strategicFinal: terms.strategicFinal,
        onlineApplied: Shares(multiple.times(online.count, .down)),
        offlineApplied: effective.shares), by: offering.rules)
    let stops = reallocation.suspension != nil
    return Outcome(
      shock: shock, effective: effective,
      cover: !stops && reallocation.offline > .zero
        ? Ratio(effective.shares.count, reallocation.offline.count) : nil,
      reallocation: reallocation,
      suspension: reallocation.suspension.map {
        Suspension(rule: $0.rawValue, reason: reallocation.reason)
      })
  }
}
