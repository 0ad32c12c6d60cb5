import CanonicalJSON
import Reconciliation

/// Somebody's word on a break that may stand: a late booking that the bank has announced, a fee that
/// was agreed.
public struct Explanation: Equatable, Sendable {
  public let number: BreakNumber
  /// Who answers for it.
  public let by: String
  public let because: String

  /// - Throws: `malformedExplanation` where the name or the reason is empty, too long (64 and 1,000
  ///   characters), or holds control characters.
  public init(
    _ number: BreakNumber, by: String, because: String
  ) throws(ReconciliationRecordError) {
    for (what, text, limit) in [("name", by, 64), ("reason", because, 1_000)] {
      let isClean = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard isClean, (1...limit).contains(text.count), text.contains(where: { $0 != " " }) else {
        throw .malformedExplanation(
          found: "\"\(text.prefix(100))\"",
          expected: "a \(what) of 1 to \(limit) characters on one line")
      }
    }
    self.number = number
    self.by = by
    self.because = because
  }

  var body: JSONObject {
    ["break": .string("\(number)"), "by": .string(by), "because": .string(because)]
  }

  /// Reads such a body; nil where it is none.
  init?(body: JSONValue) {
    guard let number = body["break"]?.stringValue.flatMap({ BreakNumber($0) }),
      let by = body["by"]?.stringValue, let because = body["because"]?.stringValue,
      let explanation = try? Explanation(number, by: by, because: because)
    else { return nil }
    self = explanation
  }
}
