import Inputs
import Lottery
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// `offering.yaml`: what is wrong with it, where, and all of it at once.
@Suite struct OfferingDocumentTests {
  static let good = """
    name: 样本
    code: "688360"
    currency: CNY
    rulebook: cn-star-2019
    price: "25.12"
    subscription_day: 2020-05-21
    shares:
      total: 10000
      strategic: 1000
      offline: 6000
      online: 3000
    lottery:
      first_number: 100000000000
    fees:
      underwriting: "100.00"
      others:
        audit: "1.00"
    facts:
      strategic_final: 1000
      online: {accounts: 3, shares: 5000}
      offline: {shares: 9000}
      announced_tails: {4: ["3239"], 5: ["61886"]}
      listing_day: 2020-06-02
    published:
      winners: 16276
    synthetic: [all]

    """

  private func read(_ text: String) throws -> OfferingFile {
    let document = try OfferingDocument(Array(text.utf8), file: "offering.yaml")
    let reference = try document.rulebookReference()
    return try document.read(
      rulebook: Sample.rulebook(
        reference.name == "unreadable" ? "cn-star-2019" : reference.name, on: reference.day))
  }

  /// The good document with one line, or several, replaced.
  private func changed(_ line: String, _ others: String) throws -> String {
    try #require(Self.good.contains(line + "\n"), "\(line) is no line")
    return Self.good.replacing(line + "\n", with: others + "\n", maxReplacements: 1)
  }

