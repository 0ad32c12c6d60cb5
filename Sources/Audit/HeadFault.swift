import Cryptography

/// Why a signed head is not one of a journal.
public enum HeadFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The journal has fewer entries than the head signs: it was cut.
  case journalShorterThanHead(found: UInt64, expected: UInt64)
  /// The head signs another history.
  case secondHead(size: UInt64, found: Digest, expected: Digest)

  public var description: String {
    switch self {
    case .journalShorterThanHead(let found, let expected):
      "journalShorterThanHead: found \(found) entries, expected at least the \(expected) that the "
        + "head signs"
    case .secondHead(let size, let found, let expected):
      "secondHead: found the root \(found) over the journal's first \(size) entries, expected "
        + "\(expected), which the head signs"
    }
  }
}
