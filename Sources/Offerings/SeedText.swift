import Cryptography
import Lottery

/// The text whose SHA-256 is the seed of a sealed draw: `sha256sum seed.txt` gives the seed.
///
/// It has no field that anyone could fill in freely once the terms are fixed and the list is frozen.
///
/// Specs: contract section 4, The seed.
public struct SeedText: Equatable, Sendable {
  /// One value of a beacon, under its source's name.
  public struct BeaconValue: Equatable, Sendable {
    public let source: String
    public let value: String

    public init(source: String, value: String) {
      self.source = source
      self.value = value
    }
  }

  /// What one party revealed, or `SealingSecret.missing`.
  public struct Reveal: Equatable, Sendable {
    public let party: AccountName
    public let secret: SealingSecret

    public init(party: AccountName, secret: SealingSecret) {
      self.party = party
      self.secret = secret
    }
  }

  /// The lines, each ended by LF.
  public let text: String

  /// - Parameter terms: SHA-256 of the canonical JSON of the draw's terms.
  /// - Parameter applications: the frozen list's root.
  /// - Precondition: beacons' values were allowed by their beacons.
  public init(
    offering: String, draw: String, terms: Digest, numbers: NumberRange, winners: Int64,
    method: DrawMethod, applications: Digest, reveals: [Reveal], beacons: [BeaconValue]
  ) {
    var lines = [
      "ipo-lottery/v1", "offering \(offering)", "draw \(draw)", "terms \(terms.hex)",
      "numbers \(numbers.first) \(numbers.count)", "winners \(winners)", "method \(method)",
      "applications \(applications.hex)",
    ]
    lines += reveals.map { "reveal \($0.party) \($0.secret.hex)" }
    lines += beacons.map { "beacon \($0.source) \($0.value)" }
    text = lines.map { $0 + "\n" }.joined()
  }

  /// The seed.
  public var seed: Digest { SHA256.hash(text) }
}
