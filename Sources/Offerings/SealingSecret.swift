import Cryptography

/// The 32 bytes that a party commits to before the list is frozen, and reveals after it (揭示).
public struct SealingSecret: Hashable, Sendable {
  /// Thirty-two zero bytes: what counts where a party does not reveal in time.
  public static let missing = SealingSecret(bytes: Digest.zero.bytes)

  /// The 32 bytes.
  public let bytes: [UInt8]

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads exactly 64 lower-case hex digits; nil for anything else.
  public init?(hex text: some StringProtocol) {
    guard let digits = Digest(hex: text) else { return nil }
    bytes = digits.bytes
  }

  /// New bytes from the system's random source.
  public static func generate() throws(CryptographyError) -> SealingSecret {
    SealingSecret(bytes: try SecureRandom.bytes(Digest.byteCount))
  }

  /// The 64 lower-case hex digits.
  public var hex: String {
    guard let digits = Digest(bytes: bytes) else { preconditionFailure("a secret has 32 bytes") }
    return digits.hex
  }

  /// The commitment (承诺): SHA-256("ipo-lottery/v1 commit" LF offering LF draw LF party LF ‖ secret).
  ///
  /// Offering, draw and party are in it, so that no reveal serves twice.
  ///
  /// Specs: contract section 4, The seed.
  public func commitment(offering: String, draw: String, party: AccountName) -> Digest {
    SHA256.hash(
      Array("ipo-lottery/v1 commit\n\(offering)\n\(draw)\n\(party)\n".utf8) + bytes)
  }
}
