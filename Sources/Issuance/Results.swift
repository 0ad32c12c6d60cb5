import Allotment
import Bookbuilding
import Clawback
import Offerings
import Quantities
import Settlement
import ShareRegister
import TradingDays

/// What was decided on the way; nil where a step was not reached.
public struct Results: Sendable {
  /// True where the issue was suspended: nothing that was allotted stands, all money goes back.
  public internal(set) var isSuspended = false
  /// The book of the inquiry up to the four numbers; nil where the offering begins at its price.
  public internal(set) var review: BookReview?
  /// The book at the price that was set.
  public internal(set) var priceDecision: PriceDecision?
  /// The offering at its price.
  public internal(set) var priced: PricedOffering?
  /// The bids that take part in the allotment (有效报价); nil where there is no book yet.
  public internal(set) var effectiveBids: [Bid]?
  public internal(set) var strategicFinal: Shares?
  public internal(set) var reallocation: Reallocation?
  public internal(set) var frozen: FrozenList?
  /// The text whose SHA-256 is the seed; nil before the beacons, and where no seed is sealed.
  public internal(set) var seedText: SeedText?
  /// The parties that have neither revealed nor been named missing.
  public internal(set) var outstandingReveals: [AccountName] = []
  public internal(set) var draw: OnlineDraw?
  /// Rows of the application list with the lots they won.
  public internal(set) var onlineWinners: [(row: Int, lots: Int64)]?
  public internal(set) var offline: OfflineAllotment?
  public internal(set) var lock: OfflineLock?
  public internal(set) var collection: Collection?
  public internal(set) var proceeds: ProceedsStatement?
  /// The first day of trading; nil before it is known.
  public internal(set) var listingDay: Day?
  public internal(set) var registration: Registration?
  public internal(set) var schedule: LockSchedule?
}
