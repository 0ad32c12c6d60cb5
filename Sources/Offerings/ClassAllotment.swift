import Quantities

/// What the underwriter announced for one class of offline investors.
public struct ClassAllotment: Equatable, Sendable {
  public let name: String
  public let shares: Shares

  public init(name: String, shares: Shares) {
    self.name = name
    self.shares = shares
  }
}
