import Quantities

/// Why proceeds cannot be divided.
public enum ProceedsError: Error, Equatable, Sendable, CustomStringConvertible {
  case feesAboveProceeds(found: Money, expected: Money)
  case quantity(QuantityError)

  public var description: String {
    switch self {
    case .feesAboveProceeds(let found, let expected):
      "feesAboveProceeds: found \(found) yuan of costs, expected at most the gross \(expected)"
    case .quantity(let error): error.description
    }
  }
}
