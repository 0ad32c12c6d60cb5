import Quantities
import TradingDays

/// One movement on the bank's statement.
public struct BankLine: Equatable, Sendable {
  /// What identifies it (camt.053: EndToEndId); empty where the bank carries none.
  public let reference: String
  /// The ledger's account; nil where the statement does not name it.
  public let account: String?
  /// Negative where money went out.
  public let amount: Money
  /// When the bank booked it; nil where it does not say. Shown, never compared.
  public let bookedAt: Instant?
  /// The reference, or what else names the line: the bank's own reference, or its place.
  public let label: String

  public init(
    reference: String, account: String?, amount: Money, bookedAt: Instant?, label: String
  ) {
    self.reference = reference
    self.account = account
    self.amount = amount
    self.bookedAt = bookedAt
    self.label = label
  }
}
