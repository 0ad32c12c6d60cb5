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

  private(set) var names: [AccountName] = []
  /// Each bid's investor, by its number.
  private(set) var investor: [Int] = []
  private(set) var standing: [Standing] = []
  private(set) var accountCount = 0
  private var prices: [Prices] = []
  private let rules: (prices: Int, spread: Ratio?)

  init(_ book: Book, _ terms: BookTerms) {
    rules = (terms.rules.pricesPerInvestor, terms.rules.priceSpread)
    number(book)
    settle(book, terms)
    prices = [Prices](repeating: Prices(), count: names.count)
    for (row, bid) in book.bids.enumerated() where standing[row] == .standing {
      prices[investor[row]].add(bid.price, atMost: rules.prices)
    }
  }

  private mutating func number(_ book: Book) {
    var numbers: [AccountName: Int] = [:]
    investor.reserveCapacity(book.bids.count)
    for bid in book.bids {
      // Bids of one investor mostly follow each other.
      if let last = investor.last, names[last] == bid.investor {
        investor.append(last)
        continue
      }
      let number = numbers[bid.investor] ?? names.count
      if number == names.count {
        numbers[bid.investor] = number
        names.append(bid.investor)
      }
      investor.append(number)
    }
  }

  private mutating func settle(_ book: Book, _ terms: BookTerms) {
    standing = [Standing](repeating: .untimely, count: book.bids.count)
    var last: [AccountName: Int] = [:]
    last.reserveCapacity(book.bids.count)
    for (row, bid) in book.bids.enumerated() {
      guard (terms.opens...terms.closes).contains(bid.submittedAt) else {
        // An account that quoted too late only is an account that quoted.
        if last[bid.account] == nil { last[bid.account] = -1 }
        continue
      }
      guard let before = last.updateValue(row, forKey: bid.account), before >= 0 else {
        standing[row] = .standing
        continue
      }
      let isLater = Self.isLater(bid, than: book.bids[before])
      standing[row] = isLater ? .standing : .superseded
      standing[before] = isLater ? .superseded : .standing
      if !isLater { last[bid.account] = before }
    }
    accountCount = last.count
  }

  /// By time, then by the platform's order; of wholly equal ones the later row is the later.
  private static func isLater(_ bid: Bid, than other: Bid) -> Bool {
    (bid.submittedAt, bid.sequence) >= (other.submittedAt, other.sequence)
  }

  /// What is wrong with all standing bids of the investor that a bid is of.
  func faults(ofInvestorAt row: Int) -> [ScreeningReason] {
    let prices = prices[investor[row]]
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
