import Cryptography

/// What the texts of verifier and signer keys have in common.
///
/// Specs: C2SP signed-note.
enum KeyText {
  /// Refuses a name that could not be told from its surroundings.
  static func checkName(_ name: String) throws(TransparencyError) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && scalar.value != 0x7f && scalar != "+"
        && !scalar.properties.isWhitespace
    }
    guard isPlain, !name.isEmpty else { throw .malformedName(found: name) }
  }

  /// The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public key), big-endian.
  static func id(name: String, kind: KeyKind, key: VerificationKey) -> UInt32 {
    let hash = SHA256.hash(Array(name.utf8) + [0x0a, kind.rawValue] + key.bytes)
    return UInt32(hash.bigEndianWords[0] >> 32)
  }

  /// The text name+id+base64(type ‖ key), where the last may be the seed.
  static func format(_ key: VerifierKey, keyBytes: [UInt8]) -> String {
    let hex = String(key.id, radix: 16)
    let zeros = String(repeating: "0", count: 8 - hex.utf8.count)
    return "\(key.name)+\(zeros)\(hex)+\(Base64.encode([key.kind.rawValue] + keyBytes))"
  }

  /// The parts of name+id+base64, the id left out, which is compared afterwards; `nil` when it
  /// is no such text.
  static func parse(_ text: some StringProtocol) -> (name: String, type: UInt8, key: [UInt8])? {
    // Base 64 has plus signs of its own, so only the first two divide.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let key = Base64.decode(parts[2]), let type = key.first else {
      return nil
    }
    return (name: String(parts[0]), type: type, key: Array(key.dropFirst()))
  }
}
