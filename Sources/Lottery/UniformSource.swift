/// Where a draw takes its uniform whole numbers from.
///
/// Winners are drawn from a seed, by `SHA256Generator`. Another source lets the same algorithm be
/// looked at from outside: fed from a script, or taken through every outcome there is.
public protocol UniformSource {
  /// A uniform number from 0 up to, not including, `bound`, which is at least 1.
  mutating func below(_ bound: UInt64) -> UInt64

  /// The first number below `bound` that is accepted, where one is within so many attempts.
  ///
  /// Whether a number is accepted depends on it alone, so that an attempt that fails changes
  /// nothing but the source.
  mutating func below(
    _ bound: UInt64, attempts: Int, accepting isAccepted: (UInt64) -> Bool
  ) -> UInt64?
}

extension UniformSource {
  /// Draws again until a number is accepted or no attempt is left.
  @inlinable
  public mutating func below(
    _ bound: UInt64, attempts: Int, accepting isAccepted: (UInt64) -> Bool
  ) -> UInt64? {
    for _ in 0..<attempts {
      let value = below(bound)
      if isAccepted(value) { return value }
    }
    return nil
  }
}
