import Quantities
import TradingDays

/// The ledger's register against the depository's list: holdings, and locks as of a day.
public struct HoldingReconciliation: Equatable, Sendable {
  /// Accounts that agree in their shares and in every lock.
  public let matched: Int
  /// In the order of reports.
  public let breaks: [Break]

  /// Compares account by account: the sum of shares, then the locks by their ends.
  ///
  /// - Parameters:
  ///   - released: the ends of lock-ups whose release the ledger has posted.
  ///   - asOf: the day that the list is of; it tells a lock that was ended early from another fault.
  /// - Throws: where a sum or a difference does not fit 64 bits.
  /// - Complexity: O(n) for n holdings and rows, O(n log n) for the locks of one account.
  public init(
    _ ledger: [LedgerHolding], _ list: [ListedHolding], released: Set<Day>, asOf: Day
  ) throws(QuantityError) {
    var ours: [String: Position] = [:]
    ours.reserveCapacity(ledger.count)
    for holding in ledger { try ours[holding.account, default: Position()].add(holding) }
    var theirs: [String: Position] = [:]
    theirs.reserveCapacity(list.count)
    for row in list { try theirs[row.account, default: Position()].add(row) }
    var matched = 0
    var breaks: [Break] = []
    for (account, position) in ours {
      let count = breaks.count
      if let other = theirs[account] {
        let locks = LockComparison(account: account, released: released, asOf: asOf)
        if position.shares != other.shares {
          breaks.append(
            try .of(
              .holdingDiffers, account, ledger: position.shares, other: other.shares,
              "other shares than were registered"))
        }
        breaks += try locks.breaks(position, other)
      } else {
        breaks.append(
          try .of(
            .holdingDiffers, account, ledger: position.shares, other: nil,
            "the list does not have the account"))
      }
      if breaks.count == count { matched += 1 }
    }
    for (account, position) in theirs where ours[account] == nil && position.shares > .zero {
      breaks.append(
        try .of(
          .unknownAccount, account, ledger: nil, other: position.shares,
          "the ledger registered nothing for it"))
    }
    self.matched = matched
    self.breaks = breaks.inReportOrder()
  }
}
