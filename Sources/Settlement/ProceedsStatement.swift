import Offerings
import Quantities
import Rulebooks

/// How the gross proceeds (募集资金总额) divide at T+4 and after.
public struct ProceedsStatement: Equatable, Sendable {
  /// Shares issued × price.
  public let gross: Money
  /// What the underwriter keeps: its fee less what was prepaid.
  public let feeKept: Money
  /// Value added tax on it, half up to the fen; the issuer reclaims it.
  public let vat: Money
  /// What the issuer's account receives at T+4.
  public let handedOn: Money
  /// Costs that the issuer pays from it.
  public let otherFees: [OtherFee]
  /// The fee that the issuer had prepaid and now makes good from the proceeds.
  public let prepaid: Money
  /// Stamp duty on net proceeds before the duty, half up to the fen; zero where it is not apart.
  public let stampDuty: Money
  /// Net proceeds (募集资金净额): gross less all costs before value added tax.
  public let net: Money

  /// - Throws: where the costs exceed the proceeds or a sum overflows.
  public init(of offering: PricedOffering) throws(ProceedsError) {
    let fees = offering.terms.fees
    do {
      gross = try offering.price * offering.terms.shares.total
      feeKept = try fees.underwriting - fees.prepaid
      vat = try feeKept.times(offering.rules.vat, .halfUp)
      handedOn = try gross - feeKept - vat
      otherFees = fees.others
      prepaid = fees.prepaid
      let beforeDuty = try gross - fees.underwriting - Money.sum(fees.others.map(\.amount))
      guard beforeDuty >= .zero, handedOn >= .zero else {
        throw ProceedsError.feesAboveProceeds(
          found: try gross - beforeDuty, expected: gross)
      }
      stampDuty =
        fees.paysStampDuty ? try beforeDuty.times(offering.rules.stampDuty, .halfUp) : .zero
      net = try beforeDuty - stampDuty
    } catch let error as ProceedsError {
      throw error
    } catch let error as QuantityError {
      throw .quantity(error)
    } catch {
      preconditionFailure("no other error is thrown above: \(error)")
    }
  }
}
