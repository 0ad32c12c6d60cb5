import Quantities

/// How many investors an issue up to a size needs in its book; with fewer it is suspended (中止发行).
public struct BidderFloor: Equatable, Sendable {
  /// The largest issue that this holds for, in shares; nil for every larger one.
  public let upTo: Shares?
  public let bidders: Int

  public init(upTo: Shares?, bidders: Int) {
    self.upTo = upTo
    self.bidders = bidders
  }
}
