import Lottery
import Quantities
import Reconciliation
import TradingDays

/// The depository's rows while breaks are planted in them. Each break takes an account of its own.
struct RegisterPlanting {
  private let holdings: [LedgerHolding]
  /// What the list says of each holding; empty where it leaves it out.
  private var listed: [[ListedHolding]]
  private var strangers: [ListedHolding] = []
  /// The holdings' places by account.
  private let places: [String: [Int]]
  /// Places of locks that have not ended.
  private var locks: DrawnPool
  /// First places of accounts without such a lock, and of those with one.
  private var free: DrawnPool
  private var locked: DrawnPool
  private var used: Set<String> = []
  private let asOf: Day

  init(_ records: LedgerRecords) {
    asOf = records.asOf
    let holdings = records.holdingsInOrder
    self.holdings = holdings
    listed = holdings.map { holding in
      [
        ListedHolding(
          account: holding.account, shares: holding.shares,
          locked: holding.lockedUntil == nil ? .zero : holding.shares,
          unlockDay: holding.lockedUntil)
      ]
    }
    let places = Dictionary(grouping: holdings.indices) { holdings[$0].account }
    self.places = places
    let day = records.asOf
    let open = holdings.indices.filter { (holdings[$0].lockedUntil ?? .earliest) > day }
    locks = DrawnPool(open)
    let firsts = holdings.indices.filter { places[holdings[$0].account]?.first == $0 }
    let withLock = Set(open.map { holdings[$0].account })
    free = DrawnPool(firsts.filter { !withLock.contains(holdings[$0].account) })
    locked = DrawnPool(firsts.filter { withLock.contains(holdings[$0].account) })
  }

  var rows: [ListedHolding] { listed.flatMap(\.self) + strangers }

  /// Plants a break of the depository's side; nil where the kind is none.
  mutating func plant(
    _ kind: BreakKind, number: Int, _ generator: inout SHA256Generator
  ) throws -> Break? {
    switch kind {
    case .holdingDiffers: return try changeHolding(number, &generator)
    case .unknownAccount: return addStranger(&generator)
    case .lockMissing:
      let (place, holding, _) = try lock(kind, number, &generator)
      list(place, locked: .zero, until: nil)
      return try Self.break(kind, holding.account, ledger: holding.shares, other: nil)
    case .lockWrongShares:
      let (place, holding, end) = try lock(kind, number, atLeast: Shares(2), &generator)
      let other = Shares(1 + Int64(generator.below(UInt64(holding.shares.count - 1))))
      list(place, locked: other, until: end)
      return try Self.break(kind, holding.account, ledger: holding.shares, other: other)
    case .lockWrongDate:
      let (place, holding, end) = try lock(kind, number, &generator)
      let other = day(holding.account, &generator) { end.adding(days: 1 + $0) }
      list(place, locked: holding.shares, until: other)
      return Self.break(kind, holding.account, end, other)
    case .releasedEarly:
      let (place, holding, end) = try lock(kind, number, &generator)
      if generator.below(2) == 0 {
        list(place, locked: .zero, until: end)
        return try Self.break(kind, holding.account, ledger: holding.shares, other: nil)
      }
      let (asOf, account) = (asOf, holding.account)
      let other = day(account, &generator) { asOf.adding(days: -$0) }
      list(place, locked: holding.shares, until: other)
      return Self.break(kind, account, end, other)
    case .missingInLedger, .missingInStatement, .amountDiffers, .duplicate,
      .closingBalanceDiffers:
      return nil
    }
  }

  private mutating func list(_ place: Int, locked: Shares, until end: Day?) {
    listed[place] = [
      ListedHolding(
        account: holdings[place].account, shares: holdings[place].shares, locked: locked,
        unlockDay: end)
    ]
  }

  /// A lock that has not ended, of an account that no break has yet.
  private mutating func lock(
    _ kind: BreakKind, _ number: Int, atLeast least: Shares = Shares(1),
    _ generator: inout SHA256Generator
  ) throws(StatementPlanError) -> (place: Int, holding: LedgerHolding, end: Day) {
    let (holdings, used) = (holdings, used)
    let place = locks.take(&generator) {
      holdings[$0].shares >= least && !used.contains(holdings[$0].account)
    }
    guard let place, let end = holdings[place].lockedUntil else {
      throw .offeringTooSmall(
        kind: kind, number: number,
        place: "one more account with \(least == Shares(1) ? "shares" : "\(least) shares") "
          + "locked until after \(asOf)")
    }
    self.used.insert(holdings[place].account)
    return (place, holdings[place], end)
  }

  /// A day that none of the account's locks ends on.
  private func day(
    _ account: String, _ generator: inout SHA256Generator, _ make: (Int) -> Day
  ) -> Day {
    let ends = Set((places[account] ?? []).map { holdings[$0].lockedUntil })
    while true {
      let day = make(Int(generator.below(60)))
      if !ends.contains(day) { return day }
    }
  }

  /// Other shares in an account, more often one without locks; or no row of it at all.
  private mutating func changeHolding(
    _ number: Int, _ generator: inout SHA256Generator
  ) throws -> Break {
    let (holdings, used) = (holdings, used)
    let isUnused: (Int) -> Bool = { !used.contains(holdings[$0].account) }
    guard
      let place = free.take(&generator, where: isUnused)
        ?? locked.take(&generator, where: isUnused)
    else {
      throw StatementPlanError.offeringTooSmall(
        kind: .holdingDiffers, number: number, place: "one more account in the register")
    }
    let account = holdings[place].account
    self.used.insert(account)
    let own = places[account] ?? []
    let shares = try Shares.sum(own.map { holdings[$0].shares })
    if generator.below(3) == 0 {
      for place in own { listed[place] = [] }
      return try Self.break(.holdingDiffers, account, ledger: shares, other: nil)
    }
    let more = Shares(1 + Int64(generator.below(1_000)))
    listed[place].append(
      ListedHolding(account: account, shares: more, locked: .zero, unlockDay: nil))
    return try Self.break(.holdingDiffers, account, ledger: shares, other: try shares + more)
  }

  private mutating func addStranger(_ generator: inout SHA256Generator) -> Break {
    var account: String
    repeat {
      account = "X\(100_000_000 + generator.below(900_000_000))"
    } while places[account] != nil || !used.insert(account).inserted
    let shares = Shares(1 + Int64(generator.below(10_000)))
    strangers.append(
      ListedHolding(account: account, shares: shares, locked: .zero, unlockDay: nil))
    return Break(
      .unknownAccount, key: account, ledger: nil, other: .shares(shares),
      difference: .shares(shares), cause: "")
  }

  private static func `break`(
    _ kind: BreakKind, _ key: String, ledger: Shares, other: Shares?
  ) throws(QuantityError) -> Break {
    Break(
      kind, key: key, ledger: .shares(ledger), other: other.map { .shares($0) },
      difference: .shares(try (other ?? .zero) - ledger), cause: "")
  }

  private static func `break`(_ kind: BreakKind, _ key: String, _ ledger: Day, _ other: Day)
    -> Break
  {
    Break(
      kind, key: key, ledger: .day(ledger), other: .day(other),
      difference: .days(ledger.days(to: other)), cause: "")
  }
}
