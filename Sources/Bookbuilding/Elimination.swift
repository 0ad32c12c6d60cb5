import Quantities
import Rulebooks

/// What is removed from the top of the valid bids (高价剔除): whole accounts, from the highest price down.
public struct Elimination: Sendable {
  /// All valid bids, in the order of removal.
  public let ranked: RankedBids
  /// How many of them are removed: the first so many.
  public let count: Int
  /// The bids at the issue price that stay though they stand in the block that was to go.
  public let keptAtPrice: Int
  /// What was aimed at; nil where no rule removes anything.
  public let aim: Ratio?

  private init(_ ranked: RankedBids, count: Int, kept: Int, aim: Ratio?) {
    self.ranked = ranked
    self.count = count
    keptAtPrice = kept
    self.aim = aim
  }

  /// Removes by the rulebook's share and stop.
  public init(_ ranked: RankedBids, by terms: BookTerms) throws(QuantityError) {
    let rule = terms.rules.elimination
    let total = ranked.total.count
    guard let aim = terms.elimination else {
      self.init(ranked, count: 0, kept: 0, aim: nil)
      return
    }
    var count: Int
    switch rule.stop {
    case .under: count = ranked.count(holdingAtMost: try aim.times(total, .down))
    case .over: count = ranked.count(holdingAtLeast: try aim.times(total, .up))
    }
    // A whole account that leads above the most that may be removed stays.
    if let most = rule.atMost {
      count = min(count, ranked.count(holdingAtMost: try most.times(total, .down)))
    }
    self.init(ranked, count: count, kept: 0, aim: aim)
  }

  /// Where the lowest price of the block is the issue price, the bids at that price stay, whatever share is
  /// left then.
  public func keeping(_ price: Price) -> Elimination {
    guard removedLast?.price == price else { return self }
    let above = ranked.count(above: price)
    return Elimination(ranked, count: above, kept: count - above, aim: aim)
  }

  /// The last bid that is removed: at the lowest price of the block.
  public var removedLast: ValidBid? { count > 0 ? ranked.bids[count - 1] : nil }

  /// The first bid that stays though its price is the lowest of the block: its quantity was large enough, or
  /// it came early enough; nil where the block ends with its price.
  public var firstKeptAtCut: ValidBid? {
    guard let last = removedLast, count < ranked.bids.count, ranked.bids[count].price == last.price
    else { return nil }
    return ranked.bids[count]
  }

  public var removed: Range<Int> { 0..<count }
  public var remaining: Range<Int> { count..<ranked.bids.count }

  /// The removed part of the valid bids' shares; zero where nothing was quoted.
  public var share: Ratio {
    let total = ranked.total.count
    return total == 0 ? .zero : Ratio(ranked.shares(removed).count, total)
  }

  /// The bids that count at a price (有效报价): not removed, and quoted at or above it.
  public func effective(at price: Price) -> Range<Int> {
    count..<max(count, ranked.count(atOrAbove: price))
  }
}
