/// Why a reconciliation cannot be recorded, or a recorded one not be made again.
public enum ReconciliationRecordError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An entry that is not as Specs/reconciliation.md says.
  case unreadableReconciliation(operation: String, entry: Int64?)
  case outOfSequence(found: String, expected: String)
  /// A statement on record that is not in the folder any more.
  case statementMissing(file: String)
  /// Nothing is given and nothing is on record.
  case nothingToCompare
  /// One file on two sides, or twice on one.
  case fileTwice(String)
  case malformedExplanation(found: String, expected: String)

  public var description: String {
    switch self {
    case .unreadableReconciliation(let operation, let entry):
      "unreadableReconciliation: \(entry.map { "entry \($0) of " } ?? "")\(operation) is not as "
        + "Specs/reconciliation.md says"
    case .outOfSequence(let found, let expected):
      "outOfSequence: found \(found), expected \(expected)"
    case .statementMissing(let file):
      "statementMissing: found no \(file), expected the statement that the journal sealed"
    case .nothingToCompare:
      "nothingToCompare: found no statement, no list and none on record, expected --bank, "
        + "--issuer-bank or --register"
    case .fileTwice(let file): "fileTwice: found \(file) twice in one call, expected each file once"
    case .malformedExplanation(let found, let expected):
      "malformedExplanation: found \(found), expected \(expected)"
    }
  }
}
