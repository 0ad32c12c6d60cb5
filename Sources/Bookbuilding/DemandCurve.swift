import Quantities

/// Cumulative demand by price (需求曲线), of the bids that remain after the elimination, the highest price
/// first.
public struct DemandCurve: Sendable {
  /// Prices with outsized demand that follow each other in the curve (报价密集区).
  public struct Cluster: Equatable, Sendable {
    public let highest: Price
    public let lowest: Price
    public let accounts: Int
    public let shares: Shares
  }

  public let levels: [PriceLevel]
  /// What the cover is counted of: the offline shares offered; zero where none are.
  public let offered: Shares
  /// All remaining shares.
  public let total: Shares

  /// A level belongs to a cluster where it holds this part of the remaining shares or more.
  public static let clusterShare = Ratio(1, 20)
  /// The curve bends at a level where a straight line would miss it by this part of the remaining shares or
  /// more.
  public static let kinkShare = Ratio(1, 20)

  /// - Complexity: O(n) bids.
  public init(of elimination: Elimination, offered: Shares) {
    let ranked = elimination.ranked
    let remaining = elimination.remaining
    var levels: [PriceLevel] = []
    var start = remaining.lowerBound
    while start < remaining.upperBound {
      let price = ranked.bids[start].price
      var end = start + 1
      while end < remaining.upperBound, ranked.bids[end].price == price { end += 1 }
      levels.append(
        PriceLevel(
          price: price, accounts: end - start, shares: ranked.shares(start..<end),
          cumulativeAccounts: end - remaining.lowerBound,
          cumulativeShares: ranked.shares(remaining.lowerBound..<end)))
      start = end
    }
    self.levels = levels
    self.offered = offered
    total = ranked.shares(remaining)
  }

  /// How many times the demand at a level covers what is offered (认购倍数); nil where nothing is offered.
  public func cover(at level: PriceLevel) -> Ratio? {
    offered > .zero ? Ratio(level.cumulativeShares.count, offered.count) : nil
  }

  /// Where much of the demand stands: runs of levels that each hold a twentieth of it.
  public var clusters: [Cluster] {
    var clusters: [Cluster] = []
    for run in levels.split(whereSeparator: { !isOutsized($0) }) {
      guard let first = run.first, let last = run.last else { continue }
      clusters.append(
        Cluster(
          highest: first.price, lowest: last.price,
          accounts: run.reduce(0) { $0 + $1.accounts },
          shares: Shares(run.reduce(0) { $0 + $1.shares.count })))
    }
    return clusters
  }

  private func isOutsized(_ level: PriceLevel) -> Bool {
    Self.clusterShare <= Ratio(level.shares.count, max(1, total.count))
  }

  /// The levels at which the curve bends: the corners that stay when it is drawn with as few straight lines
  /// as miss no level by a twentieth of the demand (Ramer, Douglas and Peucker). The ends are none.
  ///
  /// - Complexity: O(n log n) levels as a rule, O(n²) at worst.
  public var kinks: [PriceLevel] {
    var kinks: [Int] = []
    var spans = levels.count > 2 ? [0..<levels.count - 1] : []
    while let span = spans.popLast() {
      guard let corner = farthest(in: span) else { continue }
      kinks.append(corner)
      spans += [span.lowerBound..<corner, corner..<span.upperBound]
    }
    return kinks.sorted().map { levels[$0] }
  }

  /// The level between the span's ends that its straight line misses most, where it misses it by enough.
  private func farthest(in span: Range<Int>) -> Int? {
    let (start, end) = (levels[span.lowerBound], levels[span.upperBound])
    // The line's drop in price, by which both sides are multiplied to stay in integers.
    let run = Int128(start.price.fen - end.price.fen)
    let rise = Int128(end.cumulativeShares.count - start.cumulativeShares.count)
    var farthest: (place: Int, distance: Int128)?
    for place in span.dropFirst() {
      let level = levels[place]
      let onLine = rise * Int128(start.price.fen - level.price.fen)
      let onCurve = Int128(level.cumulativeShares.count - start.cumulativeShares.count) * run
      let distance = (onCurve - onLine).magnitude
      if distance > (farthest?.distance.magnitude ?? 0) { farthest = (place, Int128(distance)) }
    }
    guard let farthest,
      farthest.distance * Int128(Self.kinkShare.denominator)
        >= Int128(total.count) * run * Int128(Self.kinkShare.numerator)
    else { return nil }
    return farthest.place
  }
}
