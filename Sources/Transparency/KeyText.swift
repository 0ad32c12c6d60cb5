import Cryptography

/// What the texts of verifier and signer keys have in common.
///
/// Specs: C2SP signed-note.
enum KeyText {
  /// The type byte of an Ed25519 key that signs notes.
  static let ed25519: UInt8 = 1

  /// Refuses a name that could not be told from its surroundings.
  static func checkName(_ name: String) throws(TransparencyError) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && scalar.value != 0x7f && scalar != "+"
        && !scalar.properties.isWhitespace
    }
    guard isPlain, !name.isEmpty else { throw .malformedName(found: name) }
  }

  /// The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public key), big-endian.
  static func id(name: String, key: VerificationKey) -> UInt32 {
    let hash = SHA256.hash(Array(name.utf8) + [0x0a, ed25519] + key.bytes)
    return UInt32(hash.bigEndianWords[0] >> 32)
  }

  /// The text name+id+base64(type ‖ key).
  static func format(name: String, id: UInt32, keyBytes: [UInt8]) -> String {
    let hex = String(id, radix: 16)
    let zeros = String(repeating: "0", count: 8 - hex.utf8.count)
    return "\(name)+\(zeros)\(hex)+\(Base64.encode([ed25519] + keyBytes))"
  }

  /// The parts of name+id+base64, the id still unchecked; `nil` when it is no such text.
  static func parse(_ text: some StringProtocol) -> (name: String, id: String, key: [UInt8])? {
    // Base 64 has plus signs of its own, so only the first two divide.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let key = Base64.decode(parts[2]), !key.isEmpty else { return nil }
    return (name: String(parts[0]), id: String(parts[1]), key: key)
  }
}
