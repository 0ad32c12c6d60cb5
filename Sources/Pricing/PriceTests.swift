import Bookbuilding
import Offerings
import Quantities

/// Many candidate prices of one book, side by side.
public enum PriceTests {
  /// Tests every candidate; the results stand beside the prices.
  ///
  /// - Complexity: O(n) bids once and O(m log n) candidates: candidates are taken from the highest down,
  ///   and each bid is added when it becomes effective.
  public static func run(
    _ prices: [Price], on review: BookReview, of offering: Offering, by terms: PriceTestTerms
  ) throws -> [PriceTest] {
    let ranked = review.elimination.ranked
    let classes = review.terms.classes
    var sweep = DemandSweep(ranked, from: review.elimination.count, classes: classes)
    var tests: [Price: PriceTest] = [:]
    for price in Set(prices).sorted(by: >) {
      let elimination = review.elimination.keeping(price)
      let effective = elimination.effective(at: price)
      let demand: EffectiveDemand
      if elimination.keptAtPrice > 0 {
        // At the lowest removed price other bids are in the book than at any other.
        demand = try EffectiveDemand(of: ranked.bids[effective], classes: classes)
      } else {
        sweep.advance(to: effective.upperBound)
        demand = sweep.demand
      }
      let decision = try PriceDecision(
        price, on: review, of: offering, elimination, effectiveTotals: demand.totals)
      tests[price] = try PriceTest(decision, demand, of: offering, by: terms)
    }
    return prices.compactMap { tests[$0] }
  }
}
