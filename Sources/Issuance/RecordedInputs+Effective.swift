import Bookbuilding
import Offerings
import Quantities

extension RecordedInputs {
  /// The bids that take part in the allotment (有效报价): of an inquiry, after screening and elimination; nil
  /// where there is no book or no price yet.
  ///
  /// - Parameter found: the price that an inquiry found; nil where the terms state one.
  public func effectiveBids(of offering: Offering, at found: Price?) throws -> [Bid]? {
    guard let book = bids?.value, let price = offering.terms.price ?? found else { return nil }
    guard offering.terms.inquiry != nil else { return book.bids(atOrAbove: price) }
    let review = try BookReview(
      of: book, register: bidders?.value, by: try BookTerms(of: offering))
    return try PriceDecision(price, on: review, of: offering).effectiveBids
  }
}
