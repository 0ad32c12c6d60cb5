import Quantities
import Reconciliation
import Testing
import TradingDays

/// Holdings and locks: each kind of break on both sides of its boundary.
struct HoldingReconciliationTests {
  private let end = "2021-06-02"

  private func held(_ account: String, _ shares: Int64, _ end: String? = nil) -> LedgerHolding {
    LedgerHolding(account: account, shares: Shares(shares), lockedUntil: end.flatMap { Day($0) })
  }

  private func listed(
    _ account: String, _ shares: Int64, _ locked: Int64 = 0, _ end: String? = nil
  ) -> ListedHolding {
    ListedHolding(
      account: account, shares: Shares(shares), locked: Shares(locked),
      unlockDay: end.flatMap { Day($0) })
  }

  private func compare(
    _ ledger: [LedgerHolding], _ list: [ListedHolding], released: Set<Day> = [],
    asOf: String = "2020-06-02"
  ) throws -> HoldingReconciliation {
    try HoldingReconciliation(ledger, list, released: released, asOf: day(asOf))
  }

  @Test func `An account's rows add up on both sides`() throws {
    let ledger = [held("a", 60), held("a", 40, end), held("b", 5), held("b", 6)]
    for list in [
      [listed("a", 100, 40, end), listed("b", 11)],
      [listed("b", 11), listed("a", 60), listed("a", 40, 40, end)],
      [listed("a", 90, 30, end), listed("a", 10, 10, end), listed("b", 11), listed("b", 0)],
      // An account that holds nothing need not be known.
      [listed("a", 100, 40, end), listed("b", 11), listed("x", 0)],
    ] {
      let found = try compare(ledger, list)
      #expect(found.matched == 2 && found.breaks.isEmpty, "\(list)")
    }
  }

  @Test(arguments: [(99, "-1"), (101, "1")])
  func `One share more or less differs`(shares: Int64, difference: String) throws {
    let found = try compare(
      [held("a", 60), held("a", 40, end), held("b", 1)],
      [listed("a", shares, 40, end), listed("b", 1)])
    #expect(found.matched == 1)
    #expect(texts(found.breaks) == ["holding_differs a 100 \(shares) \(difference)"])
  }

  @Test func `An account that one side lacks`() throws {
    let found = try compare(
      [held("a", 60), held("a", 40, end)], [listed("b", 7, 7, end)])
    #expect(found.matched == 0)
    #expect(texts(found.breaks) == ["holding_differs a 100 - -100", "unknown_account b - 7 7"])
  }

  @Test func `A lock that was never registered`() throws {
    let found = try compare([held("a", 60), held("a", 40, end)], [listed("a", 100)])
    #expect(texts(found.breaks) == ["lock_missing a 40 - -40"])
    #expect(found.breaks.first?.cause == "registered as free, owed locked until 2021-06-02")
  }

  @Test(arguments: [("2021-06-01", "-1"), ("2021-06-03", "1"), ("2022-06-02", "365")])
  func `A lock with another end`(other: String, days: String) throws {
    let found = try compare([held("a", 40, end)], [listed("a", 40, 40, other)])
    #expect(texts(found.breaks) == ["lock_wrong_date a 2021-06-02 \(other) \(days)"])
  }

  @Test func `A lock without a stated end`() throws {
    let found = try compare([held("a", 40, end)], [listed("a", 40, 40)])
    #expect(texts(found.breaks) == ["lock_wrong_date a 2021-06-02 - -"])
  }

  @Test(arguments: [(39, "-1"), (41, "1")])
  func `A lock over other shares`(locked: Int64, difference: String) throws {
    let found = try compare(
      [held("a", 60), held("a", 40, end)], [listed("a", 100, locked, end)])
    #expect(texts(found.breaks) == ["lock_wrong_shares a 40 \(locked) \(difference)"])
  }

  @Test func `A lock that the ledger does not have`() throws {
    let found = try compare([held("a", 100)], [listed("a", 100, 40, end)])
    #expect(texts(found.breaks) == ["lock_wrong_shares a - 40 40"])
  }

