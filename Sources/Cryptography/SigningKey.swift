import COpenSSL

/// The private half of an Ed25519 pair.
///
/// Signing costs tens of microseconds: it is for checkpoints and commitments, never for every
/// entry.
///
/// Specs: RFC 8032 section 5.1.
public struct SigningKey: Sendable, CustomStringConvertible {
  /// The 32 secret bytes from which the pair is derived.
  public let seed: [UInt8]

  /// The public half.
  public let verificationKey: VerificationKey

  /// Derives the pair of a 32-byte seed; any other length is refused.
  public init(seed: [UInt8]) throws(CryptographyError) {
    guard seed.count == Self.seedByteCount else {
      throw .keyLengthDiffers(found: seed.count, expected: Self.seedByteCount)
    }
    let key = try Self.privateKey(seed: seed)
    defer { EVP_PKEY_free(key) }
    var bytes = [UInt8](repeating: 0, count: VerificationKey.byteCount)
    var count = bytes.count
    guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else {
      throw .libraryRefused(operation: "derive a public key")
    }
    self.seed = seed
    self.verificationKey = try VerificationKey(bytes: bytes)
  }

  /// A new pair from the system's random source.
  public static func generate() throws(CryptographyError) -> SigningKey {
    try SigningKey(seed: SecureRandom.bytes(seedByteCount))
  }

  /// The 64-byte signature of a message, the same for the same message.
  public func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    let key = try Self.privateKey(seed: seed)
    defer { EVP_PKEY_free(key) }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: VerificationKey.signatureByteCount)
    var count = signature.count
    guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
      EVP_DigestSign(context, &signature, &count, message, message.count) == 1,
      count == signature.count
    else { throw .libraryRefused(operation: "sign a message") }
    return signature
  }

  /// Says what it is and keeps the seed to itself, so that no message can give it away.
  public var description: String { "an Ed25519 signing key" }

  private static let seedByteCount = 32

  /// The library's key of a seed; the caller frees it.
  private static func privateKey(seed: [UInt8]) throws(CryptographyError) -> OpaquePointer {
    let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    guard let key else { throw .libraryRefused(operation: "read a private key") }
    return key
  }
}
