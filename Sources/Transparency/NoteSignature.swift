import Cryptography

/// One signature line of a note: `— name base64(key id ‖ signature)`.
///
/// Specs: C2SP signed-note, Signatures.
public struct NoteSignature: Hashable, Sendable {
  /// Who is said to have signed.
  public let name: String

  /// The id of the key that is said to have signed.
  public let keyID: UInt32

  /// The signature without the id; its form depends on the key.
  public let signature: [UInt8]

  /// The line, without its LF.
  public var line: String {
    let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
    return "\(Self.dash) \(name) \(Base64.encode(id + signature))"
  }

  init(name: String, keyID: UInt32, signature: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.signature = signature
  }

  /// Reads a line without its LF; `nil` when it is no signature line.
  init?(line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.dash else { return nil }
    let name = String(parts[1])
    guard (try? KeyText.checkName(name)) != nil, let bytes = Base64.decode(parts[2]),
      bytes.count > 4
    else { return nil }
    self.name = name
    self.keyID = bytes.prefix(4).reduce(0) { id, byte in id << 8 | UInt32(byte) }
    self.signature = Array(bytes.dropFirst(4))
  }

  /// Whether the line says that this key made it.
  func claims(_ key: VerifierKey) -> Bool {
    keyID == key.id && name.utf8.elementsEqual(key.name.utf8)
  }

  private static let dash = "\u{2014}"
}
