import Offerings
import Quantities
import Reconciliation
import SampleOfferings
import Settlement
import ShareRegister
import Testing
import TradingDays

/// Obligations against a register: each kind of break on both sides of its boundary.
struct LockVerificationTests {
  private static let end = "2026-06-05"

  /// Obligations of earlier holders: account, shares, end; free without one.
  private func owed(_ rows: [(String, Int64, String?)]) throws -> LockObligations {
    let offering = try Sample.offering()
    return try LockObligations(
      of: offering, listingDay: day("2025-12-05"), strategic: [], offline: nil, lock: nil,
      collection: try Collection.collect([], [], of: offering.atItsPrice(), deadlines: [:]),
      holders: try rows.map { account, shares, end in
        Holder(
          account: try #require(AccountName(account)), shares: Shares(shares),
          lockedUntil: day(end ?? "2025-12-05"), reason: "own")
      })
  }

  private func held(_ rows: [(String, Int64, String?)]) -> [LedgerHolding] {
    rows.map {
      LedgerHolding(account: $0.0, shares: Shares($0.1), lockedUntil: $0.2.flatMap { Day($0) })
    }
  }

  private func listed(_ rows: [(String, Int64, Int64, String?)]) -> [ListedHolding] {
    rows.map {
      ListedHolding(
        account: $0.0, shares: Shares($0.1), locked: Shares($0.2),
        unlockDay: $0.3.flatMap { Day($0) })
    }
  }

  private func texts(_ verification: LockVerification) -> [String] {
    verification.breaks.map { found in
      ([found.kind.rawValue, found.account]
        + [found.expected, found.found, found.difference].map { $0?.canonical ?? "-" })
        .joined(separator: " ")
    }
  }

  private func ledger(
    _ owedRows: [(String, Int64, String?)], _ heldRows: [(String, Int64, String?)],
    releases: [LedgerRelease] = [], on text: String = "2025-12-05"
  ) throws -> LockVerification {
    try LockVerification(
      owed(owedRows), ledger: held(heldRows), releases: releases, on: day(text))
  }

  @Test func `Each way a register fails an obligation, and only that`() throws {
    let owed: [(String, Int64, String?)] = [("a", 60, nil), ("a", 40, Self.end)]
    for (held, breaks, cause) in [
      ([("a", 60, nil), ("a", 40, Self.end)], [], ""),
      ([("a", 100, nil)], ["lock_missing a 40 - -40"], "missing"),
      ([("a", 61, nil), ("a", 39, Self.end)], ["lock_wrong_shares a 40 39 -1"], "short"),
      ([("a", 59, nil), ("a", 41, Self.end)], ["lock_wrong_shares a 40 41 1"], "more"),
      (
        [("a", 60, nil), ("a", 40, "2026-06-04")],
        ["lock_wrong_date a 2026-06-05 2026-06-04 -1"], "wrong date"
      ),
      (
        [("a", 60, nil), ("a", 40, "2025-12-05")],
        ["released_early a 2026-06-05 2025-12-05 -182"], "released early"
      ),
      ([("a", 59, nil), ("a", 40, Self.end)], ["holding_differs a 100 99 -1"], "short"),
      ([("a", 61, nil), ("a", 40, Self.end)], ["holding_differs a 100 101 1"], "more"),
      ([], ["holding_differs a 100 - -100"], "missing"),
      (
        [("a", 60, nil), ("a", 40, Self.end), ("x", 1, nil)], ["unknown_account x - 1 1"],
        "nothing was allotted"
      ),
      (
        [("a", 60, "2026-06-06"), ("a", 40, Self.end)], ["lock_wrong_shares a - 60 60"],
        "nothing owes that"
      ),
    ] as [([(String, Int64, String?)], [String], String)] {
      let found = try ledger(owed, held)
      #expect(texts(found) == breaks)
      #expect(found.breaks.allSatisfy { $0.cause.contains(cause) }, "\(found.breaks)")
      #expect(found.breaks.allSatisfy { $0.side == .ledger && $0.counterparty == nil })
      #expect(found.matched == (breaks.allSatisfy { $0.contains(" x ") } ? 1 : 0))
    }
  }

  @Test func `A lock binds up to the day before its end`() throws {
    let owed: [(String, Int64, String?)] = [("a", 40, Self.end)]
    let rows: [(String, Int64, String?)] = [("a", 40, nil)]
    #expect(try texts(ledger(owed, rows, on: "2026-06-04")) == ["lock_missing a 40 - -40"])
    #expect(try ledger(owed, rows, on: Self.end).breaks.isEmpty)
    // Not released though it could be: the holder may wait.
    #expect(try ledger(owed, [("a", 40, Self.end)], on: Self.end).breaks.isEmpty)
  }

  @Test func `A release before its time is found whenever one looks`() throws {
    let early = LedgerRelease(
      entry: 9, account: "a", end: day(Self.end), session: day("2026-06-04"), shares: Shares(40))
    let owed: [(String, Int64, String?)] = [("a", 40, Self.end)]
    let freed: [(String, Int64, String?)] = [("a", 40, nil)]
    for (on, breaks) in [
      ("2026-06-04", ["released_early a 40 - -40"]),
      ("2026-12-31", ["released_early a 2026-06-05 2026-06-04 -1"]),
    ] {
      let found = try ledger(owed, freed, releases: [early], on: on)
      #expect(texts(found) == breaks)
      #expect(found.breaks.allSatisfy { $0.cause.contains("entry 9") })
    }
    let inTime = LedgerRelease(
      entry: 9, account: "a", end: day(Self.end), session: day(Self.end), shares: Shares(40))
    #expect(try ledger(owed, freed, releases: [inTime], on: Self.end).breaks.isEmpty)
  }

