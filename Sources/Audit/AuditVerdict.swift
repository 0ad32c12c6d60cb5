/// What an audit comes to.
public enum AuditVerdict: String, Sendable, CaseIterable {
  /// Everything that was looked at holds, and no break is open.
  case sound
  /// The ledger holds; somebody else's record does not agree with it, and nobody answers for that yet.
  case open
  /// Something in the ledger itself does not hold.
  case unsound
}
