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
    do {
      var holdings: [Holding] = []
      var takeUp = TakeUp(holder: offering.terms.underwriter.text)
      for investor in strategic {
        holdings.append(
          Holding(
            holder: investor.account.text, shares: investor.shares,
            lockedUntil: listingDay.adding(months: investor.lockMonths), origin: .strategic))
      }
      var line = 0
      for outcome in collection.outcomes {
        switch outcome.due.tranche {
        case .strategic: continue
        case .online:
          if outcome.kept > .zero {
            holdings.append(
              Holding(
                holder: outcome.due.account, shares: outcome.kept, lockedUntil: nil,
                origin: .online))
          }
          try takeUp.add(outcome.abandoned, lockedUntil: nil)
        case .offline:
          guard let offline, let lock else {
            preconditionFailure("offline dues come from an offline allotment")
          }
          while offline.lines[line].bid.account.text != outcome.due.account { line += 1 }
          let locked = lock.locked[line]
          let end = listingDay.adding(months: lock.months[line])
          let parts = split(outcome, locked: locked)
          if parts.keptFree > .zero {
            holdings.append(
              Holding(
                holder: outcome.due.account, shares: parts.keptFree, lockedUntil: nil,
                origin: .offline))
          }
          if parts.keptLocked > .zero {
            holdings.append(
              Holding(
                holder: outcome.due.account, shares: parts.keptLocked, lockedUntil: end,
                origin: .offline))
          }
          try takeUp.add(parts.lostFree, lockedUntil: nil)
          try takeUp.add(parts.lostLocked, lockedUntil: end)
        }
      }
      holdings += takeUp.holdings
      for holder in holders {
        holdings.append(try preIPO(holder, offering, listingDay))
      }
      return Registration(holdings: holdings)
    } catch let error as RegistrationError {
      throw error
    } catch let error as QuantityError {
      throw .quantity(error)
    } catch {
      preconditionFailure("no other error is thrown above: \(error)")
    }
  }
}
