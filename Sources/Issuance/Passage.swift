import Allotment
import Clawback
import Offerings
import Quantities
import Rulebooks
import Settlement
import ShareRegister
import TradingDays

/// The whole passage of an offering from price to listing, as far as the facts reach. Pure: the
/// same terms, facts and rows give the same steps and the same entries everywhere.
public struct Passage: Sendable {
  public let steps: [Step]
  /// What is missing to go further; empty at the end.
  public let waiting: [Waiting]
  public let state: State
  /// Everything that was decided, for reports and for comparison with what was published.
  public let results: Results

  /// Where an offering stands.
  public enum State: String, Sendable {
    /// Under way.
    case open
    /// Stopped (中止发行): everything void and refunded.
    case suspended
    /// Registered and free to trade on the listing day.
    case listed
  }

  /// Takes every step that the facts allow, in order.
  ///
  /// - Throws: `IssuanceRefusal` where facts and rows contradict each other or the rules.
  public static func plan(
    _ offering: Offering, facts: Facts, inputs: RecordedInputs
  ) throws -> Passage {
    var course = Course(offering: offering, facts: facts, inputs: inputs)
    for takeStep in Course.order {
      guard try takeStep(&course) else { break }
    }
    try course.confirm()
    return Passage(
      steps: course.steps, waiting: course.waiting, state: course.state, results: course.results)
  }
}

/// What was decided on the way; nil where a step was not reached.
public struct Results: Sendable {
  /// True where the issue was suspended: nothing that was allotted stands, all money goes back.
  public internal(set) var isSuspended = false
  public internal(set) var strategicFinal: Shares?
  public internal(set) var reallocation: Reallocation?
  public internal(set) var draw: OnlineDraw?
  /// Rows of the application list with the lots they won.
  public internal(set) var onlineWinners: [(row: Int, lots: Int64)]?
  public internal(set) var offline: OfflineAllotment?
  public internal(set) var lock: OfflineLock?
  public internal(set) var collection: Collection?
  public internal(set) var proceeds: ProceedsStatement?
  public internal(set) var registration: Registration?
  public internal(set) var schedule: LockSchedule?
}
