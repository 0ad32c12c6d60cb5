import Bookbuilding
import Clawback
import Offerings
import Pricing
import Quantities
import Rulebooks
import SampleOfferings
import Testing

@Suite struct PriceStressTests {
  /// 8,900 shares of four investors at 10.00: 3,000, 2,400, 1,900 and 1,600; 6,000 offline.
  private func outcome(
    _ shock: Shock, at fen: Int64 = 1_000, strategic: Int64? = nil
  ) throws -> PriceStress.Outcome {
    let book = try SmallBook.twelve(terms: { terms in
      guard strategic != nil else { return }
      terms.shares.strategic = Shares(1_000)
      terms.shares.total = Shares(11_000)
    })
    let terms = PriceTestTerms(
      of: book.offering, onlineMultiples: [], strategicFinal: strategic.map { Shares($0) })
    let test = try PriceTest(Price(fen: fen), on: book.review, of: book.offering, by: terms)
    let stress = try PriceStress(test, under: [shock], of: book.offering, by: terms)
    return try #require(stress.outcomes.first)
  }

  @Test func `The largest investors go with all their accounts`() throws {
    let one = try outcome(.withoutLargest(1))
    #expect(
      one.effective == BookTotals(bids: 6, investors: 3, accounts: 6, shares: Shares(5_900)))
    #expect(one.suspension?.rule == "effectiveDemandBelowOffline")
    let none = try outcome(.withoutLargest(0))
    #expect(none.effective.shares == Shares(8_900) && none.suspension == nil)
    // Three of four are gone: fewer than two investors stop the issue first.
    #expect(try outcome(.withoutLargest(3)).suspension?.rule == "effectiveBiddersTooFew")
    #expect(try outcome(.withoutLargest(99)).effective.investors == 0)
  }

  @Test func `A cut stops the issue where less than offline is left`() throws {
    // 32.5% of 8,900 off leaves 6,007; 32.6% leaves 5,998.
    let stands = try outcome(.haircut(Ratio(325, 1_000)))
    #expect(stands.effective.shares == Shares(6_007) && stands.suspension == nil)
    let stops = try outcome(.haircut(Ratio(326, 1_000)))
    #expect(stops.effective.shares == Shares(5_998))
    #expect(stops.suspension?.rule == "effectiveDemandBelowOffline")
    #expect(try outcome(.haircut(.one)).effective.shares == .zero)
  }

  @Test func `Online demand moves shares or stops the issue`() throws {
    let clawedBack = try outcome(.online(Ratio(101, 1)))
    #expect(clawedBack.reallocation?.clawback == Shares(1_000))
    #expect(clawedBack.cover == Ratio(8_900, 5_000))
    #expect(
      try outcome(.online(Ratio(1, 10))).suspension?.rule == "onlineShortageNotAbsorbed")
  }

  @Test func `The strategic shortfall is more for offline to cover`() throws {
    // 6,500 shares cover 6,000 and not the 7,000 that offline has when nobody strategic takes any.
    let cut = Shock.haircut(Ratio(269, 1_000))
    #expect(try outcome(cut, strategic: 1_000).suspension == nil)
    #expect(try outcome(cut, strategic: 0).suspension?.rule == "offlineUndersubscribed")
  }

  @Test func `A price that stops the issue by itself stops it under every shock`() throws {
    for shock in Shock.usual {
      #expect(try outcome(shock, at: 1_100).suspension != nil, "\(shock)")
    }
  }
}
