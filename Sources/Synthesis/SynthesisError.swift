import Inputs
import Issuance

/// Why rows cannot be made.
public enum SynthesisError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A total is missing that the rows would have to add up to.
  case totalMissing(String)
  /// No rows can add up to the totals.
  case totalsImpossible(String)
  /// The decision that the rows depend on cannot be made yet.
  case notReached(String, String)

  public var description: String {
    switch self {
    case .totalMissing(let name): "totalMissing: found no \(name), expected the total to add up to"
    case .totalsImpossible(let reason): "totalsImpossible: \(reason)"
    case .notReached(let step, let needs): "notReached: \(step) cannot be decided yet: \(needs)"
    }
  }
}
