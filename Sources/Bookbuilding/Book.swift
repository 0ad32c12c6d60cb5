import Offerings
import Quantities

/// The order book (簿记): the bids in the order of the file. Of an offering that begins at its bids it holds
/// all that were received; of any other those that took part in the price, each account once.
public struct Book: Sendable {
  public let bids: [Bid]

  public init(bids: [Bid]) { self.bids = bids }

  /// The bids at or above the issue price: of a book that was screened before, those are the effective ones
  /// (有效报价), which must take what they quoted.
  public func bids(atOrAbove price: Price) -> [Bid] {
    bids.filter { $0.price.isAtLeast(price) }
  }
}

extension [Bid] {
  /// The shares that the bids quote.
  public func demand() throws(QuantityError) -> Shares { try Shares.sum(map(\.shares)) }
}
