import Inputs
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// `inquiry:`, `valuation:` and the price as a fact.
@Suite struct InquiryDocumentTests {
  private static let good = """
    name: 样本
    code: "688360"
    rulebook: cn-star-2023
    subscription_day: 2023-09-14
    shares: {total: 10000, offline: 6000, online: 4000}
    inquiry: {}

    """

  private func read(_ text: String) throws -> OfferingFile {
    try OfferingDocument(Array(text.utf8), file: "offering.yaml").read(
      rulebook: Sample.rulebook("cn-star-2023", on: Day("2023-09-14")))
  }

  private func faults(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let refusal as InputRefusal {
      return refusal.faults.map { "\($0.place.line):\($0.place.column) \($0.rule)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `An inquiry needs no price, and says what the rulebook leaves open`() throws {
    #expect(try read(Self.good).offering.terms.inquiry == InquiryTerms())
    let text = Self.good.replacing(
      "inquiry: {}",
      with: """
        inquiry:
          opens: 2023-09-08 09:30
          closes: 2023-09-11T15:00:00+08:00
          minimum_shares: 1000
          step_shares: 100
          maximum_shares: 5000
          elimination_percent: 1.5
        valuation: {net_profit: "-12.50", peer_multiple: 31.25, listing_standard: 4, funds_needed: 5}
        """)
    let terms = try read(text).offering.terms
    #expect(
      terms.inquiry
        == InquiryTerms(
          opens: Instant(market: "2023-09-08 09:30"), closes: Instant(market: "2023-09-11 15:00"),
          minimumShares: Shares(1_000), stepShares: Shares(100), maximumShares: Shares(5_000),
          elimination: Ratio(15, 1_000)))
    #expect(
      terms.valuation
        == ValuationTerms(
          netProfit: Money(fen: -1_250), peerMultiple: Ratio(125, 4), listingStandard: "4",
          fundsNeeded: Money(fen: 500)))
    #expect(terms.price == nil)
  }

  @Test func `A recorded offering's price stands where its terms' would, and is a fact`() throws {
    let file = try read("price: 25.12\n" + Self.good)
    #expect(file.offering.terms.price == nil)
    #expect(file.facts.price == PriceSetting(Price(fen: 2_512)))
    let named =
      "facts: {price: {value: 25.12, by: LEAD, approved_by: ISSUER, because: as agreed}}\n"
    let setting = try read("price: 25.12\n" + Self.good + named).facts.price
    #expect(setting?.by?.text == "LEAD" && setting?.approvedBy?.text == "ISSUER")
    #expect(setting?.because?.text == "as agreed")
    #expect(
      faults("price: 25.12\n" + Self.good + "facts: {price: 25.13}\n")
        == ["1:8 factContradicted"])
  }

  @Test func `A class stands in the lock tiers once`() throws {
    #expect(throws: OfferingRefusal(errors: [.duplicateClass("A1")])) {
      try Sample.offering(rulebook: "cn-star-growth-2025") { $0.lockTiers.append($0.lockTiers[0]) }
    }
  }

  @Test func `Two statements of one price are one where one of them names nobody`() throws {
    let bare = Facts(price: PriceSetting(Price(fen: 100)))
    let lead = try #require(AccountName("LEAD"))
    let named = Facts(price: PriceSetting(Price(fen: 100), by: lead))
    #expect(try bare.merging(named, from: "x").price == named.price)
    #expect(try named.merging(bare, from: "x").price == named.price)
    let other = Facts(price: PriceSetting(Price(fen: 100), by: AccountName("OTHER")))
    #expect(throws: InputRefusal.self) { try named.merging(other, from: "x") }
    let dearer = Facts(price: PriceSetting(Price(fen: 101)))
    #expect(throws: InputRefusal.self) { try bare.merging(dearer, from: "x") }
  }

  @Test(arguments: [
    ("inquiry: {}", "", "priceMissing"),
    ("inquiry: {}", "inquiry: {opens: 2023-09-08}", "malformedTime"),
    (
      "inquiry: {}", "inquiry: {opens: 2023-09-11 15:00, closes: 2023-09-11 15:00}",
      "inquiryClosesBeforeItOpens"
    ),
    ("inquiry: {}", "inquiry: {closes: 2023-09-14 00:00}", "inquiryClosesAfterT"),
    ("inquiry: {}", "inquiry: {opens: 2023-09-11 15:00}", "inquiryClosesBeforeItOpens"),
    ("inquiry: {}", "inquiry: {step_shares: 0}", "malformedInteger"),
    (
      "inquiry: {}", "inquiry: {minimum_shares: 500, maximum_shares: 499}", "maximumBelowMinimum"
    ),
    ("inquiry: {}", "inquiry: {elimination_percent: 0.99}", "eliminationOutsideRule"),
    ("inquiry: {}", "inquiry: {elimination_percent: 3.01}", "eliminationOutsideRule"),
    ("inquiry: {}", "inquiry: {surprise: 1}", "unknownKey"),
    ("inquiry: {}", "inquiry: {}\nvaluation: {peer_multiple: 0}", "malformedMultiple"),
    ("inquiry: {}", "inquiry: {}\nvaluation: {listing_standard: 9}", "unknownListingStandard"),
    ("inquiry: {}", "inquiry: {}\nfacts: {price: 0}", "malformedPrice"),
    (
      "inquiry: {}", "inquiry: {}\nfacts: {price: {value: 1, by: A, approved_by: A}}",
      "approverIsProposer"
    ),
    ("offline: 6000, online: 4000", "online: 10000", "inquiryWithoutOffline"),
  ])
  func `What does not hold together is refused by its rule`(
    good: String, bad: String, rule: String
  ) {
    let found = faults(Self.good.replacing(good, with: bad))
    let isRefused = found.contains { $0.hasSuffix(" \(rule)") }
    #expect(isRefused || rule == "priceMissing" && found == ["1:1 missingKey"], "\(found)")
  }

  @Test(arguments: [
    "inquiry: {closes: 2023-09-13 23:59:59}", "inquiry: {opens: 2023-09-11 14:59:59}",
    "inquiry: {minimum_shares: 500, maximum_shares: 500}",
    "inquiry: {elimination_percent: 1}", "inquiry: {elimination_percent: 3}",
  ])
  func `The other side of each boundary is taken`(terms: String) throws {
    #expect(faults(Self.good.replacing("inquiry: {}", with: terms)) == [])
  }
}
