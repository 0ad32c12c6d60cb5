import Allotment
import Bookbuilding
import Quantities

/// Effective demand at one price after another, from the highest down: each bid is added once, so that a
/// hundred candidates cost hardly more than one.
struct DemandSweep {
  private let bids: [ValidBid]
  private let classNames: [String]
  private let start: Int
  /// The first bid that is not counted yet.
  private var next: Int
  private var sharesOfInvestor: [Int64]
  private var sharesOfClass: [Int64]
  private var accountsOfClass: [Int]
  private var investors = 0
  private var total: Int64 = 0
  private var squares: Int128 = 0
  private var largest: LargestInvestors

  /// - Parameter start: the first bid that may be effective: what is before was removed.
  init(_ ranked: RankedBids, from start: Int, classes: [String]) {
    bids = ranked.bids
    classNames = classes
    self.start = start
    next = start
    sharesOfInvestor = [Int64](repeating: 0, count: ranked.investorCount)
    sharesOfClass = [Int64](repeating: 0, count: classes.count)
    accountsOfClass = [Int](repeating: 0, count: classes.count)
    largest = LargestInvestors(of: ranked.investorCount)
  }

  /// Counts every bid before `end`. Sums fit: the ranked bids have added all shares up before, and no sum of
  /// squares exceeds the square of the sum.
  ///
  /// - Precondition: `end` does not go back.
  mutating func advance(to end: Int) {
    precondition(end >= next || end <= start, "candidates come from the highest down")
    guard end > next else { return }
    for place in next..<end {
      let bid = bids[place]
      let before = sharesOfInvestor[bid.investor]
      let after = before + bid.shares.count
      sharesOfInvestor[bid.investor] = after
      if before == 0 { investors += 1 }
      total += bid.shares.count
      squares += Int128(bid.shares.count) * (Int128(before) + Int128(after))
      sharesOfClass[bid.investorClass] += bid.shares.count
      accountsOfClass[bid.investorClass] += 1
      largest.grow(bid.investor, to: after)
    }
    next = end
  }

  /// What has been counted so far.
  var demand: EffectiveDemand {
    var classes: [ClassDemand] = []
    for (place, name) in classNames.enumerated() where accountsOfClass[place] > 0 {
      classes.append(
        ClassDemand(
          name: name, accounts: accountsOfClass[place], shares: Shares(sharesOfClass[place])))
    }
    return EffectiveDemand(
      totals: BookTotals(
        bids: next - start, investors: investors, accounts: next - start, shares: Shares(total)),
      classes: classes,
      concentration: total > 0
        ? Concentration(largest: largest.shares, total: Shares(total), squares: squares) : nil)
  }
}

/// The largest 25 of investors whose shares only grow: whoever is pushed out comes back only by growing.
private struct LargestInvestors {
  private static let limit = Concentration.sizes.max() ?? 0
  private var leading: [(investor: Int, shares: Int64)] = []
  private var isLeading: [Bool]

  init(of count: Int) {
    isLeading = [Bool](repeating: false, count: count)
    leading.reserveCapacity(Self.limit)
  }

  /// The largest first.
  var shares: [Int64] { leading.map(\.shares) }

  mutating func grow(_ investor: Int, to shares: Int64) {
    var place: Int
    if isLeading[investor] {
      place = leading.firstIndex { $0.investor == investor } ?? 0
    } else if leading.count < Self.limit {
      place = leading.count
      leading.append((investor, shares))
      isLeading[investor] = true
    } else {
      place = leading.count - 1
      guard shares > leading[place].shares else { return }
      isLeading[leading[place].investor] = false
      isLeading[investor] = true
    }
    while place > 0, leading[place - 1].shares < shares {
      leading[place] = leading[place - 1]
      place -= 1
    }
    leading[place] = (investor, shares)
  }
}
