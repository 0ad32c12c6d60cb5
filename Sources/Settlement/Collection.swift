import Offerings
import Quantities
import Rulebooks
import TradingDays

/// What became of every due when the money was counted (缴款结果): what was paid in time, what is
/// kept, given up and given back. Nothing is lost: each fen that came in is kept or refunded.
public struct Collection: Sendable {
  /// One due and its money.
  public struct Outcome: Equatable, Sendable {
    public let due: Due
    /// What came in by the deadline.
    public internal(set) var paidInTime: Money = .zero
    /// What came in after it: never counted, always refunded.
    public internal(set) var paidLate: Money = .zero
    /// Shares that stay with the account.
    public internal(set) var kept: Shares = .zero
    /// The kept shares' price.
    public internal(set) var keptAmount: Money = .zero
    /// Brokerage on the kept shares.
    public internal(set) var brokerage: Money = .zero

    /// Shares given up (弃购), in single shares.
    public var abandoned: Shares { Shares(due.shares.count - kept.count) }

    /// What goes back at T+4.
    public var refund: Money {
      Money(fen: paidInTime.fen + paidLate.fen - keptAmount.fen - brokerage.fen)
    }
  }

  /// Beside the dues they were made from.
  public internal(set) var outcomes: [Outcome]
  /// Payments for nobody: no such account was allotted anything in that tranche.
  public internal(set) var unidentified: [Payment]
  /// Every payment that is not exactly what was due in time, in the order of the file.
  public internal(set) var exceptions: [PaymentException]

  /// Counts `payments` against `dues`. Cost: one hash look-up a payment.
  ///
  /// - Parameter deadlines: the last instant that counts, by tranche.
  public static func collect(
    _ dues: [Due], _ payments: [Payment], of offering: PricedOffering, deadlines: [Tranche: Instant]
  ) throws(QuantityError) -> Collection {
    var collection = Collection(
      outcomes: dues.map { Outcome(due: $0) }, unidentified: [], exceptions: [])
    var indexOfDue: [DueKey: Int] = Dictionary(minimumCapacity: dues.count)
    for (index, due) in dues.enumerated() {
      indexOfDue[DueKey(tranche: due.tranche, account: due.account)] = index
    }
    for payment in payments {
      let key = DueKey(tranche: payment.tranche, account: payment.account.text)
      guard let index = indexOfDue[key] else {
        collection.unidentified.append(payment)
        collection.exceptions.append(PaymentException(kind: .unidentified, payment: payment))
        continue
      }
      if let deadline = deadlines[payment.tranche], payment.paidAt > deadline {
        collection.outcomes[index].paidLate =
          try collection.outcomes[index].paidLate + payment.amount
        collection.exceptions.append(PaymentException(kind: .late, payment: payment))
      } else {
        collection.outcomes[index].paidInTime =
          try collection.outcomes[index].paidInTime + payment.amount
      }
    }
    try collection.settle(offering)
    collection.noteRepeated(payments)
    return collection
  }

  /// Decides what each account keeps.
  private mutating func settle(_ offering: PricedOffering) throws(QuantityError) {
    for index in outcomes.indices {
      let due = outcomes[index].due
      let owed = try due.total()
      let paid = outcomes[index].paidInTime
      // All that came in fits 64 bits, so every refund does.
      _ = try paid + outcomes[index].paidLate
      if paid >= owed {
        outcomes[index].kept = due.shares
        outcomes[index].brokerage = due.brokerage
        if paid > owed { note(.over, index, Money(fen: paid.fen - owed.fen)) }
      } else {
        let keepsPart = due.tranche == .online || offering.rules.shortPayment == .keep
        if keepsPart {
          let part = try Self.part(of: due, coveredBy: paid, offering)
          outcomes[index].kept = part.shares
          outcomes[index].brokerage = part.brokerage
        }
        note(paid == .zero ? .missing : .short, index, Money(fen: owed.fen - paid.fen))
      }
      outcomes[index].keptAmount = try offering.price * outcomes[index].kept
    }
  }

  /// The most whole shares whose price and brokerage `paid` covers.
  private static func part(
    of due: Due, coveredBy paid: Money, _ offering: PricedOffering
  ) throws(QuantityError) -> Due {
    func part(_ count: Int64) throws(QuantityError) -> Due {
      try Due(tranche: due.tranche, account: due.account, shares: Shares(count), of: offering)
    }
    let price = offering.price
    guard due.brokerage > .zero else { return try part(price.sharesPaid(by: paid).count) }
    let rate = offering.terms.fees.brokerage
    let beforeBrokerage = Ratio(rate.denominator, rate.denominator + rate.numerator)
    var covered = try part(
      price.sharesPaid(by: try paid.times(beforeBrokerage, .down)).count)
    // Rounding to the fen can leave room for one more.
    while covered.shares < due.shares {
      let next = try part(covered.shares.count + 1)
      guard try next.total() <= paid else { break }
      covered = next
    }
    return covered
  }

  private mutating func note(_ kind: PaymentException.Kind, _ index: Int, _ difference: Money) {
    let due = outcomes[index].due
    exceptions.append(
      PaymentException(
        kind: kind, tranche: due.tranche, account: due.account, amount: difference, reference: ""))
  }

  /// Looks for repeated rows where money came that was not due: an account that paid what it owed
  /// cannot have been booked twice.
  private mutating func noteRepeated(_ payments: [Payment]) {
    var suspects = Set(unidentified.map { DueKey(tranche: $0.tranche, account: $0.account.text) })
    for outcome in outcomes where outcome.refund > .zero {
      suspects.insert(DueKey(tranche: outcome.due.tranche, account: outcome.due.account))
    }
    guard !suspects.isEmpty else { return }
    var seen: Set<Payment> = []
    for payment in payments
    where suspects.contains(DueKey(tranche: payment.tranche, account: payment.account.text)) {
      if !seen.insert(payment).inserted {
        exceptions.append(PaymentException(kind: .repeated, payment: payment))
      }
    }
  }

  private struct DueKey: Hashable {
    let tranche: Tranche
    let account: String
  }
}
