import Allotment
import Bookbuilding
import Ledger
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import ShareRegister
import Testing
import TradingDays

/// Who holds what on the listing day, and under which lock (股份登记).
@Suite struct RegistrationTests {
  /// What an account was allotted and what it paid for, at 10.00 yuan.
  typealias Row = (account: String, shares: Int64, paid: Int64)

  private func register(
    offline rows: [Row] = [], online: [Row] = [], strategic: [StrategicInvestor] = [],
    holders: [Holder] = [], rules adjust: (inout RuleValues) -> Void = { _ in }
  ) throws -> Registration {
    let offering = try Sample.offering(rules: adjust)
    var bids: [Bid] = []
    for row in rows {
      bids.append(try Sample.bid(row.account, "A", row.shares, sequence: Int64(bids.count)))
    }
    let allotment = try OfflineAllotment.allot(
      Shares(rows.reduce(0) { $0 + $1.shares }), among: bids, of: offering, announced: [])
    let lock = try OfflineLock.decide(allotment, of: offering, lots: nil)
    var dues: [Due] = []
    var payments: [Payment] = []
    for (tranche, rows) in [(Tranche.offline, rows), (.online, online)] {
      for row in rows where row.shares > 0 {
        let account = try #require(AccountName(row.account))
        dues.append(
          try Due(
            tranche: tranche, account: row.account, shares: Shares(row.shares),
            of: offering.atItsPrice()))
        payments.append(
          Payment(
            account: account, tranche: tranche, amount: Money(fen: row.paid * 1_000),
            paidAt: .earliest, reference: ""))
      }
    }
    let collection = try Collection.collect(
      dues, payments, of: offering.atItsPrice(), deadlines: [:])
    return try Registration.derive(
      offering: offering, listingDay: listing(), strategic: strategic, offline: allotment,
      lock: lock, collection: collection, holders: holders)
  }

  private func listing() throws -> Day { try #require(Day("2023-04-10")) }

  private func holder(
    _ account: String, _ shares: Int64, _ reason: String, until own: String? = nil
  ) throws -> Holder {
    Holder(
      account: try #require(AccountName(account)), shares: Shares(shares),
      lockedUntil: try own.map { try #require(Day($0)) }, reason: reason)
  }

  /// "account shares date origin" of each holding.
  private func text(_ registration: Registration) -> [String] {
    registration.holdings.map { holding in
      let end = holding.lockedUntil?.description ?? "free"
      return "\(holding.holder) \(holding.shares.count) \(end) \(holding.origin.rawValue)"
    }
  }

  @Test func `A paid allotment is a tenth locked, online shares are free`() throws {
    let registration = try register(offline: [("f", 101, 101)], online: [("n", 500, 500)])
    #expect(
      text(registration) == ["f 90 free offline", "f 11 2023-10-10 offline", "n 500 free online"])
    #expect(registration.holdings[1].account.path == "register:f:locked:2023-10-10")
    #expect(registration.holdings[2].account.path == "register:n:free")
  }

  @Test func `A defaulter's locked part passes locked to the underwriter`() throws {
    let registration = try register(
      offline: [("f", 101, 101), ("g", 200, 0)], online: [("n", 500, 199), ("m", 500, 0)])
    #expect(
      text(registration) == [
        "f 90 free offline", "f 11 2023-10-10 offline", "n 199 free online",
        "underwriter 981 free take-up", "underwriter 20 2023-10-10 take-up",
      ])
    let schedule = try LockSchedule(registration.holdings, calendar: .xshg)
    // Online, unlocked offline and what was taken up free of locks.
    #expect(schedule.free == Shares(500 + 500 + 301 - 31))
    #expect(schedule.locked == Shares(31))
  }

  /// Where the rulebook keeps what was paid, the account's own lock is filled first.
  @Test(
    arguments: [
      (15, ["g 5 free offline", "g 10 2023-10-10 offline", "underwriter 85 free take-up"]),
      (10, ["g 10 2023-10-10 offline", "underwriter 90 free take-up"]),
      (
        4,
        [
          "g 4 2023-10-10 offline", "underwriter 90 free take-up",
          "underwriter 6 2023-10-10 take-up",
        ]
      ),
    ] as [(Int64, [String])])
  func `A part payment keeps the locked shares first`(paid: Int64, expected: [String]) throws {
    let registration = try register(offline: [("g", 100, paid)]) { rules in
      rules.shortPayment = .keep
    }
    #expect(text(registration) == expected)
  }

  @Test func `Strategic investors are locked for their months`() throws {
    let account = try #require(AccountName("s"))
    let sponsor = try #require(AccountName("p"))
    let registration = try register(strategic: [
      StrategicInvestor(
        account: account, category: "investor", shares: Shares(10), paid: .zero, lockMonths: 12),
      StrategicInvestor(
        account: sponsor, category: "sponsor", shares: Shares(20), paid: .zero, lockMonths: 24),
    ])
    #expect(text(registration) == ["s 10 2024-04-10 strategic", "p 20 2025-04-10 strategic"])
  }

  @Test func `Earlier holders are locked by reason, or to their own date`() throws {
    let registration = try register(holders: [
      holder("c", 1, "controller"), holder("o", 2, "other"),
      holder("w", 3, "controller", until: "2028-01-31"),
      holder("x", 4, "promised", until: "2023-05-01"),
    ])
    #expect(
      text(registration) == [
        "c 1 2026-04-10 pre-ipo", "o 2 2024-04-10 pre-ipo", "w 3 2028-01-31 pre-ipo",
        "x 4 2023-05-01 pre-ipo",
      ])
  }

  @Test func `A lock that ends by the listing day is none`() throws {
    let registration = try register(holders: [
      holder("a", 1, "own", until: "2023-04-09"), holder("b", 2, "own", until: "2023-04-10"),
      holder("c", 3, "own", until: "2023-04-11"),
    ])
    #expect(
      text(registration) == ["a 1 free pre-ipo", "b 2 free pre-ipo", "c 3 2023-04-11 pre-ipo"])
  }

  @Test func `An own date before the rule for its reason is refused`() throws {
    let onTheDay = try register(holders: [holder("a", 1, "other", until: "2024-04-10")])
    #expect(text(onTheDay) == ["a 1 2024-04-10 pre-ipo"])
    let short = try holder("a", 1, "other", until: "2024-04-09")
    #expect(throws: RegistrationError.self) { try register(holders: [short]) }
  }

  @Test func `A reason that the rulebook does not know is refused without a date`() throws {
    let unknown = try holder("c", 1, "founder")
    #expect(
      throws: RegistrationError.lockUpUnknown(
        account: "c", found: "founder", expected: ["controller", "other"])
    ) { try register(holders: [unknown]) }
  }

  /// Books and payments of the small world: each share is registered once, and the lock's total
  /// does not depend on who paid.
  @Test func `Nothing is lost and nothing unlocked by a default`() throws {
    for first in Int64(1)...12 {
      for second in [Int64(1), 10, 11] {
        for paid in [Int64(0), 1, first / 2, first] {
          let registration = try register(
            offline: [("f", first, paid), ("g", second, second)], online: [("n", 5, paid % 6)]
          ) { $0.shortPayment = .keep }
          let schedule = try LockSchedule(registration.holdings, calendar: .xshg)
          let locked = (first + 9) / 10 + (second + 9) / 10
          try #require(schedule.locked.count == locked)
          try #require(schedule.free.count == first + second + 5 - locked)
          try #require(registration.holdings.allSatisfy { $0.shares > .zero })
        }
      }
    }
  }
}
