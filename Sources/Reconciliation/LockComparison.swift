import Quantities
import TradingDays

/// The locks of one account on both sides.
struct LockComparison {
  let account: String
  let released: Set<Day>
  let asOf: Day

  private typealias Lock = (end: Day?, shares: Shares)

  /// Locks with one end are compared in their shares; of the others, those over equal shares are one
  /// lock with two ends, then what is left in the order of its ends.
  func breaks(_ ledger: Position, _ list: Position) throws(QuantityError) -> [Break] {
    guard ledger.locks != list.locks else { return [] }
    var breaks: [Break] = []
    var ours: [Lock] = []
    for lock in ledger.locksInOrder {
      guard let other = list.locks[lock.end] else {
        ours.append(lock)
        continue
      }
      if other != lock.shares { breaks.append(try wrongShares(lock.end, lock.shares, other)) }
    }
    var theirs = list.locksInOrder.filter { ledger.locks[$0.end] == nil }
    var unpaired: [Lock] = []
    for lock in ours {
      if let place = theirs.firstIndex(where: { $0.shares == lock.shares }) {
        breaks.append(try wrongEnd(lock, theirs.remove(at: place)))
      } else {
        unpaired.append(lock)
      }
    }
    for (lock, other) in zip(unpaired, theirs) {
      breaks.append(try wrongEnd(lock, other))
      breaks.append(try wrongShares(lock.end, lock.shares, other.shares))
    }
    for lock in unpaired.dropFirst(theirs.count) {
      breaks.append(try notLocked(lock, isKnown: list.namesEndedLock))
    }
    for other in theirs.dropFirst(unpaired.count) { breaks.append(try notOurs(other)) }
    return breaks
  }

  private func wrongShares(
    _ end: Day?, _ ours: Shares, _ theirs: Shares
  ) throws(QuantityError) -> Break {
    try .of(
      .lockWrongShares, account, ledger: ours, other: theirs,
      "locked until \(text(end)) over other shares")
  }

  /// One lock with two ends. Where the list's has passed and ours has not, the shares are free already.
  private func wrongEnd(_ lock: Lock, _ other: Lock) throws(QuantityError) -> Break {
    let difference = lock.end.flatMap { ours in
      other.end.map { BreakValue.days(ours.days(to: $0)) }
    }
    let isEarly = (other.end ?? .latest) <= asOf && asOf < (lock.end ?? .earliest)
    return Break(
      isEarly ? .releasedEarly : .lockWrongDate, key: account,
      ledger: lock.end.map { .day($0) }, other: other.end.map { .day($0) }, difference: difference,
      cause: isEarly
        ? "\(lock.shares) shares came free before their end"
        : "\(lock.shares) shares are locked until another day")
  }

  /// A lock that the list does not have.
  private func notLocked(_ lock: Lock, isKnown: Bool) throws(QuantityError) -> Break {
    let end = text(lock.end)
    if let day = lock.end, day <= asOf {
      return try .of(
        .lockMissing, account, ledger: lock.shares, other: nil,
        "the lock-up ended \(end): ipo lockups release has to post it")
    }
    return try .of(
      isKnown ? .releasedEarly : .lockMissing, account, ledger: lock.shares, other: nil,
      isKnown ? "free before its end, \(end)" : "registered as free, owed locked until \(end)")
  }

  /// A lock that the ledger does not have, or has no more.
  private func notOurs(_ other: Lock) throws(QuantityError) -> Break {
    guard let end = other.end, released.contains(end) else {
      return try .of(
        .lockWrongShares, account, ledger: nil, other: other.shares,
        "locked until \(text(other.end)), and the ledger has no such lock")
    }
    if asOf < end {
      return try .of(
        .releasedEarly, account, ledger: nil, other: other.shares,
        "the ledger released what is locked until \(end)")
    }
    return try .of(
      .lockWrongShares, account, ledger: nil, other: other.shares,
      "released in the ledger, the depository has it locked until \(end)")
  }

  private func text(_ end: Day?) -> String { end?.description ?? "no stated day" }
}