  @Test func `A good document is read whole`() throws {
    let file = try read(Self.good)
    let terms = file.offering.terms
    #expect(terms.name == "样本" && terms.code == "688360" && terms.price?.fen == 2_512)
    #expect(terms.subscriptionDay.description == "2020-05-21")
    #expect(terms.shares.total == Shares(10_000) && terms.shares.preIPO == .zero)
    #expect(
      terms.lottery.firstNumber == 100_000_000_000
        && terms.lottery.method == .tailNumbers(.eightPlusOne))
    #expect(terms.fees.others.map(\.name.text) == ["audit"])
    #expect(terms.underwriter.text == "underwriter")
    #expect(file.facts.strategicFinal == Shares(1_000))
    #expect(file.facts.online == OnlineDemand(accounts: 3, shares: Shares(5_000)))
    #expect(file.facts.announcedTails?.tails.tails.map(\.description) == ["3239", "61886"])
    #expect(file.facts.listingDay?.description == "2020-06-02")
    #expect(file.published.map(\.name) == ["winners"])
    #expect(file.synthetic == ["all"])
  }

  @Test(arguments: [
    ("synthetic: [all]", "extra: 1", "26:1"),
    ("  online: 3000", "  online: 3000\n  extra: 1", "12:3"),
    ("  first_number: 100000000000", "  extra: 1", "13:3"),
    ("  underwriting: \"100.00\"", "  extra: \"100.00\"", "15:3"),
    ("  listing_day: 2020-06-02", "  extra: 1", "23:3"),
    (
      "  online: {accounts: 3, shares: 5000}", "  online: {accounts: 3, shares: 5000, extra: 1}",
      "20:39"
    ),
    ("  offline: {shares: 9000}", "  offline: {shares: 9000, extra: 1}", "21:27"),
    (
      "  offline: {shares: 9000}",
      "  offline: {shares: 9000, classes: [{class: A, allotted: 1, extra: 1}]}", "21:61"
    ),
    (
      "  announced_tails: {4: [\"3239\"], 5: [\"61886\"]}",
      "  announced_tails: {4: [\"3239\"], extra: [\"1\"]}", "22:34"
    ),
    ("  listing_day: 2020-06-02", "  confirmations: {extra: 1}", "23:19"),
    ("  winners: 16276", "  extra: 16276", "25:3"),
    ("synthetic: [all]", "lock_tiers: [{class: A, percent: 1, months: 6, extra: 1}]", "26:48"),
  ])
  func `An unknown key is named where it stands, at every level`(
    line: String, other: String, place: String
  ) throws {
    let text = try changed(line, other)
    let found = try messages { _ = try read(text) }
    #expect(
      found.contains {
        $0.hasPrefix("offering.yaml:\(place): unknownKey: ") && $0.contains("extra")
      },
      "\(found)")
  }

  @Test(arguments: [
    ("name: 样本", "name"), ("code: \"688360\"", "code"), ("rulebook: cn-star-2019", "rulebook"),
    ("price: \"25.12\"", "price"), ("subscription_day: 2020-05-21", "subscription_day"),
    ("  total: 10000", "shares.total"), ("  online: 3000", "shares.online"),
  ])
  func `A missing key is named`(line: String, key: String) throws {
    let text = Self.good.replacing(line + "\n", with: "")
    let found = try messages { _ = try read(text) }
    #expect(found.contains { $0.contains("missingKey: found no \"\(key)\"") }, "\(found)")
  }

  @Test func `Malformed values are told all at once, each at its value`() throws {
    var text = Self.good
    for (good, bad) in [
      ("code: \"688360\"", "code: 68-8360"), ("currency: CNY", "currency: EUR"),
      ("price: \"25.12\"", "price: \"25.123\""), ("  total: 10000", "  total: 1e4"),
      ("  strategic: 1000", "  strategic: -1"), ("  online: 3000", "  online: 30.5"),
      ("  first_number: 100000000000", "  seed: xyz"),
      ("    audit: \"1.00\"", "    audit: \"1,00\""),
      ("  strategic_final: 1000", "  strategic_final: [1]"),
      ("  listing_day: 2020-06-02", "  listing_day: 2020-6-2"),
    ] { text = text.replacing(good + "\n", with: bad + "\n", maxReplacements: 1) }
    let expected = [
      "2:7 malformedCode", "3:11 unknownCurrency", "5:8 priceOffTick", "8:10 malformedShares",
      "9:14 malformedShares", "11:11 malformedShares", "13:9 malformedDigest",
      "17:12 malformedAmount", "19:20 notAScalar", "23:16 malformedDay",
    ]
    #expect(Set(try faults { _ = try read(text) }) == Set(expected))
  }

  @Test(arguments: [
    ("price: \"25.12\"", "price: \"25.125\"", "5:8 priceOffTick"),
    ("price: \"25.12\"", "price: \"0\"", "5:8 priceOffTick"),
    ("  total: 10000", "  total: 10001", "7:1 tranchesDoNotSumToIssue"),
    ("  offline: 6000", "  offline: 5999", "7:1 tranchesDoNotSumToIssue"),
    ("  online: 3000", "  online: 3000\n  over_allotment: 500", "7:1 tranchesDoNotSumToIssue"),
    ("  online: 3000", "  online: 3000\n  offline_locked: \"1\"", "12:19 malformedFraction"),
    ("subscription_day: 2020-05-21", "subscription_day: 2019-02-28", "4:1 rulebookNotInForce"),
    ("subscription_day: 2020-05-21", "subscription_day: 2021-09-22", "4:1 rulebookNotInForce"),
    (
      "subscription_day: 2020-05-21", "subscription_day: 2020-05-23",
      "6:1 subscriptionDayNotASession"
    ),
    (
      "synthetic: [all]", "lock_tiers: [{class: A, percent: 1, months: 6}]",
      "26:1 lockTiersDoNotFit"
    ),
    ("  underwriting: \"100.00\"", "  prepaid: \"0.01\"", "15:3 prepaidAboveFee"),
    (
      "  announced_tails: {4: [\"3239\"], 5: [\"61886\"]}",
      "  announced_tails: {4: [\"3239\"], 5: [\"13239\"]}", "22:20 overlappingTails"
    ),
    (
      "  announced_tails: {4: [\"3239\"], 5: [\"61886\"]}",
      "  announced_tails: {4: [\"3239\", \"3239\"]}", "22:20 overlappingTails"
    ),
    (
      "  announced_tails: {4: [\"3239\"], 5: [\"61886\"]}",
      "  announced_tails: {4: [\"3239\"], 5: [\"6188\"]}", "22:37 malformedTail"
    ),
    ("  offline: {shares: 9000}", "  offline: 9000", "21:12 notAMap"),
    ("synthetic: [all]", "synthetic: all", "26:12 notAList"),
  ])
  func `What contradicts itself or the rules is refused where it stands`(
    line: String, other: String, expected: String
  ) throws {
    let text = try changed(line, other)
    let found = try faults { _ = try read(text) }
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `Both ends of a rulebook's time are within it`() throws {
    for day in ["2019-03-01", "2021-09-17"] {
      let text = try changed("subscription_day: 2020-05-21", "subscription_day: \(day)")
      #expect(try faults { _ = try read(text) } == [])
    }
  }

  @Test(arguments: [
    ("", "1:1 emptyDocument"), ("# nothing\n", "1:1 emptyDocument"), ("- a\n", "1:1 notAMap"),
    ("a: [1\n", "2:1 malformedYAML"), ("a: 1\nb", "2:2 malformedYAML"),
    ("a: 1\r\nb: [1\r\n", "3:1 malformedYAML"), ("a: 1\rb: 1\n", "1:5 malformedLineEnd"),
    ("a: \"\u{2028}\"\n", "1:5 malformedLineEnd"), ("a: 1\nb: \u{85}\n", "2:4 malformedLineEnd"),
    ("name: a\nname: b\n", "1:1 duplicateKey"),
  ])
  func `What is no map of keys is refused`(text: String, expected: String) throws {
    #expect(try faults { _ = try read(text) }.first == expected)
  }

  @Test func `Invalid UTF-8 is refused at its first bad byte`() throws {
    let bytes = Array("name: 样".utf8) + [0xE6, 0x9C, 0x0A]
    let found = try faults { _ = try OfferingDocument(bytes, file: "offering.yaml") }
    #expect(found == ["1:8 invalidUTF8"])
  }
}
