import Quantities

/// How many strategic investors an issue below a size may have, and how much of it they may take.
public struct StrategicLimit: Equatable, Sendable {
  /// Holds for issues of fewer shares than this; nil for every larger one.
  public let below: Shares?
  public let investors: Int
  /// Of the issue without over-allotment.
  public let share: Ratio

  public init(below: Shares?, investors: Int, share: Ratio) {
    self.below = below
    self.investors = investors
    self.share = share
  }
}
