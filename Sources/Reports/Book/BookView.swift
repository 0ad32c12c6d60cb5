import Bookbuilding
import Offerings
import Quantities
import Rulebooks

/// A book as the reports tell of it: up to the four numbers, and at its price where that is known.
public struct BookView: Sendable {
  public let offering: Offering
  public let review: BookReview
  /// The price of the terms, or as people set it.
  public let price: Price?
  /// With the bids at that price kept.
  public let elimination: Elimination
  /// Of what remains then.
  public let fourNumbers: FourNumbers?

  public init(_ review: BookReview, of offering: Offering, price: Price?) throws(QuantityError) {
    self.offering = offering
    self.review = review
    self.price = price
    elimination = price.map { review.elimination.keeping($0) } ?? review.elimination
    fourNumbers =
      elimination.keptAtPrice == 0
      ? review.fourNumbers : try FourNumbers(of: elimination, by: review.terms)
  }

  public var curve: DemandCurve { DemandCurve(of: elimination, offered: review.terms.offered) }

  var removedTotals: BookTotals { elimination.ranked.totals(elimination.removed) }
  var remainingTotals: BookTotals { elimination.ranked.totals(elimination.remaining) }

  /// "moore (688795)".
  var title: String { "\(offering.terms.name) (\(offering.terms.code))" }

  func clause(of rule: String) -> String { offering.rulebook.clause(of: rule) ?? "" }

  /// A multiple as the announcements print it.
  func times(_ multiple: Ratio) -> String {
    multiple.decimal(places: offering.rules.multipleDecimals)
  }
}

extension Ratio {
  /// "n/d" in lowest terms.
  var fraction: String { "\(numerator)/\(denominator)" }
}
