import Bookbuilding
import Quantities

/// What each investor's effective bids come to, the largest first; of equal ones the one that quoted first
/// in the file.
struct InvestorHoldings {
  struct Holding {
    /// The investor's place in the screening's list.
    let investor: Int
    var accounts: Int
    var shares: Shares
  }

  let largestFirst: [Holding]

  /// - Precondition: the sum of all shares fits 64 bits, as that of ranked bids does.
  init(of bids: ArraySlice<ValidBid>) {
    var holdings: [Int: Holding] = [:]
    for bid in bids {
      holdings[bid.investor, default: Holding(investor: bid.investor, accounts: 0, shares: .zero)]
        .add(bid.shares)
    }
    largestFirst = holdings.values.sorted { left, right in
      left.shares == right.shares
        ? left.investor < right.investor : left.shares > right.shares
    }
  }
}

extension InvestorHoldings.Holding {
  fileprivate mutating func add(_ more: Shares) {
    accounts += 1
    shares = Shares(shares.count + more.count)
  }
}
