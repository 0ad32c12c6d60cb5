import CanonicalJSON
import Quantities

/// The price that issuer and lead underwriter agreed on after the inquiry (确定发行价格), and whose word it
/// is. Never computed: the program tests a price, people set it.
public struct PriceSetting: Equatable, Sendable {
  public let price: Price
  /// Who set it, and who agreed; nil where nobody is named.
  public let by: AccountName?
  public let approvedBy: AccountName?
  public let because: Reason?

  public init(
    _ price: Price, by: AccountName? = nil, approvedBy: AccountName? = nil, because: Reason? = nil
  ) {
    self.price = price
    self.by = by
    self.approvedBy = approvedBy
    self.because = because
  }

  /// Two statements of one price as one where only one of them says whose word it is; nil where there are
  /// not two, or where they differ.
  public static func joined(
    _ own: PriceSetting?, _ other: PriceSetting?
  ) -> (own: PriceSetting, other: PriceSetting)? {
    guard let own, let other, own.price == other.price else { return nil }
    if own == PriceSetting(own.price) { return (other, other) }
    return other == PriceSetting(other.price) ? (own, own) : nil
  }

  /// As the journal seals it.
  public var canonical: JSONValue {
    var members: JSONObject = ["value": .string(price.canonical)]
    if let by { members["by"] = .string(by.text) }
    if let approvedBy { members["approved_by"] = .string(approvedBy.text) }
    if let because { members["because"] = .string(because.text) }
    return .object(members)
  }
}
