import Cryptography

/// A text with signatures below it, each over the whole text.
///
/// ```
/// ledger.example/ipo
/// 8
/// XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
///
/// — ledger.example/ipo XTedBOLgdupG…
/// ```
///
/// Specs: C2SP signed-note.
public struct SignedNote: Equatable, Sendable {
  /// The signed text, with its last LF.
  public let text: String

  /// The signatures in their order, those of unknown keys too.
  public private(set) var signatures: [NoteSignature]

  /// The most bytes a note is read from.
  public static let byteCountMax = 1_000_000

  /// A text that nobody has signed yet; refuses one that is empty, does not end in LF or holds
  /// other control characters.
  public init(text: String) throws(TransparencyError) {
    let isPlain = text.utf8.allSatisfy { byte in byte == Self.lineFeed || byte >= 0x20 }
    guard isPlain, text.utf8.last == Self.lineFeed else { throw .malformedNoteText }
    self.text = text
    self.signatures = []
  }

  /// Reads a note with one or more signature lines; none is checked before `signers`.
  public init(parsing bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= Self.byteCountMax else {
      throw .noteTooLarge(found: bytes.count, expected: Self.byteCountMax)
    }
    // The last empty line divides, so that the text may have empty lines of its own.
    guard let boundary = Self.lastEmptyLine(in: bytes), boundary + 1 < bytes.count,
      bytes.last == Self.lineFeed
    else { throw .noteWithoutSignatures }
    guard let text = String(validating: bytes[..<boundary], as: UTF8.self) else {
      throw .malformedNoteText
    }
    try self.init(text: text)
    let lines = bytes[(boundary + 1)...].dropLast().split(
      separator: Self.lineFeed, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let text = String(validating: line, as: UTF8.self),
        let signature = NoteSignature(line: text)
      else { throw .malformedSignatureLine(number: index + 1) }
      signatures.append(signature)
    }
  }

  /// The note as it is stored: text, empty line, signature lines.
  public var bytes: [UInt8] {
    var bytes = Array(text.utf8)
    bytes.append(Self.lineFeed)
    for signature in signatures {
      bytes += signature.line.utf8
      bytes.append(Self.lineFeed)
    }
    return bytes
  }

  /// Adds a signature below those that are there. The key must be of the kind `note`.
  public mutating func sign(with signer: SignerKey) throws(CryptographyError) {
    let key = signer.verifierKey
    precondition(key.kind == .note, "A witness's key signs no note")
    let signature = try signer.sign(Array(text.utf8))
    append(NoteSignature(name: key.name, keyID: key.id, signature: signature))
  }

  /// Those of the trusted keys that have signed, in the order of their first signatures.
  ///
  /// Lines of other keys are ignored, and so are trusted keys of another kind. A trusted key with
  /// a bad signature makes the whole note untrusted, as does none with a good one: both are
  /// refused.
  public func signers(
    trusting keys: some Sequence<VerifierKey>
  ) throws(TransparencyError) -> [VerifierKey] {
    let message = Array(text.utf8)
    var signers: [VerifierKey] = []
    for (key, signature) in try claims(of: keys, kind: .note) {
      guard key.key.isValid(signature, for: message) else {
        throw .signatureInvalid(name: key.name)
      }
      if !signers.contains(key) { signers.append(key) }
    }
    guard !signers.isEmpty else { throw .noTrustedSignature }
    return signers
  }

  /// The same text with other lines.
  func with(_ signatures: [NoteSignature]) -> SignedNote {
    var note = self
    note.signatures = signatures
    return note
  }

  /// Adds a line below those that are there.
  mutating func append(_ signature: NoteSignature) {
    signatures.append(signature)
  }

  /// The signatures that are said to be of these keys, as far as those are of one kind; nothing
  /// is verified yet.
  func claims(
    of keys: some Sequence<VerifierKey>, kind: KeyKind
  ) throws(TransparencyError) -> [(key: VerifierKey, signature: [UInt8])] {
    let keys = Set(keys).filter { key in key.kind == kind }
    var claims: [(key: VerifierKey, signature: [UInt8])] = []
    for signature in signatures {
      let named = keys.filter(signature.claims)
      guard named.count < 2 else { throw .ambiguousKey(name: signature.name) }
      guard let key = named.first else { continue }
      claims.append((key: key, signature: signature.signature))
    }
    return claims
  }

  private static let lineFeed: UInt8 = 0x0a

  /// Where the LF of the last empty line stands.
  private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
    bytes.indices.dropFirst().last { index in
      bytes[index] == lineFeed && bytes[index - 1] == lineFeed
    }
  }
}
