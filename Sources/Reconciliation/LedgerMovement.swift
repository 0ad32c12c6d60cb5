import Quantities
import TradingDays

/// Money that the ledger says came into the collecting account, or left it.
public struct LedgerMovement: Equatable, Sendable {
  /// The payer's, or the one that the ledger derives; may be empty.
  public let reference: String
  /// The investor, the underwriter or the issuer.
  public let account: String
  /// Negative where money goes out.
  public let amount: Money
  /// When it was paid, where the ledger knows. Shown, never compared.
  public let at: Instant?
  public let group: MovementGroup

  public init(
    reference: String, account: String, amount: Money, at: Instant?, group: MovementGroup
  ) {
    self.reference = reference
    self.account = account
    self.amount = amount
    self.at = at
    self.group = group
  }

  /// True where the payer did not choose the reference, so that the bank may carry another.
  var isReferenceDerived: Bool { group != .payment || reference.isEmpty }
}
