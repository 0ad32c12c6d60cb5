import Cryptography

/// A named public key by which signed notes, or the cosignatures of a witness, are checked.
///
/// Specs: C2SP signed-note, Verifier keys; C2SP tlog-cosignature, Format; contract section 3.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// Who signs; for a ledger also the origin of its checkpoints.
  public let name: String

  /// What the key signs.
  public let kind: KeyKind

  /// The id that stands before every signature of this key.
  public let id: UInt32

  /// The Ed25519 key.
  public let key: VerificationKey

  /// Names a key; refuses a name with white space, control characters or a plus sign.
  public init(
    name: String, key: VerificationKey, kind: KeyKind = .note
  ) throws(TransparencyError) {
    try KeyText.checkName(name)
    self.name = name
    self.kind = kind
    self.key = key
    self.id = KeyText.id(name: name, kind: kind, key: key)
  }

  /// Reads `name+id+base64`, where the last part is the type byte and the key; refuses any other
  /// text, an id of another key, and another kind than the one asked for.
  public init(
    parsing text: some StringProtocol, kind: KeyKind = .note
  ) throws(TransparencyError) {
    guard let parts = KeyText.parse(text) else {
      throw .malformedVerifierKey(found: String(text))
    }
    guard parts.type == kind.rawValue else {
      throw .keyTypeDiffers(found: parts.type, expected: kind.rawValue)
    }
    guard let key = try? VerificationKey(bytes: parts.key) else {
      throw .malformedVerifierKey(found: String(text))
    }
    try self.init(name: parts.name, key: key, kind: kind)
    // One text for every key: this compares the id, and the spelling of all parts.
    guard description.utf8.elementsEqual(text.utf8) else {
      throw .malformedVerifierKey(found: String(text))
    }
  }

  /// The text `name+id+base64`.
  public var description: String {
    KeyText.format(self, keyBytes: key.bytes)
  }
}
