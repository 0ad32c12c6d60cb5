import Cryptography

/// A named private key that signs notes, or gives a witness's cosignatures; its text is secret.
///
/// Specs: C2SP signed-note; C2SP tlog-cosignature; contract section 3 for the text.
public struct SignerKey: Sendable {
  /// The public half, under the same name.
  public let verifierKey: VerifierKey

  private let key: SigningKey

  /// Names a key; refuses a name with white space, control characters or a plus sign.
  public init(
    name: String, key: SigningKey, kind: KeyKind = .note
  ) throws(TransparencyError) {
    self.key = key
    self.verifierKey = try VerifierKey(name: name, key: key.verificationKey, kind: kind)
  }

  /// Reads `PRIVATE+KEY+name+id+base64`, where the last part is the type byte and the seed;
  /// refuses any other text, an id of another key, and another kind than the one asked for.
  public init(
    parsing text: some StringProtocol, kind: KeyKind = .note
  ) throws(TransparencyError) {
    guard text.hasPrefix(Self.prefix),
      let parts = KeyText.parse(text.dropFirst(Self.prefix.count))
    else { throw .malformedSignerKey }
    guard parts.type == kind.rawValue else {
      throw .keyTypeDiffers(found: parts.type, expected: kind.rawValue)
    }
    guard let key = try? SigningKey(seed: parts.key) else { throw .malformedSignerKey }
    try self.init(name: parts.name, key: key, kind: kind)
    guard self.text.utf8.elementsEqual(text.utf8) else { throw .malformedSignerKey }
  }

  /// The secret text `PRIVATE+KEY+name+id+base64`.
  public var text: String {
    Self.prefix + KeyText.format(verifierKey, keyBytes: key.seed)
  }

  /// The same key under another name.
  public func named(_ name: String) throws(TransparencyError) -> SignerKey {
    try SignerKey(name: name, key: key, kind: verifierKey.kind)
  }

  /// The 64-byte signature over some bytes.
  func sign(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
    try key.sign(bytes)
  }

  private static let prefix = "PRIVATE+KEY+"
}
