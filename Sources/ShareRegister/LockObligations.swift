import Allotment
import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

/// Everything that has to be locked, derived from terms, facts and allotments alone: the register is not
/// read, nor is the code that makes it. What nothing locks is kept beside it, so that a holder's whole
/// position is known.
public struct LockObligations: Sendable {
  /// Strategic investors, then offline accounts, then what was taken up, then earlier holders.
  public private(set) var obligations: [LockObligation] = []
  /// What nothing locks: shares that may be sold from the listing day.
  public private(set) var free: [Holding] = []

  private let listingDay: Day
  private let calendar: TradingCalendar

  /// Derives the obligations that count from `listingDay`.
  ///
  /// A part of an account is rounded up to a whole share. The lock-up follows the shares: of what an
  /// account gave up, the part that its kept shares do not fill is the underwriter's to keep locked.
  ///
  /// - Complexity: O(n) in accounts.
  public init(
    of offering: Offering, listingDay: Day, strategic: [StrategicInvestor],
    offline: OfflineAllotment?, lock: OfflineLock?, collection: Collection, holders: [Holder]
  ) throws(RegistrationError) {
    self.listingDay = listingDay
    calendar = offering.calendar
    do {
      for investor in strategic {
        owe(
          investor.account.text, investor.shares, months: investor.lockMonths, .strategic,
          Source(.strategicMonths, "\(investor.category), \(investor.lockMonths) months"))
      }
      let duties = try Self.offlineDuties(offline, lock, offering)
      let underwriter = offering.terms.underwriter.text
      for outcome in collection.outcomes where outcome.due.tranche != .strategic {
        try take(outcome, duties[outcome.due.account], underwriter)
      }
      for holder in holders { try take(holder, offering) }
    } catch let error as RegistrationError {
      throw error
    } catch let error as QuantityError {
      throw .quantity(error)
    } catch {
      preconditionFailure("no other error is thrown above: \(error)")
    }
  }

  /// Every position as holdings, the free ones first: what a schedule is made from.
  public var holdings: [Holding] {
    free
      + obligations.map {
        Holding(holder: $0.holder, shares: $0.shares, lockedUntil: $0.end, origin: $0.origin)
      }
  }
}

extension LockObligations {
  private struct Source {
    let rule: LockObligation.Rule
    let terms: String
    let detail: String

    init(_ rule: LockObligation.Rule, _ terms: String, _ detail: String = "") {
      self.rule = rule
      self.terms = terms
      self.detail = detail
    }
  }

  /// What an offline account has to keep locked of all that it was allotted.
  private struct OfflineDuty {
    let locked: Shares
    let months: Int
    let source: Source
  }

  private mutating func owe(
    _ holder: String, _ shares: Shares, months: Int, _ origin: Holding.Origin, _ source: Source
  ) {
    owe(holder, shares, until: listingDay.adding(months: months), origin, source)
  }

  /// Shares whose date is not after the listing day are free on it.
  private mutating func owe(
    _ holder: String, _ shares: Shares, until end: Day, _ origin: Holding.Origin, _ source: Source
  ) {
    guard shares > .zero else { return }
    guard end > listingDay else { return leaveFree(holder, shares, origin) }
    obligations.append(
      LockObligation(
        holder: holder, shares: shares, end: end, session: TermEnd(end, in: calendar).session,
        origin: origin, rule: source.rule, terms: source.terms, detail: source.detail))
  }

  private mutating func leaveFree(
    _ holder: String, _ shares: Shares, _ origin: Holding.Origin
  ) {
    guard shares > .zero else { return }
    free.append(Holding(holder: holder, shares: shares, lockedUntil: nil, origin: origin))
  }

