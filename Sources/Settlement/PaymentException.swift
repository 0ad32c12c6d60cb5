import Offerings
import Quantities

/// A payment, or the want of one, that a settlement officer has to look at.
public struct PaymentException: Equatable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Nothing came in by the deadline.
    case missing
    /// Less than was due.
    case short
    /// After the deadline; refunded.
    case late
    /// More than was due; the rest is refunded.
    case over
    /// For no allotment; refunded.
    case unidentified
    /// A row that repeats an earlier one in every field, of an account that paid too much: whether the
    /// money came twice has to be looked at before anything is refunded.
    case repeated
  }

  public let kind: Kind
  public let tranche: Tranche
  public let account: String
  /// What is missing, over, late or for nobody.
  public let amount: Money
  /// The payment's reference, where there is one payment to name.
  public let reference: String

  public init(
    kind: Kind, tranche: Tranche, account: String, amount: Money, reference: String
  ) {
    self.kind = kind
    self.tranche = tranche
    self.account = account
    self.amount = amount
    self.reference = reference
  }

  init(kind: Kind, payment: Payment) {
    self.init(
      kind: kind, tranche: payment.tranche, account: payment.account.text, amount: payment.amount,
      reference: payment.reference)
  }
}
