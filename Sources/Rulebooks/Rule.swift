import CanonicalJSON

/// One rule of a rulebook as its file states it: the value, how surely it is known, and the clause.
public struct Rule: Equatable, Sendable {
  /// The rule's dotted name, "clawback.bands".
  public let key: String
  public let value: JSONValue
  public let confidence: Confidence
  /// The document and article, or where the value was observed.
  public let clause: String

  public init(key: String, value: JSONValue, confidence: Confidence, clause: String) {
    self.key = key
    self.value = value
    self.confidence = confidence
    self.clause = clause
  }

  /// Value, confidence and clause as the journal carries them.
  public var canonical: JSONValue {
    [
      "value": value, "sure": .string(confidence.rawValue), "clause": .string(clause),
    ]
  }
}
