import TradingDays

/// When a cosignature of a gate's head can be from: nobody can have seen the head before its operation was
/// recorded, nor after what he signed was recorded. The clocks of two parties differ, so there is room on
/// both sides: a day before, ten minutes after.
public enum WitnessedTimes {
  static let before: Int64 = 86_400
  static let after: Int64 = 600

  /// In seconds since 1970.
  ///
  /// - Parameters:
  ///   - closed: when the gate's operation was recorded.
  ///   - seen: when the cosignatures were recorded, or now.
  public static func range(closed: Instant, seen: Instant) -> ClosedRange<Int64> {
    let first = closed.secondsSinceEpoch - before
    return first...max(first, seen.secondsSinceEpoch + after)
  }
}
