import Quantities
import TradingDays

/// Finds what belongs together in two lists of one account's locks.
enum LockPairing {
  /// Shares until an end; nil for a lock without one.
  typealias Lock = (end: Day?, shares: Shares)

  /// One disagreement of two lists.
  enum Difference {
    /// One end over two numbers of shares.
    case shares(end: Day?, ours: Shares, theirs: Shares)
    /// One lock with two ends, perhaps over other shares.
    case end(ours: Lock, theirs: Lock)
    case missing(Lock)
    case extra(Lock)
  }

  /// Locks with one end are compared in their shares; of the others, those over equal shares are one
  /// lock with two ends, then what is left in the order of its ends.
  static func differences(_ ours: [Day?: Shares], _ theirs: [Day?: Shares]) -> [Difference] {
    var differences: [Difference] = []
    var left: [Lock] = []
    for lock in inOrder(ours) {
      guard let other = theirs[lock.end] else {
        left.append(lock)
        continue
      }
      if other != lock.shares {
        differences.append(.shares(end: lock.end, ours: lock.shares, theirs: other))
      }
    }
    var others = inOrder(theirs).filter { ours[$0.end] == nil }
    var unpaired: [Lock] = []
    for lock in left {
      if let place = others.firstIndex(where: { $0.shares == lock.shares }) {
        differences.append(.end(ours: lock, theirs: others.remove(at: place)))
      } else {
        unpaired.append(lock)
      }
    }
    for (lock, other) in zip(unpaired, others) {
      differences.append(.end(ours: lock, theirs: other))
    }
    differences += unpaired.dropFirst(others.count).map { .missing($0) }
    differences += others.dropFirst(unpaired.count).map { .extra($0) }
    return differences
  }

  /// By their ends, those without one last.
  private static func inOrder(_ locks: [Day?: Shares]) -> [Lock] {
    locks.map { (end: $0.key, shares: $0.value) }.sorted {
      ($0.end ?? .latest, $0.shares) < ($1.end ?? .latest, $1.shares)
    }
  }
}
