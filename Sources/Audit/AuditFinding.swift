/// One thing that does not hold: where, the rule, what was found and what was expected.
public struct AuditFinding: Equatable, Sendable, CustomStringConvertible {
  /// The entry's `seq`; nil where it concerns the whole journal.
  public let entry: Int64?
  /// The rule's name, "brokenChain".
  public let rule: String
  public let found: String
  public let expected: String

  public init(_ rule: String, entry: Int64? = nil, found: String, expected: String) {
    self.entry = entry
    self.rule = rule
    self.found = found
    self.expected = expected
  }

  public var description: String {
    (entry.map { "entry \($0): " } ?? "") + "\(rule): found \(found), expected \(expected)"
  }
}
