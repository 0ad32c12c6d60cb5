import Quantities

/// One of the issuer's other costs.
public struct OtherFee: Equatable, Sendable {
  public let name: AccountName
  public let amount: Money

  public init(name: AccountName, amount: Money) {
    self.name = name
    self.amount = amount
  }
}
