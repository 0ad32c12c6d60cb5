import Quantities
import TradingDays

/// What is locked, by the day it comes free (限售股解禁时间表).
public struct LockSchedule: Sendable {
  /// All shares that come free on one day.
  public struct Tranche: Equatable, Sendable {
    /// The contractual end.
    public let end: Day
    /// The first trading day on or after it; nil beyond the calendar.
    public let session: Day?
    public let shares: Shares
    public let holders: Int
    public let origins: [Holding.Origin]
  }

  /// By date.
  public let tranches: [Tranche]
  /// Tradable shares (可流通股份).
  public let free: Shares
  public let locked: Shares

  public init(
    _ holdings: [Holding], calendar: TradingCalendar
  ) throws(QuantityError) {
    var byEnd: [Day: [Holding]] = [:]
    var free = Shares.zero
    for holding in holdings {
      if let end = holding.lockedUntil {
        byEnd[end, default: []].append(holding)
      } else {
        free = try free + holding.shares
      }
    }
    var tranches: [Tranche] = []
    var locked = Shares.zero
    for end in byEnd.keys.sorted() {
      let group = byEnd[end] ?? []
      let shares = try Shares.sum(group.map(\.shares))
      locked = try locked + shares
      tranches.append(
        Tranche(
          end: end, session: TermEnd(end, in: calendar).session, shares: shares,
          holders: Set(group.map(\.holder)).count,
          origins: Holding.Origin.allCases.filter { origin in
            group.contains { $0.origin == origin }
          }))
    }
    self.tranches = tranches
    self.free = free
    self.locked = locked
  }
}
