/// Why a journal cannot be held against somebody else's record.
public enum RecordedLedgerError: Error, Equatable, Sendable, CustomStringConvertible {
  case notPaid
  case nothingHandedOn
  case notRegistered
  case sealedInputChanged(file: String, found: String, expected: String)

  public var description: String {
    switch self {
    case .notPaid:
      "notPaid: found no payment in the journal, expected one; ipo settle says what it waits for"
    case .nothingHandedOn:
      "nothingHandedOn: found no proceeds in the journal, expected them divided; ipo settle says what "
        + "it waits for"
    case .notRegistered:
      "notRegistered: found no registration in the journal, expected one; ipo settle says what it "
        + "waits for"
    case .sealedInputChanged(let file, let found, let expected):
      "sealedInputChanged: \(file) has SHA-256 \(found), the journal sealed \(expected)"
    }
  }
}
