import Offerings
import Quantities
import Rulebooks

/// The decision that moves shares between offline and online (网上网下回拨), with its evidence.
///
/// The multiple counts over-allotted shares, the base does not; bands are compared exactly, so that
/// 50.0 times does not trigger and 100.0 times lies in the first band. Source: CSRC measures
/// (证券发行与承销管理办法) and the exchange's rules, by the rulebook.
public struct Reallocation: Equatable, Sendable {
  public let demand: ReallocationDemand
  /// Applied for over offered online, before the move.
  public let multiple: Ratio
  /// "none", "short", or a band's label.
  public let band: String
  /// What the band's percentage is of: the issue less final strategic, less agreed locked shares.
  public let base: Shares
  /// From offline to online; negative where online was short.
  public let clawback: Shares
  public let online: Shares
  public let offline: Shares
  /// The decision in words and integers. Begins with "suspended" where the issue cannot go on.
  public let reason: String
  /// Set where the issue is suspended (中止发行): the rule that stops it.
  public let suspension: Suspension?
  /// True where more was applied for than online has, so that lots are drawn.
  public let isDrawn: Bool
  /// Final online shares over shares applied for (最终中签率), at most 1.
  public let winningRate: Ratio

  /// Why an issue stops before the draw.
  public enum Suspension: String, Sendable {
    /// Institutions applied for less than the offline tranche; it may not go online.
    case offlineUndersubscribed
    /// What online left over is more than offline can absorb.
    case onlineShortageNotAbsorbed
  }
}

/// What a reallocation is decided from, after the strategic shortfall went to offline.
public struct ReallocationDemand: Equatable, Sendable {
  /// The base issue less final strategic shares.
  public let base: Shares
  public let offlineBefore: Shares
  /// Over-allotted shares included.
  public let onlineBefore: Shares
  /// The agreed locked part of final offline shares; 0 in ordinary deals.
  public let offlineLocked: Ratio
  public let onlineApplied: Shares
  /// Nil where it is not known yet: then a shortage online cannot be decided.
  public let offlineApplied: Shares?

  public init(
    base: Shares, offlineBefore: Shares, onlineBefore: Shares, offlineLocked: Ratio,
    onlineApplied: Shares, offlineApplied: Shares?
  ) {
    self.base = base
    self.offlineBefore = offlineBefore
    self.onlineBefore = onlineBefore
    self.offlineLocked = offlineLocked
    self.onlineApplied = onlineApplied
    self.offlineApplied = offlineApplied
  }

  /// The demand of an offering: strategic shortfall (战略配售回拨) goes to offline at T-2.
  public init(
    offering: Offering, strategicFinal: Shares, onlineApplied: Shares, offlineApplied: Shares?
  ) throws(ReallocationError) {
    let shares = offering.terms.shares
    guard strategicFinal <= shares.strategic else {
      throw .strategicFinalAboveInitial(found: strategicFinal, expected: shares.strategic)
    }
    guard shares.online > .zero else { throw .noOnlineTranche }
    self.init(
      base: Shares(shares.total.count - strategicFinal.count),
      offlineBefore: Shares(shares.offline.count + shares.strategic.count - strategicFinal.count),
      onlineBefore: shares.online, offlineLocked: shares.offlineLocked,
      onlineApplied: onlineApplied, offlineApplied: offlineApplied)
  }
}

/// Why a reallocation cannot be decided.
public enum ReallocationError: Error, Equatable, Sendable, CustomStringConvertible {
  case strategicFinalAboveInitial(found: Shares, expected: Shares)
  case noOnlineTranche
  /// Online is short and nobody said how much offline applied for.
  case offlineDemandUnknown(shortage: Shares)
  case quantity(QuantityError)

  public var description: String {
    switch self {
    case .strategicFinalAboveInitial(let found, let expected):
      "strategicFinalAboveInitial: found \(found) final strategic shares, expected at most the "
        + "initial \(expected)"
    case .noOnlineTranche: "noOnlineTranche: the offering has no online shares to reallocate"
    case .offlineDemandUnknown(let shortage):
      "offlineDemandUnknown: online is \(shortage) shares short; facts.offline.shares or "
        + "inputs/bids.csv must say what offline can absorb"
    case .quantity(let error): error.description
    }
  }
}