  /// What one account keeps and what it gave up.
  private mutating func take(
    _ outcome: Collection.Outcome, _ duty: OfflineDuty?, _ underwriter: String
  ) throws(QuantityError) {
    let account = outcome.due.account
    guard let duty, outcome.due.tranche == .offline else {
      leaveFree(account, outcome.kept, outcome.due.tranche == .offline ? .offline : .online)
      return leaveFree(underwriter, outcome.abandoned, .takeUp)
    }
    let kept = min(outcome.kept, duty.locked)
    let passed = try duty.locked - kept
    owe(account, kept, months: duty.months, .offline, duty.source)
    leaveFree(account, try outcome.kept - kept, .offline)
    let detail = [duty.source.detail, "given up by \(account)"].filter { !$0.isEmpty }
    owe(
      underwriter, passed, months: duty.months, .takeUp,
      Source(duty.source.rule, duty.source.terms, detail.joined(separator: ", ")))
    leaveFree(underwriter, try outcome.abandoned - passed, .takeUp)
  }

  /// A holder's own date, else the rulebook's months for the reason.
  private mutating func take(
    _ holder: Holder, _ offering: Offering
  ) throws(RegistrationError) {
    let months = offering.rules.preIPOLockMonths
    let ruled = months[holder.reason].map { listingDay.adding(months: $0) }
    let account = holder.account.text
    if let own = holder.lockedUntil {
      if let ruled, own < ruled {
        throw .lockUpShorterThanRule(account: account, found: own, expected: ruled)
      }
      owe(account, holder.shares, until: own, .preIPO, Source(.holderDay, holder.reason))
    } else if let ruled {
      owe(
        account, holder.shares, until: ruled, .preIPO,
        Source(.holderReason, "\(holder.reason), \(months[holder.reason] ?? 0) months"))
    } else {
      throw .lockUpUnknown(
        account: account, found: holder.reason, expected: months.keys.sorted())
    }
  }

  /// The duty of each offline account by the rule that the deal is under.
  private static func offlineDuties(
    _ offline: OfflineAllotment?, _ lock: OfflineLock?, _ offering: Offering
  ) throws(QuantityError) -> [String: OfflineDuty] {
    var duties: [String: OfflineDuty] = [:]
    let drawn = numbersOfDrawn(lock)
    for (index, line) in (offline?.lines ?? []).enumerated() {
      duties[line.bid.account.text] = try duty(of: line, drawn[index], offering)
    }
    return duties
  }

  /// The number that drew a line of the allotment, by the line's place.
  private static func numbersOfDrawn(_ lock: OfflineLock?) -> [Int: Int64] {
    guard let draw = lock?.draw else { return [:] }
    return Dictionary(
      draw.drawn.map { (draw.candidates[Int($0 - 1)], $0) }, uniquingKeysWith: { first, _ in first }
    )
  }

  private static func duty(
    of line: OfflineAllotment.Line, _ number: Int64?, _ offering: Offering
  ) throws(QuantityError) -> OfflineDuty? {
    func part(
      _ share: Ratio, _ months: Int, _ rule: LockObligation.Rule, _ whose: String
    ) throws(QuantityError) -> OfflineDuty {
      OfflineDuty(
        locked: Shares(try share.times(line.allotted.count, .up)), months: months,
        source: Source(rule, "\(whose)\(share.shortPercent)% for \(months) months"))
    }
    let agreed = offering.terms.shares.offlineLocked
    if agreed > .zero {
      return try part(agreed, offering.rules.agreedLockMonths, .agreedShare, "")
    }
    switch offering.rules.offlineLock {
    case .none: return nil
    case .proportional(let share, let months):
      return try part(share, months, .partOfAccount, "")
    case .tiers:
      guard let tier = offering.lockTier(of: line.bid.investorClass) else { return nil }
      return try part(tier.share, tier.months, .classTier, "\(line.bid.investorClass) ")
    case .accountLottery(_, let months, _):
      guard let number else { return nil }
      return OfflineDuty(
        locked: line.allotted, months: months,
        source: Source(.accountLottery, "all shares for \(months) months", "drawn as \(number)"))
    }
  }
}
