import TradingDays

/// The listing window (上市窗口): when each stage begins and ends, given when preparations start. A month
/// is a window and not a day, so every date is one, the listing's too.
///
///     let window = try ListingWindow(plan, board: "star", start: january, fixed: [:], counts: [:])
///     window.listing.latest  // no run of the simulation without chance comes later
public struct ListingWindow: Equatable, Sendable {
  /// A stage with its windows.
  public struct Part: Equatable, Sendable {
    public let stage: PlannedStage
    /// The stage's own span, or the one it was given.
    public let span: Span
    public let isGiven: Bool
    public let begins: DayWindow
    public let ends: DayWindow
    /// The latest end where every factor that is left to chance comes as often as it can.
    public let stretched: Day
    public let factors: [CountedFactor]
    /// What the law gives the authority, in months; nil where nothing limits it.
    public let limit: Int?
  }

  /// A factor with how often it comes.
  public struct CountedFactor: Equatable, Sendable {
    public let factor: StretchingFactor
    /// Nil where it is left to chance: then the windows are without it.
    public let count: Int?
  }

  public let board: String
  public let start: DayWindow
  public let parts: [Part]

  /// - Parameters:
  ///   - fixed: what stages take, by id, in place of the plan's spans.
  ///   - counts: how often factors come, by id, in place of chance.
  /// - Throws: `unknownName`.
  public init(
    _ plan: StagePlan, board: String, start: DayWindow, fixed: [String: Span],
    counts: [String: Int]
  ) throws(TimetableError) {
    precondition(counts.values.allSatisfy { (0...StagePlan.timesMax).contains($0) }, "a count")
    try Self.check([board], "board", among: plan.boards)
    try Self.check(fixed.keys.sorted(), "stage", among: plan.stages.map(\.id))
    try Self.check(counts.keys.sorted(), "factor", among: plan.factors.map(\.id))
    self.board = board
    self.start = start
    var begins = start
    var stretched = start.latest
    var parts: [Part] = []
    for stage in plan.stages {
      let span = fixed[stage.id] ?? stage.span
      var ends = begins.lengthened(by: span)
      stretched = span.end(of: span.most, from: stretched)
      let factors = plan.factors.filter { $0.stage == stage.id }
        .map { CountedFactor(factor: $0, count: counts[$0.id]) }
      for counted in factors {
        let factor = counted.factor
        ends = ends.lengthened(by: factor.span, times: counted.count ?? 0)
        for _ in 0..<(counted.count ?? factor.times) {
          stretched = factor.span.end(of: factor.span.most, from: stretched)
        }
      }
      parts.append(
        Part(
          stage: stage, span: span, isGiven: fixed[stage.id] != nil, begins: begins, ends: ends,
          stretched: stretched, factors: factors, limit: stage.limits?.months[board]))
      begins = ends
    }
    self.parts = parts
  }

  /// The end of the last stage: the listing.
  public var listing: DayWindow { parts.last?.ends ?? start }

  /// The latest listing where everything that is left to chance comes as often as it can.
  public var stretched: Day { parts.last?.stretched ?? start.latest }

  private static func check(
    _ names: [String], _ kind: String, among known: [String]
  ) throws(TimetableError) {
    for name in names where !known.contains(name) {
      throw .unknownName(name, of: kind, expected: known)
    }
  }
}
