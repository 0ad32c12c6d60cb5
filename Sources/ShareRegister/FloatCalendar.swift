import Quantities
import TradingDays

/// The free float (流通股本) from the listing day on: what is free then, and what every lock-up adds when
/// the first session on or after its contractual end comes. By contract; what the ledger has released is
/// another matter.
public struct FloatCalendar: Sendable {
  /// One lock-up's end and what it does to the float.
  public struct Release: Equatable, Sendable {
    public let tranche: LockSchedule.Tranche
    /// The float without and with these shares, earlier ends counted.
    public let before: Shares
    public let after: Shares
  }

  public let listingDay: Day
  /// All shares, free and locked (总股本).
  public let capital: Shares
  /// Free on the listing day.
  public let atListing: Shares
  /// In the order of their ends.
  public let releases: [Release]

  /// - Throws: where a sum does not fit 64 bits.
  public init(_ schedule: LockSchedule, listingDay: Day) throws(QuantityError) {
    self.listingDay = listingDay
    capital = try schedule.free + schedule.locked
    atListing = schedule.free
    var float = schedule.free
    var releases: [Release] = []
    for tranche in schedule.tranches {
      let after = try float + tranche.shares
      releases.append(Release(tranche: tranche, before: float, after: after))
      float = after
    }
    self.releases = releases
  }

  /// The float on a day: zero before the listing. A lock-up that ends beyond the calendar has no first
  /// session yet and is counted as locked.
  public func float(on day: Day) -> Shares {
    guard day >= listingDay else { return .zero }
    return releases.last { $0.tranche.isFree(on: day) }?.after ?? atListing
  }

  /// Decimals of the percentages that tables print, half up.
  public static let percentPlaces = 4

  /// A part of the total capital or of a float in percent with four decimals, half up; nil where the
  /// whole is nothing.
  public static func percent(_ part: Shares, of whole: Shares) -> String? {
    guard whole > .zero, part >= .zero else { return nil }
    return Ratio(part.count, whole.count).percent(places: percentPlaces)
  }
}

extension LockSchedule.Tranche {
  /// True once the first session on or after the contractual end has come.
  public func isFree(on day: Day) -> Bool { session.map { $0 <= day } ?? false }
}
