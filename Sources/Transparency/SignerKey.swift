import Cryptography

/// A named private key that signs notes; its text is secret.
///
/// Specs: C2SP signed-note; contract section 3 for the text.
public struct SignerKey: Sendable {
  /// The public half, under the same name.
  public let verifierKey: VerifierKey

  private let key: SigningKey

  /// Names a key; refuses a name with white space, control characters or a plus sign.
  public init(name: String, key: SigningKey) throws(TransparencyError) {
    self.key = key
    self.verifierKey = try VerifierKey(name: name, key: key.verificationKey)
  }

  /// Reads `PRIVATE+KEY+name+id+base64`, where the last part is the type byte 1 and the seed;
  /// refuses any other text, an id of another key, and key types other than Ed25519.
  public init(parsing text: some StringProtocol) throws(TransparencyError) {
    guard text.hasPrefix(Self.prefix),
      let parts = KeyText.parse(text.dropFirst(Self.prefix.count))
    else { throw .malformedSignerKey }
    guard parts.key[0] == KeyText.ed25519 else {
      throw .unsupportedKeyType(found: parts.key[0])
    }
    guard let key = try? SigningKey(seed: Array(parts.key.dropFirst())) else {
      throw .malformedSignerKey
    }
    try self.init(name: parts.name, key: key)
    guard self.text.utf8.elementsEqual(text.utf8) else { throw .malformedSignerKey }
  }

  /// The secret text `PRIVATE+KEY+name+id+base64`.
  public var text: String {
    Self.prefix
      + KeyText.format(name: verifierKey.name, id: verifierKey.id, keyBytes: key.seed)
  }

  /// The same key under another name.
  public func named(_ name: String) throws(TransparencyError) -> SignerKey {
    try SignerKey(name: name, key: key)
  }

  /// The 64-byte signature over some bytes.
  func sign(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
    try key.sign(bytes)
  }

  private static let prefix = "PRIVATE+KEY+"
}
