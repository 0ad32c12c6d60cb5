import CanonicalJSON
import Quantities

/// The totals of valid offline applications, and what each class was announced to receive.
public struct OfflineDemand: Equatable, Sendable {
  public let shares: Shares
  public let accounts: Int64?
  /// By class; empty where the rulebook's priorities decide.
  public let allotted: [ClassAllotment]

  public init(shares: Shares, accounts: Int64?, allotted: [ClassAllotment]) {
    self.shares = shares
    self.accounts = accounts
    self.allotted = allotted
  }

  public var canonical: JSONValue {
    var object: JSONObject = ["shares": .string(String(shares.count))]
    if let accounts { object["accounts"] = .integer(accounts) }
    if !allotted.isEmpty {
      object["classes"] = .array(
        allotted.map { part in
          [
            "class": .string(part.name), "allotted": .string(String(part.shares.count)),
          ]
        })
    }
    return .object(object)
  }
}
