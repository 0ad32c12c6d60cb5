import Allotment
import Bookbuilding
import Cryptography
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import ShareRegister
import Testing
import TradingDays

/// What must be locked by terms, facts and allotments, and where that comes from (限售义务).
@Suite struct LockObligationsTests {
  /// An offline account with its class, what it is allotted and how much of that it pays for.
  typealias Row = (investorClass: String, shares: Int64, paid: Int64)

  /// Obligations and the register that the same facts lead to: two ways to one result.
  private func derive(
    _ rows: [Row], rulebook: String = "cn-star-2023", agreed: Ratio = .zero,
    strategic: [StrategicInvestor] = [], holders: [Holder] = [],
    rules adjust: (inout RuleValues) -> Void = { _ in }
  ) throws -> (owed: LockObligations, registered: Registration) {
    let offering = try Sample.offering(
      rulebook: rulebook, terms: { $0.shares.offlineLocked = agreed }, rules: adjust)
    let allotment = try OfflineAllotment.allot(
      Shares(rows.reduce(0) { $0 + $1.shares }),
      among: Sample.bids(rows.map { ($0.investorClass, $0.shares) }), of: offering, announced: [])
    let lots: OfflineLock.LotSource? =
      OfflineLock.needsLots(offering)
      ? .seed(SHA256.hash("account draw"), grade: "demonstration") : nil
    let lock = try OfflineLock.decide(allotment, of: offering, lots: lots)
    let dues = try allotment.lines.map { line in
      try Due(
        tranche: .offline, account: line.bid.account.text, shares: line.allotted,
        of: offering.atItsPrice())
    }
    let payments = try zip(allotment.lines, rows).map { line, row in
      Payment(
        account: line.bid.account, tranche: .offline,
        amount: try offering.atItsPrice().price * Shares(row.paid), paidAt: .earliest, reference: ""
      )
    }
    let collection = try Collection.collect(
      dues, payments, of: offering.atItsPrice(), deadlines: [:])
    let listing = try #require(Day("2026-01-05"))
    return (
      try LockObligations(
        of: offering, listingDay: listing, strategic: strategic, offline: allotment, lock: lock,
        collection: collection, holders: holders),
      try Registration.derive(
        offering: offering, listingDay: listing, strategic: strategic, offline: allotment,
        lock: lock, collection: collection, holders: holders)
    )
  }

  /// Shares by holder and end.
  private func positions(_ holdings: [Holding]) -> [String: Int64] {
    holdings.reduce(into: [:]) { sums, holding in
      sums["\(holding.holder) \(holding.lockedUntil?.description ?? "free")", default: 0] +=
        holding.shares.count
    }
  }

  private func texts(_ owed: LockObligations) -> [String] {
    owed.obligations.map {
      "\($0.holder) \($0.shares.count) \($0.end) \($0.origin.rawValue) \($0.source)"
    }
  }

  @Test func `Every obligation names the place that says so`() throws {
    let account = try #require(AccountName("s"))
    let founder = try #require(AccountName("f"))
    let (owed, _) = try derive(
      [("A", 101, 101), ("A", 9, 0)],
      strategic: [
        StrategicInvestor(
          account: account, category: "sponsor", shares: Shares(20), paid: .zero, lockMonths: 24)
      ],
      holders: [
        Holder(account: founder, shares: Shares(5), lockedUntil: nil, reason: "controller"),
        Holder(
          account: account, shares: Shares(4), lockedUntil: Day("2026-01-06"), reason: "promised"),
        // By its date free on the listing day.
        Holder(
          account: account, shares: Shares(3), lockedUntil: Day("2026-01-05"), reason: "promised"),
      ])
    #expect(
      texts(owed) == [
        "s 20 2028-01-05 strategic strategic.csv lock_months: sponsor, 24 months",
        "a1 11 2026-07-05 offline rulebook offline.lock proportional: 10% for 6 months",
        "underwriter 1 2026-07-05 take-up rulebook offline.lock proportional: 10% for 6 months: "
          + "given up by a2",
        "f 5 2029-01-05 pre-ipo rulebook pre_ipo.lock_months: controller, 36 months",
        "s 4 2026-01-06 pre-ipo holders.csv locked_until: promised",
      ])
    // 2026-07-05 is a Sunday; 2028 is beyond the calendar.
    #expect(owed.obligations[1].session?.description == "2026-07-06")
    #expect(owed.obligations[0].session == nil)
  }

  @Test(arguments: [
    ("cn-star-2023", Ratio.zero, "rulebook offline.lock proportional: 10% for 6 months"),
    ("cn-star-2023", Ratio(7, 10), "offering.yaml shares.offline_locked: 70% for 6 months"),
    ("cn-star-growth-2025", Ratio.zero, "offering.yaml lock_tiers: A1 70% for 9 months"),
    (
      "cn-star-2019", Ratio.zero,
      "rulebook offline.lock account-lottery: all shares for 6 months: drawn as 1"
    ),
  ])
  func `Each kind of offline lock has its rule`(rulebook: String, agreed: Ratio, source: String)
    throws
  {
    let isTiered = rulebook == "cn-star-growth-2025"
    let (owed, _) = try derive(
      [(isTiered ? "A1" : "A", 100, 100)], rulebook: rulebook, agreed: agreed)
    #expect(owed.obligations.map(\.source) == [source])
  }

  @Test func `No rule, no obligation`() throws {
    let (owed, registered) = try derive([("A", 100, 60)], rulebook: "cn-sse-main-approval")
    #expect(owed.obligations.isEmpty)
    #expect(positions(owed.holdings) == positions(registered.holdings))
  }

  /// Who paid how much, under every kind of lock: the register and the obligations, derived by
  /// different code, agree in every position.
  @Test func `The register keeps what is owed in every small world`() throws {
    for (rulebook, agreed) in [
      ("cn-star-2023", Ratio.zero), ("cn-star-2023", Ratio(7, 10)), ("cn-star-2019", .zero),
      ("cn-star-growth-2025", .zero),
    ] {
      let best = rulebook == "cn-star-growth-2025" ? "A1" : "A"
      for first in [Int64(1), 9, 10, 11] {
        for paid in 0...first {
          for second in [Int64(0), 5, 10] {
            let (owed, registered) = try derive(
              [(best, first, paid), ("B", 10, second)], rulebook: rulebook, agreed: agreed
            ) { $0.shortPayment = .keep }
            try #require(positions(owed.holdings) == positions(registered.holdings))
          }
        }
      }
    }
  }

  @Test func `What the register refuses, the obligations refuse`() throws {
    let account = try #require(AccountName("h"))
    for holder in [
      Holder(account: account, shares: Shares(1), lockedUntil: nil, reason: "unknown"),
      Holder(
        account: account, shares: Shares(1), lockedUntil: Day("2027-01-04"), reason: "other"),
    ] {
      #expect(throws: RegistrationError.self) {
        try derive([("A", 1, 1)], holders: [holder])
      }
    }
  }
}
