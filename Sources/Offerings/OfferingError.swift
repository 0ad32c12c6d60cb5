import Quantities
import Rulebooks
import TradingDays

/// What can be wrong with an offering's terms, named after the rule that refuses it.
public enum OfferingError: Error, Equatable, Sendable {
  case tranchesDoNotSumToIssue(found: Shares?, expected: Shares?)
  case onlineNotOnTheLot(found: Shares, lot: Shares)
  case overAllotmentBeyondOnline(found: Shares, online: Shares)
  case rulebookNotInForce(rulebook: String, on: Day, inForce: ValidityPeriod)
  case subscriptionDayNotASession(Day)
  case lockTiersDoNotFit(rulebook: String)
  case unknownClass(found: String, expected: [String])
  case prepaidAboveFee(found: Money, expected: Money)

  /// The key of `offering.yaml` that is to blame, as a dotted path.
  public var key: String {
    switch self {
    case .tranchesDoNotSumToIssue: "shares"
    case .onlineNotOnTheLot: "shares.online"
    case .overAllotmentBeyondOnline: "shares.over_allotment"
    case .rulebookNotInForce: "rulebook"
    case .subscriptionDayNotASession: "subscription_day"
    case .lockTiersDoNotFit, .unknownClass: "lock_tiers"
    case .prepaidAboveFee: "fees.prepaid"
    }
  }

  /// The rule's name.
  public var rule: String {
    switch self {
    case .tranchesDoNotSumToIssue: "tranchesDoNotSumToIssue"
    case .onlineNotOnTheLot: "onlineNotOnTheLot"
    case .overAllotmentBeyondOnline: "overAllotmentBeyondOnline"
    case .rulebookNotInForce: "rulebookNotInForce"
    case .subscriptionDayNotASession: "subscriptionDayNotASession"
    case .lockTiersDoNotFit: "lockTiersDoNotFit"
    case .unknownClass: "unknownClass"
    case .prepaidAboveFee: "prepaidAboveFee"
    }
  }
}

extension OfferingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tranchesDoNotSumToIssue(let found, let expected):
      "strategic, offline and online sum to \(found?.description ?? "more than 64 bits hold"), "
        + "expected total plus over-allotment, \(expected?.description ?? "which overflows")"
    case .onlineNotOnTheLot(let found, let lot):
      "found \(found) online shares, expected a multiple of the lot of \(lot)"
    case .overAllotmentBeyondOnline(let found, let online):
      "found \(found) over-allotted shares, expected at most the \(online) online"
    case .rulebookNotInForce(let rulebook, let day, let period):
      "T is \(day), \(rulebook) is in force \(period)"
    case .subscriptionDayNotASession(let day):
      "found \(day), expected a trading day of the calendar"
    case .lockTiersDoNotFit(let rulebook):
      "lock_tiers are given where, and only where, the rulebook leaves them to the deal: \(rulebook)"
    case .unknownClass(let found, let expected):
      "found class \"\(found)\", expected one of \(expected.joined(separator: ", ")), "
        + "with digits where a class has tiers"
    case .prepaidAboveFee(let found, let expected):
      "found \(found) yuan prepaid, expected at most the fee of \(expected)"
    }
  }
}

/// Everything that is wrong with an offering's terms, at once.
public struct OfferingRefusal: Error, Equatable, Sendable {
  public let errors: [OfferingError]

  public init(errors: [OfferingError]) { self.errors = errors }
}
