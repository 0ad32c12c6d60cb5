/// What becomes of an offline allotment that is not paid in full.
public enum ShortPaymentRule: String, Sendable {
  /// All of it is forfeited.
  case void
  /// The whole shares that were paid are kept.
  case keep
}
