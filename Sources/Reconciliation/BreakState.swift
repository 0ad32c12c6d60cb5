/// What became of a recorded break.
public enum BreakState: Equatable, Sendable {
  /// Nobody has said anything about it.
  case open
  /// Somebody answers for it: it stays, and is no reason to stop any more.
  case explained(by: String, because: String, entry: Int64)
  /// A later reconciliation did not find it any more. `by` names the journal entries, by their ids,
  /// that made the difference: a new statement, or what was posted since.
  case resolved(by: [String], entry: Int64)

  /// "open", "explained" or "resolved".
  public var name: String {
    switch self {
    case .open: "open"
    case .explained: "explained"
    case .resolved: "resolved"
    }
  }
}
