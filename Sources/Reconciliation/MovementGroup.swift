/// Movements of one kind, which a statement shows together or not at all.
public enum MovementGroup: String, Sendable, CaseIterable {
  /// What investors paid at T+2, with their own references. Every statement has to show them.
  case payment
  /// What strategic investors paid before T, often into an account of its own.
  case strategic
  /// What goes back to investors. Instructed; it shows once the bank has done it.
  case refund
  /// Take-up by the underwriter, its fee, and what the issuer receives. Instructed too.
  case proceeds
  /// The proceeds where the issuer receives them, on its own account. No group is on both accounts, so that
  /// what one statement shows binds no other.
  case received
  /// What the issuer pays from its own account: other fees and stamp duty. Instructed too.
  case cost
}
