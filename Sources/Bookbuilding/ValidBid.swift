import Quantities
import TradingDays

/// A valid bid as the book is ranked by: where it stands in the book, and the figures that order it.
public struct ValidBid: Equatable, Sendable {
  /// Its place in the book's bids, from 0.
  public let row: Int
  public let price: Price
  public let shares: Shares
  public let submittedAt: Instant
  /// The platform's order among equal times.
  public let sequence: Int64
  /// Its investor's place in the screening's list of investors, from 0.
  public let investor: Int
  /// Its class's place among the deal's classes, from 0.
  public let investorClass: Int

  init(_ bid: Bid, at row: Int, price: Price, investor: Int, class place: Int) {
    self.row = row
    self.price = price
    shares = bid.shares
    submittedAt = bid.submittedAt
    sequence = bid.sequence
    self.investor = investor
    investorClass = place
  }

  /// Whether this bid is removed before another: the higher price first, then the smaller quantity, then
  /// the later time, then the later place on the platform, at last the later row. No two bids are equal.
  public func isRemoved(before other: ValidBid) -> Bool {
    if price != other.price { return price > other.price }
    if shares != other.shares { return shares < other.shares }
    if submittedAt != other.submittedAt { return submittedAt > other.submittedAt }
    if sequence != other.sequence { return sequence > other.sequence }
    return row > other.row
  }
}
