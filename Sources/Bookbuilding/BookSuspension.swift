import Quantities

/// Why an issue stops at its book (中止发行), named after the rule.
public enum BookSuspension: Equatable, Sendable, CustomStringConvertible {
  /// After the elimination fewer investors remain than the issue needs.
  case remainingBiddersTooFew(found: Int, expected: Int)
  /// At the price fewer investors are effective than the issue needs.
  case effectiveBiddersTooFew(found: Int, expected: Int)
  /// The effective bids do not take what is offered offline.
  case effectiveDemandBelowOffline(found: Shares, expected: Shares)
  /// The price puts less value on the issuer than its listing standard asks for.
  case marketValueBelowStandard(found: Int128, expected: Money, standard: String)

  /// The rule's name.
  public var rule: String {
    switch self {
    case .remainingBiddersTooFew: "remainingBiddersTooFew"
    case .effectiveBiddersTooFew: "effectiveBiddersTooFew"
    case .effectiveDemandBelowOffline: "effectiveDemandBelowOffline"
    case .marketValueBelowStandard: "marketValueBelowStandard"
    }
  }

  public var description: String {
    switch self {
    case .remainingBiddersTooFew(let found, let expected):
      "\(rule): found \(found) investors after the elimination, expected at least \(expected)"
    case .effectiveBiddersTooFew(let found, let expected):
      "\(rule): found \(found) effective investors, expected at least \(expected)"
    case .effectiveDemandBelowOffline(let found, let expected):
      "\(rule): found \(found) shares, expected at least the \(expected) offered offline"
    case .marketValueBelowStandard(let found, let expected, let standard):
      "\(rule): found \(DecimalText.grouped(found, decimals: 2)) yuan, expected at least "
        + "\(expected) yuan by listing standard \(standard)"
    }
  }
}
