import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

/// Why the register cannot be derived.
public enum RegistrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A holder's reason is none of the rulebook's, and no date of its own is given.
  case lockUpUnknown(account: String, found: String, expected: [String])
  /// A holder's own date is before the rulebook's for the reason.
  case lockUpShorterThanRule(account: String, found: Day, expected: Day)
  case quantity(QuantityError)

  public var description: String {
    switch self {
    case .lockUpShorterThanRule(let account, let found, let expected):
      "lockUpShorterThanRule: \(account) is locked until \(found), expected at least \(expected)"
    case .lockUpUnknown(let account, let found, let expected):
      "lockUpUnknown: \(account) has the reason \"\(found)\" and no date, expected a date or one "
        + "of \(expected.joined(separator: ", "))"
    case .quantity(let error): error.description
    }
  }
}

extension Registration {
  /// An offline outcome in four: kept and given up, locked and free. The lock-up follows the
  /// shares: what a defaulter had locked passes locked to the underwriter.
  static func split(
    _ outcome: Collection.Outcome, locked: Shares
  ) -> (keptFree: Shares, keptLocked: Shares, lostFree: Shares, lostLocked: Shares) {
    let keptLocked = min(outcome.kept, locked)
    let lostLocked = Shares(locked.count - keptLocked.count)
    return (
      Shares(outcome.kept.count - keptLocked.count), keptLocked,
      Shares(outcome.abandoned.count - lostLocked.count), lostLocked
    )
  }

  static func preIPO(
    _ holder: Holder, _ offering: Offering, _ listingDay: Day
  ) throws(RegistrationError) -> Holding {
    let months = offering.rules.preIPOLockMonths
    let ruled = months[holder.reason].map { listingDay.adding(months: $0) }
    let end: Day
    if let own = holder.lockedUntil {
      if let ruled, own < ruled {
        throw .lockUpShorterThanRule(account: holder.account.text, found: own, expected: ruled)
      }
      end = own
    } else if let ruled {
      end = ruled
    } else {
      throw .lockUpUnknown(
        account: holder.account.text, found: holder.reason, expected: months.keys.sorted())
    }
    return Holding(
      holder: holder.account.text, shares: holder.shares, lockedUntil: end > listingDay ? end : nil,
      origin: .preIPO)
  }
}

/// What the underwriter takes up, one holding for each lock-up.
struct TakeUp {
  private let holder: String
  private var free = Shares.zero
  private var locked: [Day: Shares] = [:]

  init(holder: String) { self.holder = holder }

  mutating func add(_ shares: Shares, lockedUntil end: Day?) throws(QuantityError) {
    guard shares > .zero else { return }
    if let end {
      locked[end] = try (locked[end] ?? .zero) + shares
    } else {
      free = try free + shares
    }
  }

  /// The free holding first, then by date.
  var holdings: [Holding] {
    var holdings: [Holding] = []
    if free > .zero {
      holdings.append(
        Holding(holder: holder, shares: free, lockedUntil: nil, origin: .takeUp))
    }
    for (end, shares) in locked.sorted(by: { $0.key < $1.key }) {
      holdings.append(
        Holding(holder: holder, shares: shares, lockedUntil: end, origin: .takeUp))
    }
    return holdings
  }
}
