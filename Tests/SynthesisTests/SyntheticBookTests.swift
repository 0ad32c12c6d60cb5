import Bookbuilding
import Inputs
import Issuance
import Offerings
import Quantities
import Storage
import Synthesis
import Testing
import TradingDays

/// Books that are made: everything that was published of them comes out of the passage, and nothing that
/// was not asked for goes wrong with them.
struct SyntheticBookTests {
  /// A market, and what was published or chosen of its book.
  struct Market: Sendable, CustomTestStringConvertible {
    let rulebook: String
    let day: String
    var extra = ""
    var generate = "offline_accounts: 300"
    var published: [String: String] = [:]

    var testDescription: String { "\(rulebook) \(published.count)" }
  }

  static let markets = [
    Market(rulebook: "cn-szse-main-2023", day: "2023-11-20"),
    Market(rulebook: "cn-star-2019", day: "2020-05-20"),
    Market(
      rulebook: "cn-chinext-2023", day: "2023-11-20",
      published: [
        "offline_locked": "2800150",
        "book_removed_price": "28.00", "book_removed_below_shares": "8000000",
        "book_highest_price": "35.00", "book_lowest_price": "20.01",
        "book_received_accounts": "330", "book_valid_accounts": "317",
        "book_removed_accounts": "12", "book_received_investors": "30",
        "book_valid_investors": "27", "effective_investors": "20",
        "book_invalid_investors": "6",
      ]),
    Market(
      rulebook: "cn-star-growth-2025", day: "2025-11-24",
      extra:
        "lock_tiers: [{class: A1, percent: 70, months: 9}, {class: B, percent: 20, months: 6}]",
      generate: """
        class_accounts: {A1: 270, B: 30}, book: {effective_investors: 25,
            book_invalid_accounts: 40, book_invalid_investors: 12}, offline_accounts: 300
        """),
  ]

  private func offering(_ market: Market) throws -> OfferingFile {
    let published = market.published.map { "\($0): \"\($1)\"" }.joined(separator: ", ")
    let text = """
      name: sample
      code: "688001"
      rulebook: \(market.rulebook)
      price: "25.12"
      subscription_day: \(market.day)
      inquiry: {minimum_shares: 500000, step_shares: 10000, maximum_shares: 9000000}
      shares: {total: 40000000, offline: 28000000, online: 12000000, pre_ipo: 400000000}
      lottery: {seed: \(String(repeating: "5a", count: 32))}
      \(market.extra)
      facts:
        online: {accounts: 3000, shares: 18000000}
        offline: {shares: 1200000000}
      generate: {\(market.generate)}
      published: {\(published)}
      """
    return try OfferingFolder.readOffering(Array(text.utf8), name: "offering.yaml", in: ".")
  }

  private func made(_ file: OfferingFile, seed: String) throws -> (RecordedInputs, [UInt8]) {
    var inputs = RecordedInputs()
    var book: [UInt8] = []
    for own in try Synthesis(file, seed: seed).files(beside: RecordedInputs(), progress: { _ in }) {
      switch own.name {
      case ApplicationFile.name:
        inputs.applications = try ApplicationFile.read(own.bytes, of: file.offering)
      case BidFile.name:
        inputs.bids = try BidFile.read(own.bytes, of: file.offering, asReceived: true)
        book = own.bytes
      case BidderFile.name: inputs.bidders = try BidderFile.read(own.bytes)
      case PaymentFile.name: inputs.payments = try PaymentFile.read(own.bytes)
      case HolderFile.name: inputs.holders = try HolderFile.read(own.bytes, of: file.offering)
      default: Issue.record("an unexpected file \(own.name)")
      }
    }
    return (inputs, book)
  }

  @Test(arguments: markets)
  func `Every total of the book comes out`(_ market: Market) throws {
    let file = try offering(market)
    for seed in ["one", "two", "three"] {
      let (inputs, _) = try made(file, seed: seed)
      let passage = try Passage.plan(file.offering, facts: file.facts, inputs: inputs)
      let figures = try passage.results.figures(file.offering)
      for (name, value) in market.published {
        #expect(figures[name] == value, "\(name), seed \(seed)")
      }
      #expect(figures["effective_accounts"] == "300")
      #expect(figures["effective_shares"] == "1200000000")
      let review = try #require(passage.results.review)
      #expect(passage.results.priceDecision?.suspension == nil)
      // The block is as large as the rule lets it come near its share: a step more or less is too much.
      let elimination = review.elimination
      let aim = try #require(elimination.aim)
      let removed = elimination.ranked.shares(elimination.removed).count
      let total = elimination.ranked.total.count
      if market.published["book_removed_accounts"] == nil {
        #expect(try (removed - aim.times(total, .halfUp)).magnitude < 10_000)
      }
      // Only what shall be wrong is: no investor's own quotes are too many or too far apart.
      for removal in review.screening.removed {
        #expect(removal.reasons.count == 1, "\(removal)")
        #expect(removal.reason != .tooManyPrices && removal.reason != .priceSpread)
      }
    }
  }

  @Test func `The same seed makes the same book in no order of its own`() throws {
    let file = try offering(Self.markets[2])
    let (first, bytes) = try made(file, seed: "one")
    #expect(try made(file, seed: "one").1 == bytes)
    #expect(try made(file, seed: "two").1 != bytes)
    let bids = try #require(first.bids).value.bids
    #expect(bids.map(\.price) != bids.map(\.price).sorted(by: >))
    #expect(bids.map(\.submittedAt) != bids.map(\.submittedAt).sorted())
    // The platform's order is that of time.
    let inOrder = bids.sorted { $0.sequence < $1.sequence }
    #expect(inOrder.map(\.submittedAt) == inOrder.map(\.submittedAt).sorted())
  }

  @Test func `Recorded quotes are screened before totals are held against them`() throws {
    let file = try offering(Self.markets[0])
    let inputs = try made(file, seed: "one").0
    let rest = RecordedInputs(bids: inputs.bids, bidders: inputs.bidders)
    let names = try Synthesis(file, seed: "one").files(beside: rest) { _ in }.map(\.name)
    #expect(names.contains(PaymentFile.name) && !names.contains(BidFile.name))
  }

  @Test func `A rulebook of one price an investor has no whole book made`() throws {
    let file = try offering(Market(rulebook: "cn-sse-main-approval", day: "2020-05-21"))
    #expect {
      try Synthesis(file, seed: "s").files(beside: RecordedInputs()) { _ in }
    } throws: {
      "\($0)".contains("found book.prices_per_investor 1")
    }
  }

  @Test(arguments: [
    ("effective_shares", "1200000001"), ("book_removed_accounts", "1"),
    ("effective_investors", "301"), ("book_valid_shares", "1200000000"),
    ("four_numbers_lowest", "40.0000"),
  ])
  func `Totals that no book has are refused`(name: String, value: String) throws {
    var market = Self.markets[0]
    market.published = [name: value]
    let file = try offering(market)
    #expect(throws: SynthesisError.self) { try made(file, seed: "s") }
  }
}
