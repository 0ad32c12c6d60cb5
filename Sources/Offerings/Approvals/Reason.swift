/// Somebody's reason, as people will read it: 1 to 1,000 characters on one line, none of them invisible,
/// one a letter or a digit.
public struct Reason: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// What an error says was expected.
  public static let expectation =
    "1 to 1000 characters on one line, none of them invisible, one a letter or a digit"

  public init?(_ text: String) {
    guard (1...1_000).contains(text.unicodeScalars.count), Self.isPlain(text) else { return nil }
    self.text = text
  }

  /// Text that a reader sees: a word that shows nothing answers for nothing.
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

  public var description: String { text }
}
