import Reconciliation

/// Why a bank's and a depository's files cannot be made as asked.
public enum StatementPlanError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No place is left for a break of that kind: the offering is too small for so many.
  case offeringTooSmall(kind: BreakKind, number: Int, place: String)
  /// The ledger has no movement over the collecting account.
  case noMovements

  public var description: String {
    switch self {
    case .offeringTooSmall(let kind, let number, let place):
      "offeringTooSmall: found no place left for break \(number), \(kind.rawValue), expected \(place)"
    case .noMovements:
      "noMovements: found no movement of money in the journal, expected at least 1"
    }
  }
}
