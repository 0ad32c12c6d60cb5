import Offerings
import Quantities
import TradingDays

/// The book with what is not valid set aside (无效报价剔除): valid and removed bids together are the bids that
/// were received, in bids, accounts and shares.
public struct Screening: Sendable {
  /// A bid that does not count, with every test that it fails, the first of them first.
  public struct Removed: Equatable, Sendable {
    /// Its place in the book's bids, from 0.
    public let row: Int
    public let reasons: [ScreeningReason]
    /// What it is removed for.
    public var reason: ScreeningReason { reasons[0] }
  }

  public let book: Book
  /// In the order of the book.
  public let valid: [ValidBid]
  public let removed: [Removed]
  /// Every investor that quoted, in the order of its first bid.
  public let investors: [AccountName]
  public let receivedTotals: BookTotals
  public let validTotals: BookTotals
  /// Its accounts are those that have no valid bid; its investors those that have a removed one.
  public let removedTotals: BookTotals
  /// False where no list of accounts was there, so that nobody was held against it.
  public let isRegisterKnown: Bool

  /// Tests every bid.
  ///
  /// - Parameter register: who may quote; nil where no list is there.
  /// - Complexity: O(n) bids, by hashing: some 100 ns a bid.
  public static func screen(
    _ book: Book, register: BidderRegister?, by terms: BookTerms
  ) throws(QuantityError) -> Screening {
    let census = InvestorCensus(book, terms)
    let plain = PlainBidTest(census, register, terms)
    var valid: [ValidBid] = []
    valid.reserveCapacity(book.bids.count)
    var removed: [Removed] = []
    for row in book.bids.indices {
      // Nearly every bid is valid, and that is quickly seen; whatever is not is tested rule by rule.
      if let bid = plain.valid(book.bids[row], at: row) {
        valid.append(bid)
        continue
      }
      var test = BidTest(book.bids[row], by: terms)
      test.all(census.standing[row], register)
      if census.standing[row] == .standing { test.reasons += census.faults[census.investor[row]] }
      if test.reasons.isEmpty, let price = test.price, let place = test.classPlace {
        valid.append(
          ValidBid(
            book.bids[row], at: row, price: price, investor: census.investor[row], class: place))
      } else {
        removed.append(Removed(row: row, reasons: test.reasons))
      }
    }
    return try Screening(book, valid, removed, census, isRegisterKnown: register != nil)
  }

  private init(
    _ book: Book, _ valid: [ValidBid], _ removed: [Removed], _ census: InvestorCensus,
    isRegisterKnown: Bool
  ) throws(QuantityError) {
    self.book = book
    self.valid = valid
    self.removed = removed
    self.isRegisterKnown = isRegisterKnown
    investors = census.names
    // Each account has one valid bid at most: its last.
    validTotals = BookTotals(
      bids: valid.count, investors: valid.investorCount(of: census.names.count),
      accounts: valid.count, shares: try Shares.sum(valid.lazy.map(\.shares)))
    var seen = [Bool](repeating: false, count: census.names.count)
    for removal in removed { seen[census.investor[removal.row]] = true }
    removedTotals = BookTotals(
      bids: removed.count, investors: seen.count { $0 },
      accounts: census.accountCount - valid.count,
      shares: try Shares.sum(removed.lazy.map { book.bids[$0.row].shares }))
    receivedTotals = BookTotals(
      bids: book.bids.count, investors: census.names.count, accounts: census.accountCount,
      shares: try validTotals.shares + removedTotals.shares)
  }

  /// How many bids and shares were removed for each reason, in the order of the tests.
  public func removedByReason() throws(QuantityError) -> [(
    reason: ScreeningReason, bids: Int, shares: Shares
  )] {
    var sums: [ScreeningReason: (bids: Int, shares: Shares)] = [:]
    for removal in removed {
      let sum = sums[removal.reason] ?? (0, .zero)
      sums[removal.reason] = (
        sum.bids + 1, try sum.shares + book.bids[removal.row].shares
      )
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value.bids, $0.value.shares) }
  }
}

extension Sequence<ValidBid> {
  /// How many different investors the bids are of, out of `all`.
  func investorCount(of all: Int) -> Int {
    var seen = [Bool](repeating: false, count: all)
    var count = 0
    for bid in self where !seen[bid.investor] {
      seen[bid.investor] = true
      count += 1
    }
    return count
  }
}
