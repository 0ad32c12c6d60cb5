import Quantities
import Rulebooks
import TradingDays

/// An offering whose price is known, from its terms or from its inquiry: what everything needs that counts
/// money.
public struct PricedOffering: Sendable {
  public let offering: Offering
  /// The issue price (发行价格).
  public let price: Price

  public init(_ offering: Offering, at price: Price) {
    self.offering = offering
    self.price = price
  }

  public var terms: Terms { offering.terms }
  public var rules: RuleValues { offering.rules }
}

extension Offering {
  /// The offering at a price.
  public func priced(at price: Price) -> PricedOffering { PricedOffering(self, at: price) }

  /// The offering at the price of its terms; nil where an inquiry has to find it.
  public var priced: PricedOffering? { terms.price.map(priced(at:)) }
}
