import CanonicalJSON
import Quantities

/// The totals of valid online applications.
public struct OnlineDemand: Equatable, Sendable {
  /// Nil where only the shares were published.
  public let accounts: Int64?
  public let shares: Shares

  public init(accounts: Int64?, shares: Shares) {
    self.accounts = accounts
    self.shares = shares
  }

  public var canonical: JSONValue {
    var object: JSONObject = ["shares": .string(String(shares.count))]
    if let accounts { object["accounts"] = .integer(accounts) }
    return .object(object)
  }
}
