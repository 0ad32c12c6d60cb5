import Allotment
import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

/// Who holds what on the listing day, and under which lock-up.
public struct Registration: Sendable {
  /// New shares first, tranche by tranche in the order of their files, then the earlier holders.
  public let holdings: [Holding]

  /// Derives the register from what was kept and taken up. Lock-ups count calendar months from
  /// the listing day; the last day of a shorter month stands for a missing one.
  public static func derive(
    offering: Offering, listingDay: Day, strategic: [StrategicInvestor],
    offline: OfflineAllotment?, lock: OfflineLock?, collection: Collection, holders: [Holder]
  ) throws(RegistrationError) -> Registration {
    var draft = RegisterDraft(underwriter: offering.terms.underwriter.text)
    do {
      for investor in strategic {
        draft.enter(
          investor.account.text, investor.shares, .strategic,
          lockedUntil: listingDay.adding(months: investor.lockMonths))
      }
      var line = 0
      for outcome in collection.outcomes {
        switch outcome.due.tranche {
        case .strategic: continue
        case .online: try draft.enter(outcome, .online, locked: .zero, until: nil)
        case .offline:
          guard let offline, let lock else {
            preconditionFailure("offline dues come from an offline allotment")
          }
          // Dues follow the allotment's lines, without those that got nothing.
          while offline.lines[line].bid.account.text != outcome.due.account { line += 1 }
          try draft.enter(
            outcome, .offline, locked: lock.locked[line],
            until: listingDay.adding(months: lock.months[line]))
        }
      }
    } catch {
      throw .quantity(error)
    }
    var holdings = draft.holdings
    for holder in holders { holdings.append(try preIPO(holder, offering, listingDay)) }
    return Registration(holdings: holdings)
  }
}

extension Registration {
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
