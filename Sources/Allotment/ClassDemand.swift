import Quantities

/// What one class of offline investors applied for.
public struct ClassDemand: Equatable, Sendable {
  public let name: String
  public let accounts: Int
  public let shares: Shares

  public init(name: String, accounts: Int, shares: Shares) {
    self.name = name
    self.accounts = accounts
    self.shares = shares
  }
}
