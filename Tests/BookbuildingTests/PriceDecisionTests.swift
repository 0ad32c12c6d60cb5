import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// What a price passes and fails, on both sides of each boundary. The book: ten investors of one account
/// each, 1,000 shares at 10.00 each, so that every one of the four numbers is 10.00.
@Suite struct PriceDecisionTests {
  private func decision(
    _ price: Int64, investors: Int = 10, shares: Int = 1_000, extra: [String] = [],
    valuation: ValuationTerms? = nil, terms adjust: (inout Terms) -> Void = { _ in },
    rules adjustRules: (inout RuleValues) -> Void = { _ in }
  ) throws -> PriceDecision {
    let offering = try Inquiry.offering(
      terms: { terms in
        terms.valuation = valuation
        adjust(&terms)
      },
      rules: { rules in
        rules.book.elimination = EliminationRule(atLeast: nil, atMost: nil, stop: .under)
        adjustRules(&rules)
      })
    let rows = (0..<investors).map { "i\($0) a\($0) A 10.00 \(shares) 10:00 \($0 + 1)" } + extra
    let review = try BookReview(
      of: Book(bids: try rows.map(bid)), register: nil, by: BookTerms(of: offering))
    return try PriceDecision(Price(fen: price), on: review, of: offering)
  }

  private func passes(_ rule: String, _ decision: PriceDecision) throws -> Bool {
    try #require(decision.checks.first { $0.rule == rule }, "\(rule)").passed
  }

  @Test func `A price above the lowest of the four numbers needs a warning`() throws {
    let at = try decision(1_000)
    #expect(try passes("notAboveFourNumbers", at) && at.excess == nil)
    #expect(at.suspension == nil && at.effectiveTotals.accounts == 10)
    let above = try decision(1_001)
    #expect(try !passes("notAboveFourNumbers", above) && above.excess == Ratio(1, 1_000))
  }

  @Test func `It may exceed it by 30% where the rulebook says so`() throws {
    #expect(try passes("withinPriceCap", decision(1_300)))
    #expect(try !passes("withinPriceCap", decision(1_301)))
    let free = try decision(9_999, rules: { $0.book.priceCap = nil })
    #expect(!free.checks.contains { $0.rule == "withinPriceCap" })
  }

  @Test func `Ten investors up to 400 million shares of issue, twenty above`() throws {
    #expect(try passes("enoughBidders", decision(1_000)))
    let nine = try decision(1_000, investors: 9)
    #expect(nine.suspension == .effectiveBiddersTooFew(found: 9, expected: 10))
    for (total, expected) in [(400_000_000, 10), (400_000_001, 20)] {
      let large = try decision(1_000) {
        $0.shares.total = Shares(Int64(total))
        $0.shares.offline = Shares(Int64(total - 4_000))
      }
      #expect(large.review.terms.minimumBidders == expected, "\(total)")
    }
  }

  @Test func `Two accounts of one investor are one bidder`() throws {
    let decision = try decision(
      1_000, investors: 9, extra: ["i0 more A 10.00 1000 10:00 20"])
    #expect(decision.effectiveTotals.accounts == 10)
    #expect(decision.suspension == .effectiveBiddersTooFew(found: 9, expected: 10))
  }

  @Test func `What remains after the elimination needs as many`() throws {
    let nine = try decision(900, investors: 9)
    #expect(nine.review.suspension == .remainingBiddersTooFew(found: 9, expected: 10))
    #expect(try decision(900).review.suspension == nil)
  }

  @Test func `Effective shares below the offline tranche stop the issue`() throws {
    #expect(try decision(1_000, shares: 600).suspension == nil)
    let short = try decision(
      1_000, shares: 500, extra: ["j b A 9.99 1000 10:00 20"])
    #expect(
      short.suspension
        == .effectiveDemandBelowOffline(found: Shares(5_000), expected: Shares(6_000)))
    #expect(short.multiple == Ratio(5, 6))
  }

  @Test func `The market value meets the chosen listing standard`() throws {
    // 10,000 shares and 99,990,000 from before: 100 million at 10.00 yuan are 1,000,000,000.
    func decided(_ price: Int64) throws -> PriceDecision {
      try decision(price, valuation: ValuationTerms(listingStandard: "1")) {
        $0.shares.preIPO = Shares(99_990_000)
      }
    }
    #expect(try decided(1_000).suspension == nil)
    let below = try decided(999)
    #expect(try !passes("meetsListingStandard", below))
    #expect(
      below.suspension
        == .marketValueBelowStandard(
          found: 99_900_000_000, expected: Money(fen: 100_000_000_000), standard: "1"))
  }

  @Test func `Earnings and needs are held against the price`() throws {
    let valuation = ValuationTerms(
      netProfit: Money(fen: 500_000), peerMultiple: Ratio(20, 1),
      fundsNeeded: Money(fen: 10_000_000))
    let at = try decision(1_000, valuation: valuation)
    #expect(at.earningsMultiple == Ratio(20, 1))
    #expect(try passes("notAbovePeers", at) && passes("raisesWhatIsNeeded", at))
    #expect(try !passes("notAbovePeers", decision(1_001, valuation: valuation)))
    #expect(try !passes("raisesWhatIsNeeded", decision(999, valuation: valuation)))
    let loss = try decision(
      1_000, valuation: ValuationTerms(netProfit: Money(fen: -1), peerMultiple: Ratio(20, 1)))
    #expect(loss.earningsMultiple == nil)
    #expect(!loss.checks.contains { $0.rule == "notAbovePeers" })
  }

  @Test func `Effective bids keep the order of the file`() throws {
    let decision = try decision(
      1_000, extra: ["j b A 11.00 100 10:00 20", "k c A 9.99 100 10:00 21"])
    #expect(decision.effectiveBids.map(\.account.text) == (0..<10).map { "a\($0)" } + ["b"])
  }
}
