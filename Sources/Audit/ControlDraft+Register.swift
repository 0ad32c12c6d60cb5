import CanonicalJSON
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Reconciliation
import ShareRegister
import TradingDays

extension ControlDraft {
  /// Kept, taken up and earlier shares ↔ the register ↔ what has to be locked.
  mutating func checkRegister() throws {
    guard isClosed("registration") else { return }
    let issued = term("shares issued", offering.terms.shares.total.count, .shares)
    let holders = inputs.holders?.value ?? []
    let earlier = file(
      "from before", holders.reduce(0) { $0 + Int128($1.shares.count) }, .shares,
      inputs.holders?.file, HolderFile.name)
    let free = totals.sum("registration", .registration, "register:<holder>:free", .shares)
    let locked = totals.sum("registration", .registration, "register:<holder>:locked")
    add(
      "registered", "the register is the new shares and those from before",
      [
        received("registered free", free, .shares),
        received("registered locked", locked, .shares),
      ], [issued, earlier])
    if offering.terms.shares.preIPO > .zero {
      add(
        "preIPOByTerms", "rows of holders.csv are the shares from before that the terms name",
        [earlier], [term("from before, by the terms", offering.terms.shares.preIPO.count, .shares)])
    }
    let obligations = try results.obligations(of: offering, inputs)
    let owed = obligations?.obligations ?? []
    add(
      "lockedAsOwed", "what is registered locked is what has to be",
      [received("registered locked", locked, .shares)],
      [decided("owed locked", owed.reduce(0) { $0 + Int128($1.shares.count) }, .shares)])
    try checkPositions(obligations)
    let now = ["free", "locked"].map { part in
      let sum = totals.sum {
        Account(path: $0.account).isWithin("register:<holder>:\(part)")
      }
      return ControlFigure("\(part) now", sum.net, .shares, .entries(sum.entries))
    }
    add("lockedAndFree", "locked and free shares are the capital", now, [issued, earlier])
    checkReleases(owed)
    guard isClosed("listing") else { return }
    add(
      "listingFree", "the free float at listing is what was registered free",
      [stated("listing/decision", "free", "free at listing", .shares)],
      [received("registered free", free, .shares)])
    add(
      "listingLocked", "the locked shares at listing are those registered locked",
      [stated("listing/decision", "locked", "locked at listing", .shares)],
      [received("registered locked", locked, .shares)])
  }

  /// Every account of the register with what it should hold, locked and free.
  private mutating func checkPositions(_ obligations: LockObligations?) throws {
    guard let obligations, let day = results.listingDay else { return }
    // The eve of the listing: nothing is released yet.
    let eve = day.adding(days: -1)
    let register = try RecordedRegister(journal, on: eve)
    let matched = try LockVerification(
      obligations, ledger: register.holdings, releases: [], on: eve
    ).matched
    let registered = ControlFigure(
      "accounts registered", Int128(Set(register.holdings.map(\.account)).count), .count,
      .entries(totals.sum { $0.kind == .registration }.entries))
    add(
      "holdersCounted", "the register has the accounts that should hold shares", [registered],
      [
        decided(
          "accounts that should", Int128(Set(obligations.holdings.map(\.holder)).count), .count)
      ])
    add(
      "positionsAsOwed", "each account of the register holds what it should, locked and free",
      [registered], [decided("of them as owed", Int128(matched), .count)])
  }

  /// Every release frees all that was locked until its end.
  private mutating func checkReleases(_ owed: [LockObligation]) {
    for operation in journal.operations where operation.isClosed {
      guard operation.id.hasPrefix("release-"),
        let end = Day(operation.id.dropFirst("release-".count))
      else { continue }
      let freed = totals.sum(operation.id, .release, "register:<holder>:free", .shares)
      let due = owed.filter { $0.end == end }.reduce(Int128(0)) { $0 + Int128($1.shares.count) }
      add(
        "released \(end)", "what was locked until \(end) comes free, and nothing else",
        [received("freed", freed, .shares)], [decided("owed until \(end)", due, .shares)])
    }
  }

