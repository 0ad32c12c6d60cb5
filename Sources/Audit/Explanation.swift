import CanonicalJSON
import Ledger
import Offerings
import Reconciliation

/// Somebody's word on a break that may stand: a late booking that the bank has announced, a fee that
/// was agreed.
public struct Explanation: Equatable, Sendable {
  public let number: BreakNumber
  /// Who answers for it.
  public let by: AccountName
  public let because: String

  /// - Throws: `malformedExplanation` where the reason is empty, longer than 1,000 Unicode scalars,
  ///   which every implementation counts alike, or holds control characters.
  public init(
    _ number: BreakNumber, by: AccountName, because: String
  ) throws(ReconciliationRecordError) {
    guard Self.isPlain(because), (1...1_000).contains(because.unicodeScalars.count) else {
      throw .malformedExplanation(
        found: "another reason",
        expected:
          "1 to 1000 characters on one line, none of them invisible, one a letter or a digit")
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

  /// The entry's body; who answers is who records it.
  var body: JSONObject {
    ["break": .string("\(number)"), "because": .string(because)]
  }

  /// Reads such a body; nil where it is none.
  init?(body: JSONValue) {
    guard let number = body["break"]?.stringValue.flatMap({ BreakNumber($0) }),
      let by = body[Entry.actorMember]?.stringValue.flatMap({ AccountName($0) }),
      let because = body["because"]?.stringValue,
      let explanation = try? Explanation(number, by: by, because: because)
    else { return nil }
    self = explanation
  }
}
