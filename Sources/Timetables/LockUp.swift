import Offerings
import Quantities
import Rulebooks

/// One kind of lock-up (限售) that an offering's holders are under, in calendar months from the listing
/// day. What single holders owe, with dates of their own, is `LockObligation`.
public struct LockUp: Equatable, Sendable {
  /// Whose shares they are. The raw value names them in files.
  public enum Kind: String, Sendable, CaseIterable {
    case offline
    /// Offline shares locked by agreement, in deals above 10bn yuan.
    case agreed
    case strategic
    /// From before the offering.
    case preIPO = "pre-ipo"
  }

  public let kind: Kind
  /// What is locked: "10% of each account", "sponsor", "class A1, 70% of each account".
  public let whose: String
  public let months: Int
  public let source: RuleSource

  /// All kinds under a rulebook, in the order offline, strategic, pre-IPO, each from short to long.
  ///
  /// - Parameter agreed: the part of final offline shares that the deal locks by agreement, which takes
  ///   the place of the ordinary lock; nil where nobody has said, and both are told.
  static func all(
    of rulebook: Rulebook, conditions: Set<IssueStep.Condition>, tiers: [ClassTier], agreed: Ratio?
  ) -> [LockUp] {
    let rules = rulebook.values
    var all: [LockUp] = []
    if conditions.contains(.inquiry) {
      if agreed ?? .zero == .zero { all += ordinary(rulebook, tiers) }
      if agreed != .zero {
        let part = agreed.map { "\($0.shortPercent)% of each account" }
        all += [
          rulebook.lockUp(
            .agreed, part ?? "the agreed part, in deals above 10bn yuan", rules.agreedLockMonths,
            "offline.agreed_lock_months")
        ]
      }
    }
    if conditions.contains(.strategic) {
      all += rulebook.lockUps(.strategic, rules.strategic.lockMonths, "strategic.lock_months")
    }
    return all + rulebook.lockUps(.preIPO, rules.preIPOLockMonths, "pre_ipo.lock_months")
  }

  private static func ordinary(_ rulebook: Rulebook, _ tiers: [ClassTier]) -> [LockUp] {
    switch rulebook.values.offlineLock {
    case .none: []
    case .proportional(let share, let months):
      [
        rulebook.lockUp(
          .offline, "\(share.shortPercent)% of each account", months, "offline.lock")
      ]
    case .accountLottery(let share, let months, let classes):
      [
        rulebook.lockUp(
          .offline,
          "all shares of \(share.shortPercent)% of the accounts of class "
            + classes.joined(separator: ", "), months, "offline.lock")
      ]
    case .tiers:
      tiers.map { tier in
        rulebook.lockUp(
          .offline, "class \(tier.name), \(tier.tier.share.shortPercent)% of each account",
          tier.tier.months, "offline.lock")
      }
    }
  }
}

extension Rulebook {
  fileprivate func lockUp(
    _ kind: LockUp.Kind, _ whose: String, _ months: Int, _ key: String
  ) -> LockUp {
    guard let source = RuleSource(key, of: self) else {
      preconditionFailure("a rulebook without \(key)")
    }
    return LockUp(kind: kind, whose: whose, months: months, source: source)
  }

  fileprivate func lockUps(
    _ kind: LockUp.Kind, _ months: [String: Int], _ key: String
  ) -> [LockUp] {
    months.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      .map { lockUp(kind, $0.key, $0.value, key) }
  }
}
