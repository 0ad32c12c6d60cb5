/// Whose record the ledger was held against.
public enum ReconciliationSide: String, Sendable, CaseIterable {
  /// The bank's statement of the account that collects the investors' money (募集专户).
  case escrow
  /// The bank's statement of the issuer's own account.
  case issuer
  /// The depository's list of holders (股东名册).
  case register
}
