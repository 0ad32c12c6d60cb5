import Offerings
import Quantities

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
