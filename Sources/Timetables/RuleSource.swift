import Rulebooks

/// Where a rule of a timetable comes from, and how surely it is known.
public struct RuleSource: Equatable, Sendable {
  public let confidence: Confidence
  public let clause: String

  public init(_ confidence: Confidence, _ clause: String) {
    self.confidence = confidence
    self.clause = clause
  }

  /// A rule that a rulebook states; nil where it has none of that name.
  init?(_ key: String, of rulebook: Rulebook) {
    guard let rule = rulebook.rules.first(where: { $0.key == key }) else { return nil }
    self.init(rule.confidence, rule.clause)
  }
}