  @Test func `A transfer names both accounts`() throws {
    let owed: [(String, Int64, String?)] = [("a", 40, Self.end), ("b", 7, nil), ("c", 5, nil)]
    let sold = try ledger(owed, [("a", 30, Self.end), ("b", 17, nil), ("c", 5, nil)])
    #expect(
      texts(sold) == [
        "holding_differs a 40 30 -10", "holding_differs b 7 17 10", "lock_wrong_shares a 40 30 -10",
      ])
    #expect(sold.breaks.map(\.counterparty) == ["b", "a", "b"])
    #expect(sold.breaks.allSatisfy { $0.cause.hasPrefix("transferred") })
    // One share more or less is no transfer; nor are free shares that are gone.
    let other = try ledger(owed, [("a", 30, Self.end), ("b", 18, nil), ("c", 5, nil)])
    #expect(other.breaks.allSatisfy { $0.counterparty == nil })
    let free = try ledger(owed, [("a", 40, Self.end), ("b", 6, nil), ("c", 6, nil)])
    #expect(free.breaks.allSatisfy { $0.counterparty == nil } && free.breaks.count == 2)
    // The whole position, to somebody unknown, still locked.
    let gone = try ledger(owed, [("x", 40, Self.end), ("b", 7, nil), ("c", 5, nil)])
    #expect(texts(gone) == ["holding_differs a 40 - -40", "unknown_account x - 40 40"])
    #expect(gone.breaks.map(\.counterparty) == ["x", "a"])
  }

  private func list(
    _ rows: [(String, Int64, Int64, String?)], released: Set<Day> = [], on text: String,
    totals: Bool = true
  ) throws -> LockVerification {
    try LockVerification(
      owed([("a", 60, nil), ("a", 40, Self.end), ("b", 5, nil)]), register: listed(rows),
      released: released, on: day(text), totals: totals)
  }

  @Test func `The depository has to free what the ledger released`() throws {
    let still: [(String, Int64, Int64, String?)] = [("a", 100, 40, Self.end), ("b", 5, 0, nil)]
    #expect(try list(still, on: "2026-06-04").breaks.isEmpty)
    #expect(try list(still, on: Self.end).breaks.isEmpty)
    #expect(
      try texts(list(still, released: [day(Self.end)], on: Self.end)) == [
        "lock_wrong_shares a - 40 40"
      ])
    let free: [(String, Int64, Int64, String?)] = [("a", 100, 0, Self.end), ("b", 5, 0, nil)]
    #expect(try texts(list(free, on: "2026-06-04")) == ["released_early a 40 - -40"])
    #expect(try list(free, on: Self.end).breaks.isEmpty)
    let undated: [(String, Int64, Int64, String?)] = [("a", 100, 40, nil), ("b", 5, 0, nil)]
    #expect(try texts(list(undated, on: "2026-06-04")) == ["lock_wrong_date a 2026-06-05 - -"])
  }

  @Test func `After trading began locks alone can be judged`() throws {
    let traded: [(String, Int64, Int64, String?)] = [("a", 40, 40, Self.end), ("n", 65, 0, nil)]
    #expect(try list(traded, on: "2026-01-05").breaks.count == 3)
    #expect(try list(traded, on: "2026-01-05", totals: false).breaks.isEmpty)
    let short: [(String, Int64, Int64, String?)] = [("a", 39, 39, Self.end)]
    #expect(
      try texts(list(short, on: "2026-01-05", totals: false)) == ["lock_wrong_shares a 40 39 -1"])
    #expect(try texts(list([], on: "2026-01-05", totals: false)) == ["lock_missing a 40 - -40"])
    let foreign = traded + [("x", 1, 1, Self.end)]
    #expect(
      try texts(list(foreign, on: "2026-01-05", totals: false)) == ["lock_wrong_shares x - 1 1"])
  }

  /// Two accounts with up to two shares each, free or under one of two ends: no break exactly where
  /// the positions are equal.
  @Test func `In every small world a break means a difference`() throws {
    var worlds: [[(String, Int64, String?)]] = [[]]
    for account in ["a", "b"] {
      for end in [nil, Self.end, "2026-09-07"] {
        worlds = worlds.flatMap { world in (0...1).map { world + [(account, $0, end)] } }
      }
    }
    func present(_ world: [(String, Int64, String?)]) -> [(String, Int64, String?)] {
      world.filter { $0.1 > 0 }
    }
    for ours in worlds {
      let obligations = try owed(present(ours))
      for theirs in worlds {
        let found = try LockVerification(
          obligations, ledger: held(present(theirs)), releases: [], on: day("2025-12-05"))
        let isEqual = zip(ours, theirs).allSatisfy { $0.1 == $1.1 }
        try #require(found.breaks.isEmpty == isEqual)
      }
    }
  }
}
