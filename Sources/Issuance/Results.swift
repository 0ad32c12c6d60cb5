import Allotment
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
