import Cryptography

/// That one head of a ledger continues an earlier one, checked without a network: nothing before the
/// earlier head was changed. Stored as `NAME.consistency-proof`.
///
/// ```
/// ipo/consistency-proof@v1
/// vkey ledger.example/ipo+5d379d04+AYqI4910CfGV…
/// vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
///
/// ledger.example/ipo
/// 5
/// TjuxH3tHjc/nH7YxYxUZo7yhLJrsqhYSv85ME6hiZNQ=
///
/// — ledger.example/ipo kBQ7…
///
/// ledger.example/ipo
/// 8
/// XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
///
/// — ledger.example/ipo XTedBOLgdupG…
/// ```
///
/// Specs: Specs/proofs.md; RFC 6962 section 2.1.2 for the hashes.
public struct ConsistencyFile: Equatable, Sendable {
  /// The public key of the heads' signer, as the maker had it: who it is remains unproven.
  public let vkey: String

  /// The earlier head; its signatures are left out where only its size was given.
  public let old: Checkpoint

  /// The earlier head as it was signed; nil where nobody's signature is in the file.
  public let oldNote: SignedNote?

  /// The later head.
  public let new: Checkpoint

  /// The later head as it was signed.
  public let newNote: SignedNote

  /// The hashes that both roots are built from.
  public let hashes: [Digest]

  /// The first line.
  public static let header = "ipo/consistency-proof@v1"

  /// Puts a file together; refuses texts that are no checkpoints. Nothing is checked before `verify`.
  public init(
    vkey: String, old: Checkpoint, signed oldNote: SignedNote?, new newNote: SignedNote,
    hashes: [Digest]
  ) throws(TransparencyError) {
    guard hashes.count <= ProofFile.hashCountMax else {
      throw .proofTooLong(found: hashes.count, expected: ProofFile.hashCountMax)
    }
    guard !newNote.signatures.isEmpty else { throw .noteWithoutSignatures }
    self.vkey = vkey
    self.old = old
    self.oldNote = oldNote
    self.newNote = newNote
    new = try Checkpoint(text: newNote.text)
    self.hashes = hashes
  }

  /// Reads a file; refuses any other lines, and any second spelling of the same.
  public init(parsing bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= ProofFile.byteCountMax else {
      throw .proofFileTooLarge(found: bytes.count, expected: ProofFile.byteCountMax)
    }
    // A checkpoint has no empty line, so that every empty line divides two parts.
    let parts = Self.parts(of: bytes)
    guard parts.count == 4 || parts.count == 5, bytes.last == Self.lineFeed else {
      throw .malformedProofLine(
        number: 1, expected: "the beginning of a proof and two checkpoints, divided by empty lines")
    }
    let head = parts[0].split(separator: Self.lineFeed, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard head[0] == Self.header else {
      throw .malformedProofLine(number: 1, expected: Self.header)
    }
    guard head.count > 1, head[1].hasPrefix(Self.keyMark) else {
      throw .malformedProofLine(number: 2, expected: "\(Self.keyMark)and a verifier key")
    }
    var hashes: [Digest] = []
    for (place, line) in head.enumerated().dropFirst(2) {
      guard let hash = Base64.decode(line).flatMap({ Digest(bytes: $0) }) else {
        throw .malformedProofLine(number: place + 1, expected: "a hash, 32 bytes in base64")
      }
      hashes.append(hash)
    }
    let gap = [Self.lineFeed, Self.lineFeed]
    let oldText = String(decoding: parts[1] + [Self.lineFeed], as: UTF8.self)
    let oldNote =
      parts.count == 5
      ? try SignedNote(parsing: parts[1] + gap + parts[2] + [Self.lineFeed]) : nil
    try self.init(
      vkey: String(head[1].dropFirst(Self.keyMark.count)),
      old: Checkpoint(text: oldNote?.text ?? oldText), signed: oldNote,
      new: SignedNote(
        parsing: parts[parts.count - 2] + gap + parts[parts.count - 1] + [Self.lineFeed]),
      hashes: hashes)
    guard self.bytes == bytes else {
      throw .malformedProofLine(number: 1, expected: "the one spelling of this proof")
    }
  }

  /// The file as it is stored.
  public var bytes: [UInt8] {
    let lines = [Self.header, Self.keyMark + vkey] + hashes.map { Base64.encode($0.bytes) }
    return Array(lines.map { line in line + "\n" }.joined().utf8) + [Self.lineFeed]
      + (oldNote?.bytes ?? Array(old.text.utf8)) + [Self.lineFeed] + newNote.bytes
  }

  /// Refuses the proof unless both heads are of one origin and the later one continues the earlier.
  ///
  /// Whose heads they are is not looked at: ask the notes for keys that you trust.
  public func verify() throws(TransparencyError) {
    guard old.origin.utf8.elementsEqual(new.origin.utf8) else {
      throw .originDiffers(found: old.origin, expected: new.origin)
    }
    let proof = ConsistencyProof(oldSize: old.size, newSize: new.size, hashes: hashes)
    try proof.verify(oldRoot: old.root, newRoot: new.root)
  }

  private static let keyMark = "vkey "
  private static let lineFeed: UInt8 = 0x0a

  /// What empty lines divide, without the LF of its last line.
  private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    for line in bytes.dropLast().split(separator: lineFeed, omittingEmptySubsequences: false) {
      if line.isEmpty {
        parts.append([])
      } else {
        if parts[parts.count - 1].isEmpty == false { parts[parts.count - 1].append(lineFeed) }
        parts[parts.count - 1] += line
      }
    }
    return parts
  }
}
