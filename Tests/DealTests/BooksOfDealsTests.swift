import Bookbuilding
import Offerings
import Quantities
import SampleOfferings
import Testing
import TradingDays

/// Books with the totals that were announced, and the elimination that has to stop where the announcement
/// says. Who quoted what beside those totals is made up here; quantities are in units of 10,000 shares.
@Suite struct BooksOfDealsTests {
  private struct Quote {
    let price: String
    /// In units of 10,000 shares.
    let wan: Int64
    var clock = "10:00:00"
  }

  /// The elimination of a book with these quotes, account by account, of so many investors in turn.
  private func elimination(
    _ quotes: [Quote], rulebook: String, investors: Int
  ) throws -> (Elimination, Screening) {
    let offering = try Sample.offering(rulebook: rulebook) { terms in
      terms.price = nil
      terms.inquiry = InquiryTerms(stepShares: Shares(10_000))
    }
    let terms = try BookTerms(of: offering)
    let day = try offering.day(-3)
    let name = try #require(offering.bidClasses.first)
    let bids = try quotes.enumerated().map { index, quote in
      Bid(
        investor: try #require(AccountName("i\(index % investors)")),
        account: try #require(AccountName("a\(index)")), investorClass: name,
        price: try QuotedPrice(parsing: quote.price), shares: Shares(quote.wan * 10_000),
        submittedAt: try #require(Instant(market: "\(day) \(quote.clock)")),
        sequence: Int64(index + 1))
    }
    let screening = try Screening.screen(Book(bids: bids), register: nil, by: terms)
    #expect(screening.removed.isEmpty)
    return (try Elimination(RankedBids(screening), by: terms), screening)
  }

  private func quotes(_ count: Int, _ price: String, _ wan: Int64, _ clock: String = "10:00:00")
    -> [Quote]
  {
    Array(repeating: Quote(price: price, wan: wan, clock: clock), count: count)
  }

  /// 688367: all above 11.54; at 11.54 all below 9,000,000 shares; of those with 9,000,000 all after
  /// 14:57:39; of that second 24 accounts, the platform's last first.
  @Test func `Ten percent and a little: down to the order on the platform`() throws {
    let kept =
      quotes(6, "11.54", 900, "14:57:39") + quotes(500, "11.54", 900, "14:57:38")
      + quotes(322, "11.53", 800) + quotes(1, "11.53", 830)
      + quotes(9_620 - 829, "11.53", 900)
    let sameSecond = quotes(24, "11.54", 900, "14:57:39")
    let others =
      quotes(861, "11.60", 900) + quotes(100, "11.54", 725) + quotes(100, "11.54", 900, "14:57:40")
    let (elimination, _) = try elimination(
      kept + sameSecond + others, rulebook: "cn-star-2019", investors: 457)
    #expect(elimination.ranked.total == Shares(9_584_730 * 10_000))
    #expect(elimination.count == 1_085)
    #expect(elimination.ranked.shares(elimination.removed) == Shares(959_000 * 10_000))
    #expect(elimination.share.percent(places: 2) == "10.01")
    let rows = elimination.ranked.bids[elimination.removed].map(\.row)
    #expect(Set(rows) == Set(9_620..<10_705))
    // The last second's accounts go from the back of the platform's order.
    #expect(rows.suffix(24) == (9_620..<9_644).reversed())
    #expect(elimination.firstKeptAtCut?.row == 5)
    let remaining = elimination.ranked.totals(elimination.remaining)
    #expect(remaining.investors == 457 && remaining.accounts == 9_620)
    #expect(remaining.shares == Shares(8_625_730 * 10_000))
    #expect(Ratio(remaining.shares.count, 14_424_000).decimal(places: 2) == "5980.12")
  }

