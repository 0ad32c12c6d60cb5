import Quantities

/// One agreed tier (限售档位) of a deal: what its accounts lock and for how long.
public struct LockTier: Equatable, Sendable {
  public let share: Ratio
  public let months: Int

  public init(share: Ratio, months: Int) {
    self.share = share
    self.months = months
  }
}
