import Quantities

/// One band of the clawback table (回拨机制): what a multiple above `above` and at most `upTo` does.
public struct ClawbackBand: Equatable, Sendable {
  /// "50-100", "100+", "100-150" or "150+": how the contract names it.
  public let label: String
  /// The multiple must exceed this: exactly 50.0 times does not.
  public let above: Int64
  /// The multiple may reach this; nil where the band has no upper edge.
  public let upTo: Int64?
  public let effect: Effect

  public enum Effect: Equatable, Sendable {
    /// This part of the base moves from offline to online.
    case move(Ratio)
    /// So much moves that offline keeps at most this part of the base (the approval era's 150x rule).
    case leaveOffline(Ratio)
  }

  public init(label: String, above: Int64, upTo: Int64?, effect: Effect) {
    self.label = label
    self.above = above
    self.upTo = upTo
    self.effect = effect
  }

  /// True when `applied` shares over `offered` shares lie in the band, compared exactly.
  public func contains(applied: Shares, offered: Shares) -> Bool {
    let demand = Int128(applied.count)
    let supply = Int128(offered.count)
    return demand > Int128(above) * supply && upTo.map { demand <= Int128($0) * supply } ?? true
  }
}
