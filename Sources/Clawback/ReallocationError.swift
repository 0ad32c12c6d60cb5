import Offerings
import Quantities

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
