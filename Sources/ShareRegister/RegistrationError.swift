import Quantities
import TradingDays

/// Why the register cannot be derived.
public enum RegistrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A holder's reason is none of the rulebook's, and no date of its own is given.
  case lockUpUnknown(account: String, found: String, expected: [String])
  /// A holder's own date is before the rulebook's for the reason.
  case lockUpShorterThanRule(account: String, found: Day, expected: Day)
  case quantity(QuantityError)

  public var description: String {
    switch self {
    case .lockUpShorterThanRule(let account, let found, let expected):
      "lockUpShorterThanRule: \(account) is locked until \(found), expected at least \(expected)"
    case .lockUpUnknown(let account, let found, let expected):
      "lockUpUnknown: \(account) has the reason \"\(found)\" and no date, expected a date or one "
        + "of \(expected.joined(separator: ", "))"
    case .quantity(let error): error.description
    }
  }
}
