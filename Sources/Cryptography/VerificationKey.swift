import COpenSSL

/// The public half of an Ed25519 pair.
///
/// Specs: RFC 8032 section 5.1.7.
public struct VerificationKey: Hashable, Sendable {
  /// The 32 bytes of the key.
  public let bytes: [UInt8]

  /// The size of a public key, in bytes.
  public static let byteCount = 32

  /// The size of a signature, in bytes.
  public static let signatureByteCount = 64

  /// Takes a key of 32 bytes; any other length is refused.
  ///
  /// Bytes that are no point of the curve make a key that accepts nothing.
  public init(bytes: [UInt8]) throws(CryptographyError) {
    guard bytes.count == Self.byteCount else {
      throw .keyLengthDiffers(found: bytes.count, expected: Self.byteCount)
    }
    self.bytes = bytes
  }

  /// Whether the signature was made over exactly this message by the private half.
  public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
    guard signature.count == Self.signatureByteCount,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
    else { return false }
    defer { EVP_PKEY_free(key) }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
