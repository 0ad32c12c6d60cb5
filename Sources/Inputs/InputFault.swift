/// One thing wrong with an input: where it stands, the rule it breaks, what was found and expected.
public struct InputFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let place: Place
  /// The rule's name, "unknownKey".
  public let rule: String
  public let found: String
  public let expected: String

  public init(_ rule: String, at place: Place, found: String, expected: String) {
    self.place = place
    self.rule = rule
    self.found = found
    self.expected = expected
  }

  public var description: String {
    "\(place): \(rule): found \(found), expected \(expected)"
  }
}
