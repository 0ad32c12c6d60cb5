import Quantities
import TradingDays

/// Shares that terms, rules or a promise keep one holder from selling until a day (限售义务), with the
/// place that says so.
public struct LockObligation: Equatable, Sendable {
  public let holder: String
  /// Above zero.
  public let shares: Shares
  /// The contractual end.
  public let end: Day
  /// The first trading day on or after it; nil beyond the calendar.
  public let session: Day?
  public let origin: Holding.Origin
  public let rule: Rule
  /// What the rule says for this holder: "sponsor, 24 months".
  public let terms: String
  /// What is particular to the holder, "given up by P003"; empty where nothing is.
  public let detail: String

  /// Where an obligation comes from. The raw values name the place in the files.
  public enum Rule: String, Sendable, CaseIterable {
    /// A strategic investor's months, the rulebook's where the row has none.
    case strategicMonths = "strategic.csv lock_months"
    /// The part of final offline shares that a large deal agreed to lock.
    case agreedShare = "offering.yaml shares.offline_locked"
    /// A part of each offline account (比例限售).
    case partOfAccount = "rulebook offline.lock proportional"
    /// All shares of the offline accounts that were drawn (摇号限售).
    case accountLottery = "rulebook offline.lock account-lottery"
    /// A part of each offline account by its class (约定限售).
    case classTier = "offering.yaml lock_tiers"
    /// A holder's own date.
    case holderDay = "holders.csv locked_until"
    /// The rulebook's months for the holder's reason.
    case holderReason = "rulebook pre_ipo.lock_months"
  }

  /// The rule with what it says: "strategic.csv lock_months: sponsor, 24 months".
  public var source: String {
    [rule.rawValue, terms, detail].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
