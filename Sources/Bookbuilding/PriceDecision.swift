import Offerings
import Quantities
import Rulebooks

/// A book at one price: what is effective, and what the price passes and fails. The price itself is
/// people's word.
public struct PriceDecision: Sendable {
  public let price: Price
  public let review: BookReview
  /// With the bids at the issue price kept.
  public let elimination: Elimination
  /// Of what remains then; nil where nothing does.
  public let fourNumbers: FourNumbers?
  /// The effective bids, as a part of the ranked ones.
  public let effective: Range<Int>
  public let effectiveTotals: BookTotals
  /// Market value at the price (发行市值) in fen: price times all shares, over-allotted ones left out.
  public let marketValue: Int128
  /// Market value over last year's net profit (发行市盈率); nil where there is no profit on record.
  public let earningsMultiple: Ratio?
  public let checks: [PriceCheck]
  /// Why the issue stops at this price; nil where it goes on.
  public let suspension: BookSuspension?

  /// - Complexity: O(n) bids where the price is the lowest of the removed ones, else O(effective).
  public init(
    _ price: Price, on review: BookReview, of offering: Offering
  ) throws(QuantityError) {
    let elimination = review.elimination.keeping(price)
    try self.init(
      price, on: review, of: offering, elimination,
      effectiveTotals: elimination.ranked.totals(elimination.effective(at: price)))
  }

  /// As above, for a caller that goes through many prices and has counted what is effective at each.
  package init(
    _ price: Price, on review: BookReview, of offering: Offering, _ elimination: Elimination,
    effectiveTotals: BookTotals
  ) throws(QuantityError) {
    self.price = price
    self.review = review
    self.elimination = elimination
    fourNumbers =
      elimination.keptAtPrice == 0
      ? review.fourNumbers : try FourNumbers(of: elimination, by: review.terms)
    effective = elimination.effective(at: price)
    self.effectiveTotals = effectiveTotals
    let shares = offering.terms.shares
    marketValue = Int128(price.fen) * Int128(try (shares.total + shares.preIPO).count)
    let valuation = offering.terms.valuation
    if let profit = valuation?.netProfit, profit > .zero {
      earningsMultiple = try Ratio(reducing: marketValue, Int128(profit.fen))
    } else {
      earningsMultiple = nil
    }
    var examination = PriceExamination(offering, price, fourNumbers, review.terms)
    examination.fourNumbers()
    examination.earnings(earningsMultiple)
    try examination.funds()
    examination.demand(effectiveTotals)
    examination.marketValue(marketValue)
    checks = examination.checks
    suspension = examination.suspension
  }

  /// How many times the effective shares cover what is offered (网下有效申购倍数); nil where nothing is.
  public var multiple: Ratio? {
    let offered = review.terms.offered
    return offered > .zero ? Ratio(effectiveTotals.shares.count, offered.count) : nil
  }

  /// By how much the price exceeds the lowest of the four numbers; nil where it doesn't.
  public var excess: Ratio? {
    guard let lowest = fourNumbers?.lowest else { return nil }
    let price = Int128(price.fen) * Int128(lowest.denominator)
    guard price > Int128(lowest.numerator) else { return nil }
    return try? Ratio(reducing: price - Int128(lowest.numerator), Int128(lowest.numerator))
  }

  /// The effective bids in the order of the file.
  public var effectiveBids: [Bid] {
    elimination.ranked.bids[effective].map(\.row).sorted().map { review.screening.book.bids[$0] }
  }
}
