import CanonicalJSON
import Cryptography

/// Where a draw's randomness comes from, as the terms say before anything is drawn.
public enum SeedSource: Equatable, Sendable {
  /// A public ceremony (摇号仪式), whose tails are announced.
  case ceremony
  /// A seed in the terms: a demonstration, since whoever wrote the terms chose it.
  case bare(Digest)
  /// Commitments, reveals and beacons.
  case sealed(SealedSeedTerms)

  /// The terms of a sealed seed; nil for the other sources.
  public var sealedTerms: SealedSeedTerms? {
    if case .sealed(let terms) = self { terms } else { nil }
  }

  var canonical: JSONValue {
    switch self {
    case .ceremony: "ceremony"
    case .bare(let seed): ["bare": .string(seed.hex)]
    case .sealed(let terms): ["sealed": terms.canonical]
    }
  }
}
