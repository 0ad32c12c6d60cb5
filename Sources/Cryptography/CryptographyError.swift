/// What the cryptographic layer refuses, or cannot do.
public enum CryptographyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A seed or a public key has another length than Ed25519 knows, in bytes.
  case keyLengthDiffers(found: Int, expected: Int)
  /// The system's random source gave nothing.
  case randomnessUnavailable
  /// The library refused a step that has no reason to fail.
  case libraryRefused(operation: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .keyLengthDiffers(let found, let expected):
      "An Ed25519 key has \(expected) bytes, not \(found)."
    case .randomnessUnavailable:
      "The system's random source is not available."
    case .libraryRefused(let operation):
      "The cryptographic library refused to \(operation)."
    }
  }
}
