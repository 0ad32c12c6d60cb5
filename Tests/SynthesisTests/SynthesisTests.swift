import Allotment
import Bookbuilding
import Inputs
import Issuance
import Offerings
import Quantities
import Settlement
import Storage
import Synthesis
import Testing

/// Synthetic rows have to add up exactly, by every kind of lock-up, and to read as good input.
struct SynthesisTests {
  /// A market with its own lock-up, and what its rows shall lock.
  struct Market: Sendable, CustomTestStringConvertible {
    let rulebook: String
    let day: String
    let locked: Int64
    var extra = ""
    var classes = ""

    var testDescription: String { rulebook }
  }

  static let markets = [
    Market(rulebook: "cn-szse-main-2023", day: "2023-03-29", locked: 700_077),
    Market(rulebook: "cn-star-2019", day: "2020-05-21", locked: 512_345),
    Market(rulebook: "cn-sse-main-approval", day: "2020-05-21", locked: 0),
    Market(
      rulebook: "cn-star-growth-2025", day: "2025-11-24", locked: 4_075_050,
      extra: """
        lock_tiers:
          - {class: A1, percent: 70, months: 9}
          - {class: A2, percent: 45, months: 6}
          - {class: B, percent: 20, months: 6}

        """,
      classes: """

            classes:
              - {class: A1, allotted: 5000000}
              - {class: A2, allotted: 700000}
              - {class: B, allotted: 1300000}
        """),
  ]

  private func offering(
    _ market: Market, online: String = "{accounts: 20000, shares: 35000000}",
    locked: Int64? = nil
  ) throws -> OfferingFile {
    let text = """
      name: sample
      code: "688001"
      rulebook: \(market.rulebook)
      price: "10.00"
      subscription_day: \(market.day)
      shares: {total: 10000000, offline: 7000000, online: 3000000, pre_ipo: 12345}
      lottery: {seed: \(String(repeating: "5a", count: 32))}
      \(market.extra)facts:
        online: \(online)
        offline:
          shares: 3000000000
          accounts: 200\(market.classes)
      published: {online_abandoned: "1234", offline_abandoned: "34567", offline_locked: "\(locked ?? market.locked)"}
      """
    return try OfferingFolder.readOffering(Array(text.utf8), name: "offering.yaml", in: ".")
  }

  private func rows(_ file: OfferingFile, seed: String = "s") throws -> RecordedInputs {
    let made = try Synthesis(file, seed: seed).files(beside: RecordedInputs()) { _ in }
    var inputs = RecordedInputs()
    for own in made {
      switch own.name {
      case ApplicationFile.name:
        inputs.applications = try ApplicationFile.read(own.bytes, of: file.offering)
      case BidFile.name:
        inputs.bids = try BidFile.read(own.bytes, of: file.offering, asReceived: false)
      case PaymentFile.name: inputs.payments = try PaymentFile.read(own.bytes)
      case HolderFile.name: inputs.holders = try HolderFile.read(own.bytes, of: file.offering)
      default: Issue.record("an unexpected file \(own.name)")
      }
    }
    return inputs
  }

  @Test(arguments: markets)
  func `Rows meet every total exactly`(_ market: Market) throws {
    let file = try offering(market)
    let inputs = try rows(file)
    let applications = try #require(inputs.applications).value
    #expect(applications.count == 20_000)
    #expect(applications.totalShares == Shares(35_000_000))
    let bids = try #require(inputs.bids).value.bids
    #expect(bids.count == 200)
    #expect(try Shares.sum(bids.map(\.shares)) == Shares(3_000_000_000))
    let results = try Passage.plan(file.offering, facts: file.facts, inputs: inputs).results
    #expect(try results.lock?.total() == Shares(market.locked))
    let collection = try #require(results.collection)
    #expect(try collection.totals(.online).abandoned == Shares(1_234))
    #expect(try collection.totals(.offline).abandoned == Shares(34_567))
    #expect(try Shares.sum((inputs.holders?.value ?? []).map(\.shares)) == Shares(12_345))
    #expect(collection.unidentified.isEmpty)
  }

