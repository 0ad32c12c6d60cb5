import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// A small book and the offering whose book it is.
struct SmallBook {
  /// One bid: investor, account, class, price in fen, shares.
  typealias Row = (investor: String, account: String, name: String, fen: Int64, shares: Int64)

  let offering: Offering
  let review: BookReview

  private static let opens = Instant(secondsSinceEpoch: 1_672_502_400)

  /// An offering of 6,000 shares offline and 4,000 online that needs two investors.
  ///
  /// - Parameter elimination: what is removed from the top.
  static func offering(
    elimination: Ratio = Ratio(3, 100), terms adjustTerms: (inout Terms) -> Void = { _ in },
    rules adjustRules: (inout RuleValues) -> Void = { _ in }
  ) throws -> Offering {
    try Sample.offering { terms in
      terms.price = nil
      terms.inquiry = InquiryTerms(
        opens: opens, closes: Instant(secondsSinceEpoch: opens.secondsSinceEpoch + 3_600),
        minimumShares: Shares(1), stepShares: Shares(1), elimination: elimination)
      adjustTerms(&terms)
    } rules: { rules in
      rules.book.elimination = EliminationRule(atLeast: nil, atMost: nil, stop: .under)
      rules.book.pricesPerInvestor = 100
      rules.book.priceSpread = nil
      rules.book.minimumBidders = [BidderFloor(upTo: nil, bidders: 2)]
      adjustRules(&rules)
    }
  }

  init(_ rows: [Row], of offering: Offering) throws {
    self.offering = offering
    var bids: [Bid] = []
    for (place, row) in rows.enumerated() {
      bids.append(
        Bid(
          investor: try #require(AccountName(row.investor)),
          account: try #require(AccountName(row.account)), investorClass: row.name,
          price: QuotedPrice(Price(fen: row.fen)), shares: Shares(row.shares),
          submittedAt: Self.opens,
          sequence: Int64(place + 1)))
    }
    review = try BookReview(of: Book(bids: bids), register: nil, by: BookTerms(of: offering))
  }

  /// Twelve bids of five investors; the highest, 100 shares of 10,000, is removed.
  static func twelve(
    terms: (inout Terms) -> Void = { _ in }, rules: (inout RuleValues) -> Void = { _ in }
  ) throws -> SmallBook {
    try SmallBook(
      [
        ("one", "a1", "A", 1_200, 100),
        ("one", "a2", "A", 1_100, 2_000), ("one", "a3", "A", 1_100, 1_000),
        ("two", "a4", "A", 1_100, 1_000), ("two", "a5", "B", 1_050, 900),
        ("three", "a6", "A", 1_000, 1_000), ("three", "a7", "B", 1_000, 600),
        ("four", "a8", "A", 1_000, 1_400), ("four", "a9", "B", 1_000, 1_000),
        ("five", "a10", "B", 900, 500), ("five", "a11", "A", 900, 300),
        ("five", "a12", "A", 850, 200),
      ], of: offering(terms: terms, rules: rules))
  }
}
