import Offerings
import Quantities
import Rulebooks
import TradingDays

/// Who quoted: every investor and account of a book by number, which of an account's bids stands, and what
/// each investor quoted in all.
struct InvestorCensus {
  /// What became of a bid among those of its account.
  enum Standing {
    /// The account's last in time.
    case standing
    case superseded
    /// Outside the inquiry's hours: it replaces nothing.
    case untimely
  }

  /// The different prices of one investor's standing bids.
  private struct Prices {
    var different: [Int64] = []
    var lowest = Int64.max
    var highest = Int64.min

    mutating func add(_ price: QuotedPrice, atMost limit: Int) {
      let price = price.millionths
      lowest = min(lowest, price)
      highest = max(highest, price)
      // One above the limit is enough to know.
      if different.count <= limit, !different.contains(price) { different.append(price) }
    }
  }

  private var investors = NameNumbers()
  /// Each bid's investor, by its number.
  private(set) var investor: [Int] = []
  private(set) var standing: [Standing] = []
  /// The hash of each bid's account.
  private(set) var accountHash: [NameNumbers.Hash] = []
  private(set) var accountCount = 0
  /// What is wrong with all standing bids of each investor.
  private(set) var faults: [[ScreeningReason]] = []

  init(_ book: Book, _ terms: BookTerms) {
    let rules = (prices: terms.rules.pricesPerInvestor, spread: terms.rules.priceSpread)
    number(book)
    settle(book, terms)
    var prices = [Prices](repeating: Prices(), count: names.count)
    for row in book.bids.indices where standing[row] == .standing {
      prices[investor[row]].add(book.bids[row].price, atMost: rules.prices)
    }
    faults = prices.map { Self.faults(of: $0, rules) }
  }

  /// In the order of their first bids.
  var names: [AccountName] { investors.names }

  private mutating func number(_ book: Book) {
    investor.reserveCapacity(book.bids.count)
    for row in book.bids.indices {
      investor.append(investors.add(book.bids[row].investor).number)
    }
  }

  private mutating func settle(_ book: Book, _ terms: BookTerms) {
    standing = [Standing](repeating: .untimely, count: book.bids.count)
    accountHash.reserveCapacity(book.bids.count)
    var accounts = NameNumbers()
    accounts.reserve(book.bids.count)
    // Of each account the bid that stands so far; -1 where all came outside the hours.
    var last: [Int] = []
    last.reserveCapacity(book.bids.count)
    for row in book.bids.indices {
      let hash = NameNumbers.Hash(book.bids[row].account)
      accountHash.append(hash)
      let (account, isNew) = accounts.add(book.bids[row].account, hash)
      if isNew { last.append(-1) }
      let submittedAt = book.bids[row].submittedAt
      guard terms.opens <= submittedAt, submittedAt <= terms.closes else { continue }
      let before = last[account]
      guard before < 0 || Self.isLater(book.bids[row], than: book.bids[before]) else {
        standing[row] = .superseded
        continue
      }
      if before >= 0 { standing[before] = .superseded }
      standing[row] = .standing
      last[account] = row
    }
    accountCount = accounts.count
  }

  /// By time, then by the platform's order; of wholly equal ones the later row is the later.
  private static func isLater(_ bid: Bid, than other: Bid) -> Bool {
    (bid.submittedAt, bid.sequence) >= (other.submittedAt, other.sequence)
  }

  private static func faults(
    of prices: Prices, _ rules: (prices: Int, spread: Ratio?)
  ) -> [ScreeningReason] {
    var faults: [ScreeningReason] = []
    if prices.different.count > rules.prices { faults.append(.tooManyPrices) }
    if let spread = rules.spread, prices.lowest < prices.highest,
      Int128(prices.highest - prices.lowest) * Int128(spread.denominator)
        > Int128(prices.lowest) * Int128(spread.numerator)
    {
      faults.append(.priceSpread)
    }
    return faults
  }
}
