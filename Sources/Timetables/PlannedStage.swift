/// One stage on the way to the listing (阶段).
public struct PlannedStage: Equatable, Sendable {
  /// What the law gives an authority, by board, in months.
  public struct Limits: Equatable, Sendable {
    public let months: [String: Int]
    public let source: RuleSource

    public init(months: [String: Int], source: RuleSource) {
      self.months = months
      self.source = source
    }
  }

  public let id: String
  public let title: String
  public let chinese: String
  public let span: Span
  public let source: RuleSource
  /// Nil where no law limits it.
  public let limits: Limits?

  public init(
    id: String, title: String, chinese: String, span: Span, source: RuleSource, limits: Limits?
  ) {
    self.id = id
    self.title = title
    self.chinese = chinese
    self.span = span
    self.source = source
    self.limits = limits
  }
}
