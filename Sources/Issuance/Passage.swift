import Offerings

/// The whole passage of an offering from price to listing, as far as the facts reach. Pure: the
/// same terms, facts and rows give the same steps and the same entries everywhere.
public struct Passage: Sendable {
  public let steps: [Step]
  /// What is missing to go further; empty at the end.
  public internal(set) var waiting: [Waiting]
  public let state: State
  /// Everything that was decided, for reports and for comparison with what was published.
  public let results: Results
  /// The gates that two people have to open, as far as the passage has come.
  public let standings: [GateStanding]
  let offering: Offering
  let facts: Facts

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
    try course.checkApprovals()
    for step in Course.order {
      guard try course.take(step) else { break }
    }
    course.keepWordsAhead()
    try course.confirm()
    try course.approveReleases()
    return Passage(
      steps: course.steps, waiting: course.waiting, state: course.state, results: course.results,
      standings: course.standings, offering: offering, facts: facts)
  }
}
