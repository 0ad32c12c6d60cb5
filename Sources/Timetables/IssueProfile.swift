import Offerings
import Quantities
import Rulebooks
import TradingDays

/// What an issue calendar has to know of an offering: its rules, which steps belong to it, and what its
/// terms say of locks.
public struct IssueProfile: Sendable {
  public let rulebook: Rulebook
  public let calendar: TradingCalendar
  public let conditions: Set<IssueStep.Condition>
  public let lockUps: [LockUp]
  /// The rulebook leaves the tiers of the offline lock to the deal (约定限售), and nobody has said them.
  public let leavesTiersOpen: Bool

  /// A recorded or planned offering.
  public init(_ offering: Offering) {
    let shares = offering.terms.shares
    var conditions: Set<IssueStep.Condition> = []
    if shares.offline > .zero { conditions.insert(.inquiry) }
    if shares.strategic > .zero { conditions.insert(.strategic) }
    if shares.overAllotment > .zero { conditions.insert(.overAllotment) }
    self.init(
      offering.rulebook, offering.calendar, conditions, offering.terms.lockTiers,
      agreed: shares.offlineLocked)
  }

  /// Any offering under a rulebook. Nobody has said whether a part of the offline shares is locked by
  /// agreement, as in deals above 10bn yuan, so that both locks are told.
  public init(
    rulebook: Rulebook, calendar: TradingCalendar, conditions: Set<IssueStep.Condition>,
    tiers: [ClassTier] = []
  ) {
    self.init(rulebook, calendar, conditions, tiers, agreed: nil)
  }

  private init(
    _ rulebook: Rulebook, _ calendar: TradingCalendar, _ known: Set<IssueStep.Condition>,
    _ tiers: [ClassTier], agreed: Ratio?
  ) {
    self.rulebook = rulebook
    self.calendar = calendar
    var conditions = known
    if case .accountLottery = rulebook.values.offlineLock, conditions.contains(.inquiry),
      agreed ?? .zero == .zero
    {
      conditions.insert(.accountLottery)
    }
    self.conditions = conditions
    leavesTiersOpen =
      rulebook.values.offlineLock == .tiers && tiers.isEmpty && conditions.contains(.inquiry)
      && agreed ?? .zero == .zero
    lockUps = LockUp.all(of: rulebook, conditions: conditions, tiers: tiers, agreed: agreed)
  }
}
