import Cryptography

/// A named public key by which signed notes are checked.
///
/// Specs: C2SP signed-note, Verifier keys; contract section 3.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// Who signs; for a ledger also the origin of its checkpoints.
  public let name: String

  /// The id that stands before every signature of this key.
  public let id: UInt32

  /// The Ed25519 key.
  public let key: VerificationKey

  /// Names a key; refuses a name with white space, control characters or a plus sign.
  public init(name: String, key: VerificationKey) throws(TransparencyError) {
    try KeyText.checkName(name)
    self.name = name
    self.key = key
    self.id = KeyText.id(name: name, key: key)
  }

  /// Reads `name+id+base64`; refuses any other text, an id of another key, and key types other
  /// than Ed25519.
  public init(parsing text: some StringProtocol) throws(TransparencyError) {
    guard let parts = KeyText.parse(text) else {
      throw .malformedVerifierKey(found: String(text))
    }
    guard parts.key[0] == KeyText.ed25519 else {
      throw .unsupportedKeyType(found: parts.key[0])
    }
    guard let key = try? VerificationKey(bytes: Array(parts.key.dropFirst())) else {
      throw .malformedVerifierKey(found: String(text))
    }
    try self.init(name: parts.name, key: key)
    // One text for every key: this compares the id, and the spelling of all parts.
    guard description.utf8.elementsEqual(text.utf8) else {
      throw .malformedVerifierKey(found: String(text))
    }
  }

  /// The text `name+id+base64`.
  public var description: String {
    KeyText.format(name: name, id: id, keyBytes: key.bytes)
  }
}
