import Offerings
import Quantities
import Rulebooks
import TradingDays

/// A book from its bids to the four numbers: all that stands before people set the price.
public struct BookReview: Sendable {
  public let terms: BookTerms
  public let screening: Screening
  public let elimination: Elimination
  /// Of the bids that remain; nil where none does.
  public let fourNumbers: FourNumbers?
  /// What remains after the elimination.
  public let remaining: BookTotals

  /// Screens, removes the highest and takes the four numbers.
  ///
  /// - Parameter register: who may quote; nil where no list is there.
  /// - Complexity: O(n log n) bids.
  public init(
    of book: Book, register: BidderRegister?, by terms: BookTerms
  ) throws(QuantityError) {
    self.terms = terms
    screening = try Screening.screen(book, register: register, by: terms)
    elimination = try Elimination(RankedBids(screening), by: terms)
    fourNumbers = try FourNumbers(of: elimination, by: terms)
    remaining = elimination.ranked.totals(elimination.remaining)
  }

  /// Why the issue stops before it has a price (中止发行): too few investors remain; nil where enough do.
  public var suspension: BookSuspension? {
    remaining.investors < terms.minimumBidders
      ? .remainingBiddersTooFew(found: remaining.investors, expected: terms.minimumBidders) : nil
  }

  /// Cumulative demand over what remains.
  public var curve: DemandCurve { DemandCurve(of: elimination, offered: terms.offered) }

  /// A valid bid as it was received.
  public func bid(_ valid: ValidBid) -> Bid { screening.book.bids[valid.row] }
}
