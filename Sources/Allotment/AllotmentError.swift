import Lottery
import Offerings
import Quantities

/// Why shares cannot be allotted as told.
public enum AllotmentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The announced tails win another number of lots than are to be won.
  case wrongWinnerCount(found: Int64, expected: Int64)
  /// The ceremony's locked accounts are more or fewer than the rule locks.
  case wrongLockedCount(found: Int64, expected: Int64)
  /// An announced account takes no part in the draw, or was announced twice.
  case lockedAccountNotACandidate(AccountName)
  /// A class that ranks lower would be served better.
  case classRatioInverted(lower: String, higher: String)
  /// A class was announced more shares than it applied for.
  case classAboveDemand(name: String, found: Shares, expected: Shares)
  /// The announced class totals do not make up the offline tranche.
  case classesDoNotSumToOffline(found: Shares, expected: Shares)
  /// A leading class gets less than the rulebook promises it.
  case priorityNotMet(classes: [String], found: Shares, expected: Shares)
  case demandBelowOffer(found: Shares, expected: Shares)
  case lottery(LotteryError)
  case quantity(QuantityError)

  public var description: String {
    switch self {
    case .wrongWinnerCount(let found, let expected):
      "wrongWinnerCount: the announced tails win \(found) lots, expected \(expected)"
    case .wrongLockedCount(let found, let expected):
      "wrongLockedCount: \(found) accounts were announced as locked, expected \(expected)"
    case .lockedAccountNotACandidate(let account):
      "lockedAccountNotACandidate: \(account) was announced as locked, expected an account of the "
        + "drawn classes with an allotment, once"
    case .classRatioInverted(let lower, let higher):
      "classRatioInverted: class \(lower) would be served better than class \(higher)"
    case .classAboveDemand(let name, let found, let expected):
      "classAboveDemand: class \(name) was announced \(found) shares, expected at most the "
        + "\(expected) it applied for"
    case .classesDoNotSumToOffline(let found, let expected):
      "classesDoNotSumToOffline: the classes' announced shares sum to \(found), expected the "
        + "offline tranche of \(expected)"
    case .priorityNotMet(let classes, let found, let expected):
      "priorityNotMet: classes \(classes.joined(separator: ", ")) get \(found) shares, expected "
        + "at least \(expected)"
    case .demandBelowOffer(let found, let expected):
      "demandBelowOffer: the effective bids take \(found) shares, expected at least \(expected)"
    case .lottery(let error): error.description
    case .quantity(let error): error.description
    }
  }
}
