/// What can be wrong with a number of shares, an amount or a price.
public enum QuantityError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A result does not fit 64 bits: nothing in a real offering comes near.
  case overflow(String)
  /// The text is not a number of the kind that was expected.
  case malformed(found: String, expected: String)

  public var description: String {
    switch self {
    case .overflow(let operation): "\(operation) does not fit 64 bits"
    case .malformed(let found, let expected): "found \"\(found)\", expected \(expected)"
    }
  }
}
