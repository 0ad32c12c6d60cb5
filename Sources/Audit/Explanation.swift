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
  ///   Unicode scalars, which every implementation counts alike), or holds control characters.
  public init(
    _ number: BreakNumber, by: String, because: String
  ) throws(ReconciliationRecordError) {
    for (what, text, limit) in [("name", by, 64), ("reason", because, 1_000)] {
      guard Self.isPlain(text), (1...limit).contains(text.unicodeScalars.count) else {
        throw .malformedExplanation(
          found: "another \(what)",
          expected:
            "1 to \(limit) characters on one line, none of them invisible, one a letter or a digit")
      }
    }
    self.number = number
    self.by = by
    self.because = because
  }

  /// Text that a reader sees: a word on a break that shows nothing answers for nothing.
  private static func isPlain(_ text: String) -> Bool {
    var isSaid = false
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse:
        return false
      case .spaceSeparator where scalar != " ": return false
      case .otherLetter where scalar.properties.isDefaultIgnorableCodePoint: return false
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber:
        isSaid = true
      default: break
      }
    }
    return isSaid
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