  /// A suspended issue undoes everything.
  mutating func checkSuspension() {
    guard isClosed("suspension") else { return }
    for tranche in usedTranches where paid(tranche).postings > 0 {
      let back = totals.sum("suspension", .void, "escrow:\(tranche.rawValue)", .cash)
      add(
        "allReturned \(tranche.rawValue)",
        "everything that was paid goes back, \(tranche.rawValue)",
        [received("paid", paid(tranche), .money)], [given("given back", back, .money)])
    }
    let issued = totals.sum("opening", .opening, "issuer", .shares)
    let back = totals.sum {
      $0.operation == "suspension" && $0.account == "issuer" && $0.commodity == .shares
    }
    add(
      "issueReturned", "every share of the issue goes back to the issuer",
      [given("issued", issued, .shares)], [received("taken back", back, .shares)])
  }

  /// Accounts that hold nothing at the end, and entries that sum to zero.
  mutating func checkLeftovers() {
    let gates = gates()
    for root in cleared {
      checkCleared(root, .shares)
      checkCleared(root, .cash)
      if let gate = gates.last(where: { $0.clear.contains(root) }) {
        checkAccounts(in: root, gate.entry)
      }
    }
    // What it paid stays the underwriter's; its shares go to the register.
    if isClosed("registration") { checkCleared("underwriter", .shares) }
    for (unit, commodity) in [(ControlUnit.shares, Commodity.shares), (.money, .cash)] {
      let sum = totals.sum { $0.commodity == commodity }
      add(
        "balanced \(unit.rawValue)", "all entries together sum to zero, \(unit.rawValue)",
        [received("received", sum, unit)], [given("given", sum, unit)])
    }
  }

  private mutating func checkCleared(_ root: String, _ commodity: Commodity) {
    let unit: ControlUnit = commodity == .cash ? .money : .shares
    let sum = totals.sum {
      $0.commodity == commodity && Account(path: $0.account).isWithin(root)
    }
    guard sum.postings > 0 else { return }
    add(
      "cleared \(root) \(unit.rawValue)", "nothing is left in \(root), \(unit.rawValue)",
      [received("received", sum, unit)], [given("given", sum, unit)])
  }

  /// No single account either: what one has too much another may lack.
  private mutating func checkAccounts(in root: String, _ gate: Int64) {
    let open = Commodity.allCases.reduce(Int128(0)) { count, commodity in
      count
        + Int128(journal.balances.open(commodity).count { $0.account.isWithin(root) })
    }
    let sum = totals.sum { Account(path: $0.account).isWithin(root) }
    guard sum.postings > 0 else { return }
    add(
      "accountsClear \(root)", "no account of \(root) is left open",
      [ControlFigure("open accounts", open, .count, .entries(sum.entries))],
      [ControlFigure("open by the last gate", 0, .count, .entries(EntryNumbers(gate)))])
  }

  /// The roots that closing entries say are clear.
  private func gates() -> [(entry: Int64, clear: [String])] {
    journal.operations.flatMap { operation in
      operation.entries.compactMap { entry in
        guard entry.id.hasSuffix("/close"),
          let read = RecordedEntry(entry.content, seq: entry.seq), read.kind == .gate
        else { return nil }
        return (
          entry.seq, (read.body["clear"]?.arrayValue ?? []).compactMap(\.stringValue)
        )
      }
    }
  }

  /// Roots of accounts that hold nothing in the state that the journal has reached.
  private var cleared: [String] {
    if isClosed("suspension") {
      return ["tranche", "allotted", "receivable", "escrow", "investor", "issuer"]
    }
    var roots: [String] = []
    if isClosed("proceeds") { roots += ["tranche", "receivable", "escrow", "proceeds"] }
    if isClosed("registration") { roots.append("allotted") }
    return roots
  }
}

extension LedgerTotals {
  /// Of a class with its dates.
  fileprivate func sum(_ operation: String, _ kind: EntryKind, _ account: String) -> PostedSum {
    sum(operation, kind, account, .shares)
  }
}
