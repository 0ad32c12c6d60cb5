import Offerings

extension Offering {
  /// The offering at the price of its terms, for what counts money.
  public func atItsPrice() throws -> PricedOffering {
    guard let priced else { throw PriceMissing() }
    return priced
  }
}

/// The terms leave the price to an inquiry.
public struct PriceMissing: Error {}
