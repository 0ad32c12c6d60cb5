import Quantities

/// The four numbers (四个数), each exact in fen: median and mean weighted by shares, of all remaining bids
/// and of those of long-term funds. A price above the lowest (四数孰低值) needs a warning of investors.
public struct FourNumbers: Equatable, Sendable {
  public let median: Ratio
  public let mean: Ratio
  /// nil where no long-term fund remains.
  public let longTermMedian: Ratio?
  public let longTermMean: Ratio?

  /// Of the bids that remain; nil where none does.
  ///
  /// - Complexity: O(n).
  public init?(of elimination: Elimination, by terms: BookTerms) throws(QuantityError) {
    let remaining = elimination.ranked.bids[elimination.remaining]
    let isLongTerm = terms.classes.map(terms.longTermClasses.contains)
    guard let median = Self.median(remaining), let mean = try Self.mean(remaining) else {
      return nil
    }
    let longTerm = remaining.filter { isLongTerm[$0.investorClass] }[...]
    self.median = median
    self.mean = mean
    longTermMedian = Self.median(longTerm)
    longTermMean = try Self.mean(longTerm)
  }

  /// The lowest of the four.
  public var lowest: Ratio {
    [mean, longTermMedian, longTermMean].compactMap(\.self).reduce(median, min)
  }

  /// Each with its name, in the order of the announcements.
  public var all: [(name: String, value: Ratio?)] {
    [
      ("median", median), ("mean", mean), ("long_term_median", longTermMedian),
      ("long_term_mean", longTermMean),
    ]
  }

  /// Each bid counts once, whatever it quotes; of an even number the mean of the two in the middle.
  private static func median(_ bids: ArraySlice<ValidBid>) -> Ratio? {
    guard !bids.isEmpty else { return nil }
    let upper = bids[bids.startIndex + (bids.count - 1) / 2].price
    let lower = bids[bids.startIndex + bids.count / 2].price
    return Ratio(upper.fen + lower.fen, 2)
  }

  private static func mean(_ bids: ArraySlice<ValidBid>) throws(QuantityError) -> Ratio? {
    guard !bids.isEmpty else { return nil }
    var cost: Int128 = 0
    var shares: Int128 = 0
    for bid in bids {
      cost += Int128(bid.price.fen) * Int128(bid.shares.count)
      shares += Int128(bid.shares.count)
    }
    return try Ratio(reducing: cost, shares)
  }
}
