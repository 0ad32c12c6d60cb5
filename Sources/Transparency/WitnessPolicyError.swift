/// What a line of a policy is refused for.
///
/// Specs: C2SP tlog-policy; Specs/witness.md.
public enum WitnessPolicyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A policy that is larger than a reader should have to bear, in bytes.
  case tooLarge(found: Int, expected: Int)
  /// A control character other than tab and LF.
  case malformedCharacter(found: UInt8)
  case notUTF8
  /// A last line without its LF.
  case lineNotEnded
  /// A line that begins with another word than log, witness, group and quorum.
  case unknownStatement(found: String)
  /// A line with too few or too many items.
  case malformedStatement(String, expected: String)
  /// A key that is none, or of another kind than its line asks for.
  case malformedKey(TransparencyError)
  /// Two logs with one public key, under whatever names.
  case logTwice(name: String)
  /// Two witnesses with one public key, under whatever names.
  case witnessTwice(name: String)
  /// A log whose key is also a witness's: it would be its own witness.
  case logIsWitness(name: String)
  /// A name that another witness or group has.
  case nameTwice(name: String)
  /// The name `none`, which only a quorum may be.
  case reservedName
  /// A name that no line above defines.
  case unknownMember(name: String)
  /// A name that two groups, or one twice, have as a member.
  case memberUsedTwice(name: String)
  /// A threshold that is neither a decimal number nor `any` nor `all`.
  case malformedThreshold(found: String)
  /// A threshold of nobody, or of more than there are.
  case thresholdOutOfRange(found: Int, members: Int)
  /// A second quorum; `line` has the first.
  case quorumTwice(line: Int)
  case quorumMissing

  /// The rule's name, what was found and what was expected.
  public var description: String {
    switch self {
    case .tooLarge(let found, let expected):
      "tooLarge: found \(found) bytes, expected at most \(expected)"
    case .malformedCharacter(let found):
      "malformedCharacter: found the byte \(found), expected no control character but tab and LF"
    case .notUTF8: "notUTF8: found other bytes, expected UTF-8"
    case .lineNotEnded: "lineNotEnded: found a last line without LF, expected LF"
    case .unknownStatement(let found):
      "unknownStatement: found \"\(found)\", expected log, witness, group or quorum"
    case .malformedStatement(let name, let expected):
      "malformedStatement: found \(name) with other items, expected \(expected)"
    case .malformedKey(let error): "malformedKey: \(error)"
    case .logTwice(let name): "logTwice: found \(name) with a key above, expected each log once"
    case .witnessTwice(let name):
      "witnessTwice: found \(name) with a key above, expected each witness once"
    case .logIsWitness(let name):
      "logIsWitness: found \(name) with one key for both, expected a witness of its own"
    case .nameTwice(let name): "nameTwice: found \(name) again, expected each name once"
    case .reservedName: "reservedName: found none, expected the name of a witness or a group"
    case .unknownMember(let name):
      "unknownMember: found \(name), expected a witness or a group of a line above"
    case .memberUsedTwice(let name):
      "memberUsedTwice: found \(name) again, expected each name as a member at most once"
    case .malformedThreshold(let found):
      "malformedThreshold: found \"\(found)\", expected a number, any or all"
    case .thresholdOutOfRange(let found, let members):
      "thresholdOutOfRange: found \(found), expected 1 to \(members)"
    case .quorumTwice(let line): "quorumTwice: found another, expected only that of line \(line)"
    case .quorumMissing: "quorumMissing: found no quorum, expected quorum <name|none>"
    }
  }
}
