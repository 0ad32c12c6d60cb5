import Offerings
import Quantities

/// The order book (簿记): each account's bid once, in the order of the file.
public struct Book: Sendable {
  public let bids: [Bid]

  public init(bids: [Bid]) { self.bids = bids }

  /// The bids at or above the issue price (有效报价): they must take what they quoted.
  public func effective(at price: Price) -> [Bid] {
    bids.filter { $0.price >= price }
  }

  /// The shares of the effective bids (网下有效申购数量).
  public func demand(at price: Price) throws(QuantityError) -> Shares {
    try Shares.sum(effective(at: price).map(\.shares))
  }
}
