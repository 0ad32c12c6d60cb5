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
  /// The calendar ends before the offering could be listed.
  case calendarEnds(found: Day, last: Day)
  case lockTiersDoNotFit(rulebook: String)
  case unknownClass(found: String, expected: [String])
  /// A class of the deal's lock tiers stands there twice.
  case duplicateClass(String)
  case prepaidAboveFee(found: Money, expected: Money)
  /// A price comes from the terms or from an inquiry: one of them, and not both.
  case priceOrInquiry(hasBoth: Bool)
  /// Quotes are for offline shares, and there are none.
  case inquiryWithoutOffline
  case inquiryClosesBeforeItOpens(opens: Instant, closes: Instant)
  /// The last quote has to come before applications do.
  case inquiryClosesAfterT(found: Instant, expected: Day)

  /// The key of `offering.yaml` that is to blame, as a dotted path.
  public var key: String {
    switch self {
    case .tranchesDoNotSumToIssue: "shares"
    case .onlineNotOnTheLot: "shares.online"
    case .overAllotmentBeyondOnline: "shares.over_allotment"
    case .rulebookNotInForce: "rulebook"
    case .subscriptionDayNotASession, .calendarEnds: "subscription_day"
    case .lockTiersDoNotFit, .unknownClass, .duplicateClass: "lock_tiers"
    case .prepaidAboveFee: "fees.prepaid"
    case .priceOrInquiry: "price"
    case .inquiryWithoutOffline: "inquiry"
    case .inquiryClosesAfterT, .inquiryClosesBeforeItOpens: "inquiry.closes"
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
    case .calendarEnds: "calendarEnds"
    case .lockTiersDoNotFit: "lockTiersDoNotFit"
    case .unknownClass: "unknownClass"
    case .duplicateClass: "duplicateClass"
    case .prepaidAboveFee: "prepaidAboveFee"
    case .priceOrInquiry: "priceOrInquiry"
    case .inquiryWithoutOffline: "inquiryWithoutOffline"
    case .inquiryClosesAfterT: "inquiryClosesAfterT"
    case .inquiryClosesBeforeItOpens: "inquiryClosesBeforeItOpens"
    }
  }
}

extension OfferingError: CustomStringConvertible {
  /// What the terms say.
  public var found: String {
    switch self {
    case .tranchesDoNotSumToIssue(let found, _):
      "strategic, offline and online that sum to \(found?.description ?? "more than 64 bits hold")"
    case .onlineNotOnTheLot(let found, _): "\(found) online shares"
    case .overAllotmentBeyondOnline(let found, _): "\(found) over-allotted shares"
    case .rulebookNotInForce(let rulebook, let day, _): "\(rulebook) for T on \(day)"
    case .subscriptionDayNotASession(let day): "\(day)"
    case .calendarEnds(let day, _): "\(day)"
    case .lockTiersDoNotFit(let rulebook): "lock_tiers and rulebook \(rulebook)"
    case .unknownClass(let found, _): "class \"\(found)\""
    case .duplicateClass(let found): "class \"\(found)\" twice"
    case .prepaidAboveFee(let found, _): "\(found) yuan prepaid"
    case .priceOrInquiry(let hasBoth): hasBoth ? "a price and an inquiry" : "neither"
    case .inquiryWithoutOffline: "an inquiry for 0 offline shares"
    case .inquiryClosesBeforeItOpens(_, let closes): "quotes until \(closes.marketClock)"
    case .inquiryClosesAfterT(let found, _): "quotes until \(found.marketClock)"
    }
  }

  /// What the rule asks for.
  public var expected: String {
    switch self {
    case .tranchesDoNotSumToIssue(_, let expected):
      "total plus over-allotment, \(expected?.description ?? "which overflows")"
    case .onlineNotOnTheLot(_, let lot): "a multiple of the lot of \(lot)"
    case .overAllotmentBeyondOnline(_, let online): "at most the \(online) online"
    case .rulebookNotInForce(_, _, let period): "a day on which it is in force, \(period)"
    case .subscriptionDayNotASession: "a trading day of the calendar"
    case .calendarEnds(_, let last): "a day whose T+5 the calendar reaches; it ends on \(last)"
    case .lockTiersDoNotFit:
      "lock_tiers where, and only where, the rulebook leaves them to the deal"
    case .unknownClass(_, let expected):
      "one of \(expected.joined(separator: ", ")), with digits where a class has tiers"
    case .duplicateClass: "each class once: its tier decides what is locked and who is served first"
    case .prepaidAboveFee(_, let expected): "at most the fee of \(expected)"
    case .priceOrInquiry: "a price in the terms, or an inquiry that finds it"
    case .inquiryWithoutOffline: "offline shares, or a price in the terms"
    case .inquiryClosesBeforeItOpens(let opens, _): "an end after \(opens.marketClock)"
    case .inquiryClosesAfterT(_, let expected): "an end before T, \(expected)"
    }
  }

  public var description: String { "\(rule): found \(found), expected \(expected)" }
}
