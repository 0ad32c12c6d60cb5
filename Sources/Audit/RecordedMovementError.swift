/// Why a journal's movements of money cannot be told.
public enum RecordedMovementError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The entries book other payments than the rows of the file that the journal sealed.
  case paymentsDiffer(entry: Int64, found: String, expected: String)
  /// An entry that the audit let pass and that is none.
  case unreadableEntry(entry: Int64)

  public var description: String {
    switch self {
    case .paymentsDiffer(let entry, let found, let expected):
      "paymentsDiffer: entry \(entry) books \(found), inputs/payments.csv has \(expected)"
    case .unreadableEntry(let entry): "unreadableEntry: entry \(entry); run ipo verify"
    }
  }
}