  /// 688795: all above 122.94, and at 122.94 all below 22,000,000 shares.
  @Test func `Three percent and a little less: the next account would lead above it`() throws {
    let (elimination, screening) = try elimination(
      quotes(5, "122.94", 2_200) + quotes(810, "120.50", 940) + quotes(6_740, "120.50", 930)
        + quotes(34, "112.00", 910) + quotes(150, "123.00", 1_250) + quotes(26, "122.94", 1_140)
        + quotes(1, "122.94", 1_200), rulebook: "cn-star-growth-2025", investors: 284)
    #expect(screening.validTotals.accounts == 7_766)
    #expect(screening.validTotals.shares == Shares(7_289_880 * 10_000))
    #expect(elimination.count == 177)
    #expect(elimination.ranked.shares(elimination.removed) == Shares(218_340 * 10_000))
    #expect(elimination.share.percent(places: 4) == "2.9951")
    #expect(elimination.removedLast?.price == Price(fen: 12_294))
    #expect(elimination.firstKeptAtCut?.shares == Shares(22_000_000))
    let effective = elimination.effective(at: Price(fen: 11_428))
    #expect(effective.count == 7_555)
    let shares = elimination.ranked.shares(effective)
    #expect(shares == Shares(7_040_600 * 10_000))
    #expect(Ratio(shares.count, 44_800_000).decimal(places: 2) == "1571.56")
  }

  /// 301428: what was quoted in all was not published. The printed part leaves 556 possible totals, in units
  /// of 10,000 shares; at both ends the same 95 accounts go, and beside them the part is printed otherwise.
  @Test(arguments: [
    (5_561_822, "1.0017"), (5_561_823, "1.0016"), (5_562_378, "1.0016"), (5_562_379, "1.0015"),
  ])
  func `One percent and a little: the account that reaches it is the last`(
    total: Int64, printed: String
  ) throws {
    let rest = total - 55_710
    let (elimination, _) = try elimination(
      quotes(94, "30.00", 586) + quotes(1, "29.99", 626)
        + quotes(Int(rest / 600) - 1, "28.00", 600) + quotes(1, "28.00", rest % 600 + 600),
      rulebook: "cn-chinext-2023", investors: 300)
    #expect(elimination.ranked.total == Shares(total * 10_000))
    #expect(elimination.count == 95)
    #expect(elimination.ranked.shares(elimination.removed) == Shares(55_710 * 10_000))
    #expect(elimination.share.percent(places: 4) == printed)
  }

  /// 688001: all above 26.81; at 24.26 1,285 accounts of 148 investors are effective.
  @Test func `A block that ends with its price`() throws {
    let (elimination, _) = try elimination(
      quotes(300, "26.81", 500) + quotes(985, "24.26", 500) + quotes(72, "26.82", 1_000),
      rulebook: "cn-star-2019", investors: 148)
    #expect(elimination.removedLast?.price == Price(fen: 2_682))
    #expect(elimination.firstKeptAtCut == nil)
    #expect(elimination.ranked.bids[elimination.count].price == Price(fen: 2_681))
    let effective = elimination.ranked.totals(elimination.effective(at: Price(fen: 2_426)))
    #expect(effective.accounts == 1_285 && effective.investors == 148)
  }

  /// 835185: 597,022,800 shares effective at 41.80, of 929 accounts of 754 investors, for 25,600,000.
  @Test func `A book whose effective part alone was published`() throws {
    let offering = try Sample.offering { terms in
      terms.price = nil
      terms.inquiry = InquiryTerms(stepShares: Shares(100))
    }
    let terms = try BookTerms(of: offering)
    let bids = try (0..<1_000).map { index in
      Bid(
        investor: try #require(AccountName("i\(index % 754)")),
        account: try #require(AccountName("a\(index)")),
        investorClass: try #require(offering.bidClasses.first),
        price: try QuotedPrice(parsing: index < 929 ? "41.80" : "41.79"),
        shares: Shares(index == 0 ? 690_000 : 642_600), submittedAt: terms.opens,
        sequence: Int64(index))
    }
    let ranked = try RankedBids(
      Screening.screen(Book(bids: bids), register: nil, by: terms))
    let effective = ranked.totals(0..<ranked.count(atOrAbove: Price(fen: 4_180)))
    #expect(effective.accounts == 929 && effective.investors == 754)
    #expect(effective.shares == Shares(597_022_800))
    #expect(Ratio(effective.shares.count, 25_600_000).decimal(places: 2) == "23.32")
  }
}
