import Quantities
import TradingDays

/// Judges one account of one register by what it owes on a day.
struct LockJudgement {
  let side: LockBreak.Side
  let day: Day
  private let released: Set<Day>
  private let releases: [Lock: [LedgerRelease]]

  private struct Lock: Hashable {
    let account: String
    let end: Day
  }

  /// The ledger's side: it may have released shares, entry by entry.
  init(side: LockBreak.Side, day: Day, releases: [LedgerRelease] = [], released: Set<Day> = []) {
    self.side = side
    self.day = day
    self.released = released
    self.releases = Dictionary(grouping: releases) { Lock(account: $0.account, end: $0.end) }
  }

  /// The whole holding.
  func total(
    _ account: String, _ duty: LockDuties.Duty, _ position: Position?
  ) throws(QuantityError) -> [LockBreak] {
    guard position?.shares != duty.shares else { return [] }
    let cause: String
    if let position {
      cause =
        position.shares < duty.shares
        ? "short: fewer shares than it was allotted or had before"
        : "more shares than it was allotted or had before"
    } else {
      cause = "missing: the \(side.noun) does not have the account"
    }
    return [
      try breaking(.holdingDiffers, account, duty.shares, position?.shares, cause, nil, duty)
    ]
  }

  func unknown(_ account: String, _ position: Position) throws(QuantityError) -> [LockBreak] {
    guard position.shares > .zero else { return [] }
    return [
      try breaking(
        .unknownAccount, account, nil, position.shares, "nothing was allotted to it", nil,
        LockDuties.Duty())
    ]
  }

  /// Every lock that is in force, and what is locked without a duty.
  func locks(
    _ account: String, _ duty: LockDuties.Duty, _ position: Position
  ) throws(QuantityError) -> [LockBreak] {
    var breaks: [LockBreak] = []
    var found = position.locks
    for end in duty.locks.keys.compactMap(\.self).filter({ $0 <= day }).sorted() {
      let shares = duty.locks[end] ?? .zero
      guard let still = found.removeValue(forKey: end) else { continue }
      let limit = released.contains(end) ? Shares.zero : shares
      guard still > limit else { continue }
      let cause =
        limit == .zero
        ? "locked though the lock-up ended \(end) and the ledger has released it"
        : "more than was ever owed until \(end)"
      breaks.append(
        try breaking(
          .lockWrongShares, account, limit == .zero ? nil : limit, still, cause, end, duty))
    }
    for difference in LockPairing.differences(duty.inForce(on: day), found) {
      breaks += try judge(difference, account, duty, position)
    }
    return breaks
  }

  /// Releases that came before their time and that the day no longer shows.
  func pastReleases(_ account: String, _ duty: LockDuties.Duty) -> [LockBreak] {
    duty.locks.keys.compactMap(\.self).filter { $0 <= day }.sorted().flatMap { end in
      earlyReleases(account, end).map { release in
        LockBreak(
          side: side, kind: .releasedEarly, account: account, expected: .day(end),
          found: .day(release.session), difference: .days(end.days(to: release.session)),
          cause: "released early: entry \(release.entry) freed \(release.shares) shares from "
            + "\(release.session) on", source: duty.sources[end] ?? "")
      }
    }
  }

  private func judge(
    _ difference: LockPairing.Difference, _ account: String, _ duty: LockDuties.Duty,
    _ position: Position
  ) throws(QuantityError) -> [LockBreak] {
    switch difference {
    case .shares(let end, let ours, let theirs):
      return [try wrongShares(account, end, ours, theirs, duty)]
    case .end(let lock, let other):
      var breaks = [wrongEnd(account, lock, other, duty)]
      if lock.shares != other.shares {
        breaks.append(try wrongShares(account, lock.end, lock.shares, other.shares, duty))
      }
      return breaks
    case .missing(let lock):
      let early = lock.end.map { earlyReleases(account, $0) } ?? []
      let isEarly = !early.isEmpty || position.namesEndedLock
      return [
        try breaking(
          isEarly ? .releasedEarly : .lockMissing, account, lock.shares, nil,
          isEarly
            ? "released early: free before \(text(lock.end))\(entries(early))"
            : "missing: owed locked until \(text(lock.end)), and nothing is", lock.end, duty)
      ]
    case .extra(let other):
      return [
        try breaking(
          .lockWrongShares, account, nil, other.shares,
          "locked until \(text(other.end)), and nothing owes that", nil, duty)
      ]
    }
  }

  private func wrongShares(
    _ account: String, _ end: Day?, _ ours: Shares, _ theirs: Shares, _ duty: LockDuties.Duty
  ) throws(QuantityError) -> LockBreak {
    let early = theirs < ours ? end.map { earlyReleases(account, $0) } ?? [] : []
    let cause =
      theirs > ours
      ? "more locked until \(text(end)) than is owed"
      : early.isEmpty
        ? "short: \(try ours - theirs) of the shares owed locked until \(text(end)) are not"
        : "released early: \(try ours - theirs) free before \(text(end))\(entries(early))"
    return try breaking(
      early.isEmpty ? .lockWrongShares : .releasedEarly, account, ours, theirs, cause, end, duty)
  }

  /// Where the register's end has come and the contract's has not, the shares are free already.
  private func wrongEnd(
    _ account: String, _ lock: LockPairing.Lock, _ other: LockPairing.Lock, _ duty: LockDuties.Duty
  ) -> LockBreak {
    let isEarly = (other.end ?? .latest) <= day
    let difference = lock.end.flatMap { ours in
      other.end.map { BreakValue.days(ours.days(to: $0)) }
    }
    return LockBreak(
      side: side, kind: isEarly ? .releasedEarly : .lockWrongDate, account: account,
      expected: lock.end.map { .day($0) }, found: other.end.map { .day($0) },
      difference: difference,
      cause: isEarly
        ? "released early: \(lock.shares) shares came free before their end"
        : "wrong date: \(lock.shares) shares are locked until \(text(other.end))",
      source: lock.end.flatMap { duty.sources[$0] } ?? "")
  }

  private func earlyReleases(_ account: String, _ end: Day) -> [LedgerRelease] {
    releases[Lock(account: account, end: end), default: []].filter { $0.session < end }
  }

  private func entries(_ releases: [LedgerRelease]) -> String {
    releases.isEmpty
      ? "" : ", by entry \(releases.map { String($0.entry) }.joined(separator: ", "))"
  }

  private func breaking(
    _ kind: BreakKind, _ account: String, _ expected: Shares?, _ found: Shares?, _ cause: String,
    _ end: Day?, _ duty: LockDuties.Duty
  ) throws(QuantityError) -> LockBreak {
    LockBreak(
      side: side, kind: kind, account: account, expected: expected.map { .shares($0) },
      found: found.map { .shares($0) },
      difference: .shares(try (found ?? .zero) - (expected ?? .zero)), cause: cause,
      source: end.flatMap { duty.sources[$0] } ?? "")
  }

  private func text(_ end: Day?) -> String { end?.description ?? "no stated day" }
}

extension LockBreak.Side {
  /// "ledger", "list".
  fileprivate var noun: String {
    switch self {
    case .ledger: "ledger"
    case .register: "list"
    }
  }
}
