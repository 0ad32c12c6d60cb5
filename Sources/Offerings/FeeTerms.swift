import CanonicalJSON
import Quantities

/// What the offering costs, in yuan before value added tax, as announcements print it.
public struct FeeTerms: Equatable, Sendable {
  /// Sponsor's and underwriting fee (承销保荐费), all of it.
  public var underwriting: Money
  /// The part of it that the issuer paid earlier from its own money.
  public var prepaid: Money
  /// Audit, legal, information and listing fees: a name and an amount each.
  public var others: [OtherFee]
  /// True where stamp duty is charged apart, by the rulebook's rate; else it is among the others.
  public var paysStampDuty: Bool
  /// What offline and strategic investors pay on top of the price (新股配售经纪佣金).
  public var brokerage: Ratio

  public static let none = FeeTerms(
    underwriting: .zero, prepaid: .zero, others: [], paysStampDuty: false, brokerage: .zero)

  public init(
    underwriting: Money, prepaid: Money, others: [OtherFee], paysStampDuty: Bool, brokerage: Ratio
  ) {
    self.underwriting = underwriting
    self.prepaid = prepaid
    self.others = others
    self.paysStampDuty = paysStampDuty
    self.brokerage = brokerage
  }

  var canonical: JSONValue {
    let others = others.map { fee -> JSONValue in
      ["name": .string(fee.name.text), "amount": .string(fee.amount.canonical)]
    }
    return [
      "underwriting": .string(underwriting.canonical), "prepaid": .string(prepaid.canonical),
      "others": .array(others), "stamp_duty": .bool(paysStampDuty),
      "brokerage_percent": .string(brokerage.shortPercent),
    ]
  }
}
