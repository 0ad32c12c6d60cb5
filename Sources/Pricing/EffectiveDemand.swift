import Allotment
import Bookbuilding
import Quantities

/// What the effective bids at one price come to: in all, by class, and how concentrated.
public struct EffectiveDemand: Equatable, Sendable {
  public let totals: BookTotals
  /// In the deal's order of classes; classes without an effective bid are left out.
  public let classes: [ClassDemand]
  /// nil where nothing is effective.
  public let concentration: Concentration?

  init(totals: BookTotals, classes: [ClassDemand], concentration: Concentration?) {
    self.totals = totals
    self.classes = classes
    self.concentration = concentration
  }

  /// Counts the bids of one price alone.
  ///
  /// - Complexity: O(n) bids and O(m log m) of their investors.
  public init(of bids: ArraySlice<ValidBid>, classes names: [String]) throws(QuantityError) {
    let holdings = InvestorHoldings(of: bids)
    let total = try Shares.sum(bids.lazy.map(\.shares))
    totals = BookTotals(
      bids: bids.count, investors: holdings.largestFirst.count, accounts: bids.count, shares: total)
    var classes: [ClassDemand] = []
    for (place, name) in names.enumerated() {
      let own = bids.filter { $0.investorClass == place }
      guard !own.isEmpty else { continue }
      classes.append(
        ClassDemand(name: name, accounts: own.count, shares: try Shares.sum(own.map(\.shares))))
    }
    self.classes = classes
    let largest = holdings.largestFirst.map(\.shares.count)
    concentration =
      total > .zero
      ? Concentration(
        largest: largest, total: total,
        squares: largest.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }) : nil
  }
}
