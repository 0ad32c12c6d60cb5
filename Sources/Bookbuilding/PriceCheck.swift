/// One question that a price is asked, with what came out.
public struct PriceCheck: Equatable, Sendable {
  /// What it means where a price fails it.
  public enum Consequence: String, Sendable {
    /// Investors are warned (投资风险特别公告); the price stands.
    case warning
    /// No such price may be set.
    case refusal
    /// The issue stops (中止发行).
    case suspension
  }

  /// The rule's name: "notAboveFourNumbers".
  public let rule: String
  public let passed: Bool
  public let found: String
  public let expected: String
  public let consequence: Consequence

  public init(
    rule: String, passed: Bool, found: String, expected: String, consequence: Consequence
  ) {
    self.rule = rule
    self.passed = passed
    self.found = found
    self.expected = expected
    self.consequence = consequence
  }
}
