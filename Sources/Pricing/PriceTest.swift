import Bookbuilding
import Offerings
import Quantities
import Settlement

/// A book at one candidate price (价格测试): what is effective and how concentrated, what it would be divided
/// into, what it raises, and every check that it passes or fails.
public struct PriceTest: Sendable {
  public let decision: PriceDecision
  public let demand: EffectiveDemand
  /// One for each supposed online demand, in the order of the terms; none where nothing is online.
  public let preAllotments: [PreAllotment]
  /// nil where the costs exceed what is raised.
  public let proceeds: ProceedsStatement?
  public let checks: [PriceCheck]

  /// Tests one price by itself.
  ///
  /// - Complexity: O(n) bids.
  public init(
    _ price: Price, on review: BookReview, of offering: Offering, by terms: PriceTestTerms
  ) throws {
    let decision = try PriceDecision(price, on: review, of: offering)
    try self.init(
      decision,
      EffectiveDemand(
        of: decision.elimination.ranked.bids[decision.effective], classes: review.terms.classes),
      of: offering, by: terms)
  }

  init(
    _ decision: PriceDecision, _ demand: EffectiveDemand, of offering: Offering,
    by terms: PriceTestTerms
  ) throws {
    self.decision = decision
    self.demand = demand
    let multiples = offering.terms.shares.online > .zero ? terms.onlineMultiples : []
    preAllotments = try multiples.map { multiple in
      try PreAllotment(multiple, demand, of: offering, strategicFinal: terms.strategicFinal)
    }
    var checks = decision.checks
    do {
      proceeds = try ProceedsStatement(of: offering.priced(at: decision.price))
    } catch {
      proceeds = nil
      guard case .feesAboveProceeds(let found, let expected) = error else { throw error }
      checks.append(
        PriceCheck(
          rule: "feesAboveProceeds", passed: false, found: "\(found) yuan of costs",
          expected: "at most the gross \(expected) yuan", consequence: .refusal))
    }
    self.checks = checks
  }

  public var price: Price { decision.price }

  /// The gravest consequence of the checks that the price fails; nil where it passes all.
  public var consequence: PriceCheck.Consequence? {
    let failed = Set(checks.lazy.filter { !$0.passed }.map(\.consequence))
    return [.refusal, .suspension, .warning].first(where: failed.contains)
  }
}
