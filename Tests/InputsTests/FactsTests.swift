import Cryptography
import Inputs
import Lottery
import Offerings
import Quantities
import Testing
import TradingDays

/// Facts that come after the terms, from several places.
@Suite struct FactsTests {
  @Test func `A fact of the call is read by its path`() throws {
    let listing = try FactsReader.read(argument: "listing_day=2020-06-02")
    #expect(listing == Facts(listingDay: Day("2020-06-02")))
    let online = try FactsReader.read(argument: "online={accounts: 3, shares: 1500}")
    #expect(online == Facts(online: OnlineDemand(accounts: 3, shares: Shares(1_500))))
    let digest = SHA256.hash("x")
    let confirmed = try FactsReader.read(argument: "confirmations.registration=\(digest.hex)")
    #expect(confirmed == Facts(confirmations: ["registration": digest]))
    let tails = try FactsReader.read(argument: "announced_tails={1: [\"7\"], source: notary}")
    #expect(tails.announcedTails?.source == "notary")
    #expect(tails.announcedTails?.tails.tails.map(\.description) == ["7"])
  }

  @Test(arguments: [
    ("listing_day", "malformedFact"), ("listing_day=soon", "malformedDay"),
    ("weather=fine", "unknownKey"), ("online={accounts: 1}", "missingKey"),
    ("confirmations.bank=00", "unknownKey"), ("confirmations.proceeds=00", "malformedDigest"),
    ("strategic_final=-1", "malformedShares"), ("listing_day=", "emptyDocument"),
  ])
  func `A fact that is none is refused`(argument: String, rule: String) throws {
    let found = try faults { _ = try FactsReader.read(argument: argument) }
    #expect(found.contains { $0.hasSuffix(" \(rule)") }, "\(found)")
  }

  @Test func `Facts of two places are one`() throws {
    let day = Day("2020-06-02")
    let digest = SHA256.hash("x")
    let own = Facts(strategicFinal: Shares(5), confirmations: ["proceeds": digest])
    let other = Facts(
      strategicFinal: Shares(5), listingDay: day, confirmations: ["registration": digest])
    let merged = try own.merging(other, from: "--fact")
    #expect(
      merged
        == Facts(
          strategicFinal: Shares(5), listingDay: day,
          confirmations: ["proceeds": digest, "registration": digest]))
    #expect(try other.merging(own, from: "--fact") == merged)
    #expect(try merged.merging(Facts(), from: "--fact") == merged)
    #expect(try merged.merging(merged, from: "--fact") == merged)
  }

  @Test(arguments: [
    ("strategic_final=5", "strategic_final=6", "facts.strategic_final 6"),
    ("listing_day=2020-06-02", "listing_day=2020-06-03", "facts.listing_day 2020-06-03"),
    (
      "online={accounts: 1, shares: 500}", "online={accounts: 2, shares: 500}", "facts.online"
    ),
    ("offline={shares: 500}", "offline={shares: 500, accounts: 1}", "facts.offline"),
    ("announced_tails={1: [\"7\"]}", "announced_tails={1: [\"8\"]}", "facts.announced_tails"),
    (
      "confirmations.proceeds=\(SHA256.hash("x").hex)",
      "confirmations.proceeds=\(SHA256.hash("y").hex)", "facts.confirmations.proceeds"
    ),
  ])
  func `A fact may not contradict an earlier one`(
    first: String, second: String, found: String
  ) throws {
    let facts = try FactsReader.read(argument: first)
    let other = try FactsReader.read(argument: second)
    let messages = try messages { _ = try facts.merging(other, from: "--fact") }
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("--fact:1:1: factContradicted: found \(found)") == true)
  }

  @Test func `Every contradiction is told at once`() throws {
    let own = Facts(strategicFinal: Shares(5), listingDay: Day("2020-06-02"))
    let other = Facts(strategicFinal: Shares(6), listingDay: Day("2020-06-03"))
    #expect(try faults { _ = try own.merging(other, from: "--fact") }.count == 2)
  }
}
