/// What may make a stage longer (影响因素), how often, and how likely.
public struct StretchingFactor: Equatable, Sendable {
  public let id: String
  public let title: String
  public let chinese: String
  /// The id of the stage that it follows.
  public let stage: String
  /// What each time adds.
  public let span: Span
  /// The chance of a first time, and after each time of another one, in percent.
  public let chance: Int
  /// How often at most.
  public let times: Int
  public let source: RuleSource

  public init(
    id: String, title: String, chinese: String, stage: String, span: Span, chance: Int, times: Int,
    source: RuleSource
  ) {
    self.id = id
    self.title = title
    self.chinese = chinese
    self.stage = stage
    self.span = span
    self.chance = chance
    self.times = times
    self.source = source
  }
}
