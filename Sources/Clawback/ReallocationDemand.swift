import Offerings
import Quantities

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
