import Quantities

/// Why rules of matching are none.
public enum MatchingRulesError: Error, Equatable, Sendable, CustomStringConvertible {
  case negativeTolerance(Money)
  /// An account whose payer, or payer's payer, is the account.
  case payerOfItself(account: String)

  public var description: String {
    switch self {
    case .negativeTolerance(let found):
      "negativeTolerance: found \(found.canonical), expected 0.00 or more"
    case .payerOfItself(let account):
      "payerOfItself: found \(account) in a circle of payers, expected payers that lead to an end"
    }
  }
}