  /// 4% of 10,000,000 shares at 150.00 yuan is 400,000; the rest goes to four others.
  @Test(arguments: [
    ("cn-star-2023", 1_000_000, 5, true), ("cn-star-2023", 400_000, 1, true),
    ("cn-star-2023", 399_999, 0, false), ("cn-szse-main-2023", 1_000_000, 4, true),
    ("cn-sse-main-approval", 1, 0, false),
  ])
  func `Strategic rows keep the board's rules`(
    rulebook: String, strategic: Int64, count: Int, possible: Bool
  ) throws {
    let day = rulebook.contains("approval") ? "2020-05-21" : "2023-09-14"
    let text = """
      name: sample
      code: "688001"
      rulebook: \(rulebook)
      price: "150.00"
      inquiry: {}
      subscription_day: \(day)
      shares: {total: 10000000, strategic: \(strategic), offline: \(9_000_000 - strategic), online: 1000000}
      lottery: {seed: \(String(repeating: "5a", count: 32))}
      facts:
        strategic_final: \(strategic)
        online: {accounts: 20000, shares: 10000000}
        offline: {shares: 3000000000, accounts: 200}
      """
    let file = try OfferingFolder.readOffering(Array(text.utf8), name: "offering.yaml", in: ".")
    guard possible else {
      #expect(throws: SynthesisError.self) {
        try Synthesis(file, seed: "s").files(beside: RecordedInputs()) { _ in }
      }
      return
    }
    let made = try Synthesis(file, seed: "s").files(beside: RecordedInputs()) { _ in }
    let bytes = try #require(made.first { $0.name == StrategicFile.name }?.bytes)
    let rows = try StrategicFile.read(bytes, of: file.offering).value
    #expect(rows.count == count)
    #expect(try Shares.sum(rows.map(\.shares)) == Shares(strategic))
  }

  @Test func `Another seed makes other rows and the same totals`() throws {
    let file = try offering(Self.markets[0])
    let first = try rows(file, seed: "one")
    let second = try rows(file, seed: "two")
    #expect(first.applications?.file.sha256 != second.applications?.file.sha256)
    #expect(first.bids?.file.sha256 != second.bids?.file.sha256)
    #expect(try rows(file, seed: "one").payments?.file == first.payments?.file)
    #expect(first.applications?.value.totalShares == second.applications?.value.totalShares)
  }

  /// The cap is 3,000 shares, 6 lots: both ends can be met, and nothing beyond them.
  @Test(arguments: [
    ("{accounts: 20000, shares: 10000000}", true), ("{accounts: 20000, shares: 9999500}", false),
    ("{accounts: 20000, shares: 60000000}", true), ("{accounts: 20000, shares: 60000500}", false),
    ("{accounts: 20000, shares: 30000250}", false),
  ])
  func `Totals that no rows can meet are refused`(online: String, possible: Bool) throws {
    let file = try offering(Self.markets[0], online: online)
    if possible {
      #expect(try rows(file).applications?.value.count == 20_000)
    } else {
      #expect(throws: SynthesisError.self) { try rows(file) }
    }
  }

  /// 200 accounts round a tenth up by at most 0.9 shares each: at most 180 above 700,000.
  @Test(arguments: [(700_040, true), (700_150, true), (700_181, false), (699_999, false)])
  func `Locked shares that rounding cannot reach are refused`(
    locked: Int64, possible: Bool
  ) throws {
    let file = try offering(Self.markets[0], locked: locked)
    if possible {
      let results = try Passage.plan(file.offering, facts: file.facts, inputs: rows(file)).results
      #expect(try results.lock?.total() == Shares(locked))
    } else {
      #expect(throws: SynthesisError.self) { try rows(file) }
    }
  }
}