  /// The list's end has passed and ours has not: the shares trade already.
  @Test(arguments: [
    ("2020-12-31", "lock_wrong_date"), ("2021-01-01", "released_early"),
    ("2021-06-01", "released_early"), ("2021-06-02", "lock_wrong_date"),
  ])
  func `An end that passed too early`(asOf: String, kind: String) throws {
    let found = try compare(
      [held("a", 40, end)], [listed("a", 40, 40, "2021-01-01")], asOf: asOf)
    #expect(texts(found.breaks) == ["\(kind) a 2021-06-02 2021-01-01 -152"])
  }

  /// The list still names the lock's end and has nothing locked.
  @Test(arguments: [
    ("2021-06-01", "released_early", "free before"),
    ("2021-06-02", "lock_missing", "ipo lockups release"),
  ])
  func `A lock that is named and gone`(asOf: String, kind: String, cause: String) throws {
    let found = try compare([held("a", 40, end)], [listed("a", 40, 0, end)], asOf: asOf)
    #expect(texts(found.breaks) == ["\(kind) a 40 - -40"])
    #expect(found.breaks.first?.cause.contains(cause) == true)
  }

  /// The ledger released it, the list has it locked.
  @Test(arguments: [("2021-06-01", "released_early"), ("2021-06-02", "lock_wrong_shares")])
  func `A lock that the ledger released`(asOf: String, kind: String) throws {
    let found = try compare(
      [held("a", 40)], [listed("a", 40, 40, end)], released: [day(end)], asOf: asOf)
    #expect(texts(found.breaks) == ["\(kind) a - 40 40"])
    #expect(try compare([held("a", 40)], [listed("a", 40)], released: [day(end)]).matched == 1)
  }

  @Test func `Several locks of one account are told apart`() throws {
    let ledger = [held("a", 10, "2021-06-02"), held("a", 20, "2022-06-02"), held("a", 30)]
    let swapped = try compare(
      ledger, [listed("a", 60, 20, "2021-06-02"), listed("a", 0, 10, "2022-06-02")])
    #expect(swapped.breaks.map(\.kind) == [.lockWrongShares, .lockWrongShares])
    let moved = try compare(
      ledger, [listed("a", 60, 10, "2021-06-02"), listed("a", 0, 20, "2022-07-02")])
    #expect(texts(moved.breaks) == ["lock_wrong_date a 2022-06-02 2022-07-02 30"])
    let both = try compare(
      ledger, [listed("a", 60, 10, "2021-06-02"), listed("a", 0, 21, "2022-07-02")])
    #expect(
      texts(both.breaks) == [
        "lock_wrong_date a 2022-06-02 2022-07-02 30", "lock_wrong_shares a 20 21 1",
      ])
    let lost = try compare(ledger, [listed("a", 60, 20, "2022-06-02")])
    #expect(texts(lost.breaks) == ["lock_missing a 10 - -10"])
  }

  /// One account with up to two locks on each side: agreement is equality, and nothing else.
  @Test func `Every small world agrees exactly where both sides are equal`() throws {
    let ends = ["2021-06-02", "2022-06-02"]
    let amounts: [Int64] = [0, 1, 2]
    func worlds() -> [[Int64]] {
      amounts.flatMap { free in amounts.flatMap { one in amounts.map { [free, one, $0] } } }
    }
    for ours in worlds() where ours != [0, 0, 0] {
      let ledger = zip(ours, [nil] + ends.map(Optional.some)).filter { $0.0 > 0 }.map {
        held("a", $0.0, $0.1)
      }
      for theirs in worlds() where theirs != [0, 0, 0] {
        let list = zip(theirs, [nil] + ends.map(Optional.some)).filter { $0.0 > 0 }.map {
          listed("a", $0.0, $0.1 == nil ? 0 : $0.0, $0.1)
        }
        for asOf in ["2020-06-02", "2021-12-01", "2023-01-01"] {
          let found = try compare(ledger, list, asOf: asOf)
          #expect(found.breaks.isEmpty == (ours == theirs), "\(ours) \(theirs)")
          #expect(found.matched == (ours == theirs ? 1 : 0))
          let isHoldingTold = found.breaks.contains { $0.kind == .holdingDiffers }
          #expect(isHoldingTold == (ours.reduce(0, +) != theirs.reduce(0, +)))
        }
      }
    }
  }
}
