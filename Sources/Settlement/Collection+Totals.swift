import Offerings
import Quantities

extension Collection {
  /// Sums over one tranche.
  public struct Totals: Equatable, Sendable {
    public var accounts = 0
    public var kept = Shares.zero
    public var keptAmount = Money.zero
    public var abandoned = Shares.zero
    public var abandonedAmount = Money.zero
    public var abandoningAccounts = 0
    public var brokerage = Money.zero
    public var refunds = Money.zero
    public var received = Money.zero
  }

  /// The totals of one tranche; unidentified payments count as received and refunded.
  public func totals(_ tranche: Tranche) throws(QuantityError) -> Totals {
    var totals = Totals()
    for outcome in outcomes where outcome.due.tranche == tranche {
      totals.accounts += 1
      totals.kept = try totals.kept + outcome.kept
      totals.keptAmount = try totals.keptAmount + outcome.keptAmount
      totals.abandoned = try totals.abandoned + outcome.abandoned
      totals.abandonedAmount =
        try totals.abandonedAmount + (outcome.due.amount - outcome.keptAmount)
      if outcome.abandoned > .zero { totals.abandoningAccounts += 1 }
      totals.brokerage = try totals.brokerage + outcome.brokerage
      totals.refunds = try totals.refunds + outcome.refund
      totals.received = try totals.received + outcome.paidInTime + outcome.paidLate
    }
    for payment in unidentified where payment.tranche == tranche {
      totals.refunds = try totals.refunds + payment.amount
      totals.received = try totals.received + payment.amount
    }
    return totals
  }
}
