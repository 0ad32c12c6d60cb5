import Quantities

/// The valid bids in the order in which the highest are removed, with running sums: what lies above a price
/// is a beginning of it, so that every question about a price is a search and not a pass.
public struct RankedBids: Sendable {
  /// The first to be removed first: by price from the highest down.
  public let bids: [ValidBid]
  /// The shares of the first n bids, n from 0 on.
  private let running: [Int64]
  /// How many investors there are in all.
  public let investorCount: Int

  /// - Complexity: O(n log n).
  public init(_ screening: Screening) throws(QuantityError) {
    bids = Self.ranked(screening.valid)
    investorCount = screening.investors.count
    var running: [Int64] = [0]
    running.reserveCapacity(bids.count + 1)
    var sum = Shares.zero
    for bid in bids {
      sum = try sum + bid.shares
      running.append(sum.count)
    }
    self.running = running
  }

  /// Sorted by price and shares digit by digit, then equal ones by all of the order: comparing costs several
  /// times as much.
  private static func ranked(_ bids: [ValidBid]) -> [ValidBid] {
    var keys = bids.indices.map { place in
      RemovalKey(
        // The highest price and the fewest shares first.
        words: [
          UInt64.max - UInt64(bids[place].price.fen), UInt64(max(0, bids[place].shares.count)),
        ],
        place: place)
    }
    RemovalKey.sort(&keys)
    var ranked = keys.map { bids[$0.place] }
    var start = 0
    while start < ranked.count {
      var end = start + 1
      while end < ranked.count, ranked[end].price == ranked[start].price,
        ranked[end].shares == ranked[start].shares
      {
        end += 1
      }
      if end - start > 1 { ranked[start..<end].sort { $0.isRemoved(before: $1) } }
      start = end
    }
    return ranked
  }

  /// The shares of some of them that follow each other.
  public func shares(_ range: Range<Int>) -> Shares {
    Shares(running[range.upperBound] - running[range.lowerBound])
  }

  /// The shares of all.
  public var total: Shares { shares(bids.indices) }

  /// How many bids lie at or above a price.
  ///
  /// - Complexity: O(log n).
  public func count(atOrAbove price: Price) -> Int {
    firstPlace { bids[$0].price < price }
  }

  /// How many bids lie above a price.
  public func count(above price: Price) -> Int {
    firstPlace { bids[$0].price <= price }
  }

  /// The totals of some of them that follow each other.
  ///
  /// - Complexity: O(range).
  public func totals(_ range: Range<Int>) -> BookTotals {
    BookTotals(
      bids: range.count, investors: bids[range].investorCount(of: investorCount),
      accounts: range.count, shares: shares(range))
  }

  /// How many of the first bids hold at most `limit` shares together.
  func count(holdingAtMost limit: Int64) -> Int {
    firstPlace { running[$0 + 1] > limit }
  }

  /// How many of the first bids hold at least `limit` shares together; all of them where none do.
  func count(holdingAtLeast limit: Int64) -> Int {
    limit <= 0 ? 0 : min(bids.count, firstPlace { running[$0 + 1] >= limit } + 1)
  }

  /// The first place for which something holds that holds for all after it.
  private func firstPlace(_ holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = bids.count
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
