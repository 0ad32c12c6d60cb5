import Offerings
import Quantities
import Rulebooks
import TradingDays

/// What one book is held against: the rulebook's rules with what the deal's inquiry terms say instead.
public struct BookTerms: Sendable {
  /// The first and the last second in which a bid is in time.
  public let opens: Instant
  public let closes: Instant
  public let tick: Money
  /// Of a bid's shares; no maximum where the deal states none.
  public let minimum: Shares
  public let step: Shares
  public let maximum: Shares?
  /// The classes that a bid may name.
  public let classes: [String]
  /// Those of them that count as long-term funds.
  public let longTermClasses: Set<String>
  /// What is to be removed from the top; nil where no rule says so.
  public let elimination: Ratio?
  /// The offline shares before strategic shortfall and clawback: what cover is counted of.
  public let offered: Shares
  /// The investors that the book needs.
  public let minimumBidders: Int
  public let rules: BookRules

  /// - Throws: `CalendarError` where the calendar does not reach the inquiry.
  public init(of offering: Offering) throws(CalendarError) {
    let inquiry = offering.terms.inquiry ?? InquiryTerms()
    let rules = offering.rules.book
    self.rules = rules
    // The platform takes no quote before it opens: without a stated opening none is early.
    opens = inquiry.opens ?? .earliest
    if let stated = inquiry.closes {
      closes = stated
    } else {
      closes = try offering.instant(rules.closes)
    }
    tick = offering.rules.priceTick
    step = inquiry.stepShares ?? rules.step
    minimum = inquiry.minimumShares ?? step
    maximum = inquiry.maximumShares
    classes = offering.bidClasses
    longTermClasses = Set(
      offering.bidClasses.filter { name in
        offering.rules.baseClass(of: name).map(rules.longTermClasses.contains) ?? false
      })
    elimination = inquiry.elimination ?? rules.elimination.usualShare
    offered = offering.terms.shares.offline
    minimumBidders = rules.bidders(forIssue: offering.terms.shares.total)
  }
  /// Why the issue stops with no more than these effective bids; nil where they are enough.
  public func suspension(of effective: BookTotals) -> BookSuspension? {
    if effective.investors < minimumBidders {
      return .effectiveBiddersTooFew(found: effective.investors, expected: minimumBidders)
    }
    guard effective.shares >= offered else {
      return .effectiveDemandBelowOffline(found: effective.shares, expected: offered)
    }
    return nil
  }
}
