import Quantities
import TradingDays

/// The locks of one account on both sides.
struct LockComparison {
  let account: String
  let released: Set<Day>
  let asOf: Day

  private typealias Lock = LockPairing.Lock

  func breaks(_ ledger: Position, _ list: Position) throws(QuantityError) -> [Break] {
    guard ledger.locks != list.locks else { return [] }
    var breaks: [Break] = []
    for difference in LockPairing.differences(ledger.locks, list.locks) {
      switch difference {
      case .shares(let end, let ours, let theirs):
        breaks.append(try wrongShares(end, ours, theirs))
      case .end(let lock, let other):
        breaks.append(try wrongEnd(lock, other))
        if lock.shares != other.shares {
          breaks.append(try wrongShares(lock.end, lock.shares, other.shares))
        }
      case .missing(let lock): breaks.append(try notLocked(lock, isKnown: list.namesEndedLock))
      case .extra(let other): breaks.append(try notOurs(other))
      }
    }
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
