import Quantities
import Rulebooks
import TradingDays

/// Terms that agree with themselves, with their rulebook and with the calendar.
public struct Offering: Sendable {
  public let terms: Terms
  public let rulebook: Rulebook
  public let calendar: TradingCalendar

  public var rules: RuleValues { rulebook.values }

  /// Refuses everything that is wrong at once.
  public init(
    terms: Terms, rulebook: Rulebook, calendar: TradingCalendar
  ) throws(OfferingRefusal) {
    self.terms = terms
    self.rulebook = rulebook
    self.calendar = calendar
    let errors = Self.errors(in: terms, rulebook: rulebook, calendar: calendar)
    guard errors.isEmpty else { throw OfferingRefusal(errors: errors) }
  }

  /// The tranche's shares before strategic shortfall and clawback.
  public func initial(_ tranche: Tranche) -> Shares {
    switch tranche {
    case .strategic: terms.shares.strategic
    case .offline: terms.shares.offline
    case .online: terms.shares.online
    }
  }

  /// T plus trading days.
  public func day(_ offset: Int) throws(CalendarError) -> Day {
    try calendar.session(terms.subscriptionDay, offset: offset)
  }

  /// A deadline of the rulebook on this offering's days, Beijing time.
  public func instant(_ deadline: Deadline) throws(CalendarError) -> Instant {
    Instant.at(try day(deadline.offset), hour: deadline.hour, minute: deadline.minute)
  }

  /// The most one online application may carry.
  public var applicationCap: Shares {
    rules.applicationCap(initialOnline: terms.shares.online)
  }

  /// What an offline class locks, where the deal states tiers.
  public func lockTier(of name: String) -> LockTier? {
    terms.lockTiers.first { $0.name == name }?.tier
  }

  /// The classes a bid may name, the best served first.
  public var bidClasses: [String] {
    terms.lockTiers.isEmpty ? rules.classes : terms.lockTiers.map(\.name)
  }

  private static func errors(
    in terms: Terms, rulebook: Rulebook, calendar: TradingCalendar
  ) -> [OfferingError] {
    var errors: [OfferingError] = []
    let shares = terms.shares
    let parts = try? Shares.sum([shares.strategic, shares.offline, shares.online])
    let issue = try? shares.total + shares.overAllotment
    if parts == nil || parts != issue {
      errors.append(.tranchesDoNotSumToIssue(found: parts, expected: issue))
    }
    if !shares.online.isMultiple(of: rulebook.values.lot) {
      errors.append(.onlineNotOnTheLot(found: shares.online, lot: rulebook.values.lot))
    }
    if shares.overAllotment > shares.online {
      errors.append(
        .overAllotmentBeyondOnline(found: shares.overAllotment, online: shares.online))
    }
    if !rulebook.inForce.contains(terms.subscriptionDay) {
      errors.append(
        .rulebookNotInForce(
          rulebook: rulebook.id, on: terms.subscriptionDay, inForce: rulebook.inForce))
    }
    if (try? calendar.isSession(terms.subscriptionDay)) != true {
      errors.append(.subscriptionDayNotASession(terms.subscriptionDay))
    } else if (try? calendar.session(terms.subscriptionDay, offset: 5)) == nil {
      errors.append(.calendarEnds(found: terms.subscriptionDay, last: calendar.last))
    }
    if (rulebook.values.offlineLock == .tiers) != !terms.lockTiers.isEmpty {
      errors.append(.lockTiersDoNotFit(rulebook: rulebook.id))
    }
    var names: Set<String> = []
    for tier in terms.lockTiers where !names.insert(tier.name).inserted {
      errors.append(.duplicateClass(tier.name))
    }
    for tier in terms.lockTiers where rulebook.values.baseClass(of: tier.name) == nil {
      errors.append(.unknownClass(found: tier.name, expected: rulebook.values.classes))
    }
    if terms.fees.prepaid > terms.fees.underwriting {
      errors.append(
        .prepaidAboveFee(found: terms.fees.prepaid, expected: terms.fees.underwriting))
    }
    return errors + inquiryErrors(in: terms, rulebook.values.book, calendar)
  }

  private static func inquiryErrors(
    in terms: Terms, _ rules: BookRules, _ calendar: TradingCalendar
  ) -> [OfferingError] {
    guard let inquiry = terms.inquiry else {
      return terms.price == nil ? [.priceOrInquiry(hasBoth: false)] : []
    }
    var errors: [OfferingError] = []
    if terms.price != nil { errors.append(.priceOrInquiry(hasBoth: true)) }
    if terms.shares.offline == .zero { errors.append(.inquiryWithoutOffline) }
    let usual = try? calendar.session(terms.subscriptionDay, offset: rules.closes.offset)
    let closes =
      inquiry.closes
      ?? usual.map { .at($0, hour: rules.closes.hour, minute: rules.closes.minute) }
    if let opens = inquiry.opens, let closes, opens >= closes {
      errors.append(.inquiryClosesBeforeItOpens(opens: opens, closes: closes))
    }
    if let closes = inquiry.closes, closes >= .at(terms.subscriptionDay, hour: 0) {
      errors.append(.inquiryClosesAfterT(found: closes, expected: terms.subscriptionDay))
    }
    return errors
  }
}

extension RuleValues {
  /// The rulebook's class that a deal's class belongs to: "A" for "A1".
  public func baseClass(of name: String) -> String? {
    classes.first {
      name == $0 || name.hasPrefix($0) && name.dropFirst($0.count).allSatisfy(\.isNumber)
    }
  }
}
