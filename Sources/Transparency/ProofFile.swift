import Cryptography

/// A receipt that is checked without a network: that an entry stands in a ledger whose head was
/// signed, and seen by witnesses. Stored as `NAME.tlog-proof`.
///
/// ```
/// c2sp.org/tlog-proof@v1
/// index 5
/// vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
/// yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
/// 037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=
///
/// ledger.example/ipo
/// 8
/// XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
///
/// — ledger.example/ipo XTedBOLgdupG…
/// ```
///
/// Specs: C2SP tlog-proof.
public struct ProofFile: Equatable, Sendable {
  /// What the application adds, empty for nothing; nobody signs it.
  public let extra: [UInt8]

  /// The place of the entry in the ledger, from 0.
  public let index: UInt64

  /// The siblings on the way from the entry's leaf up to the root.
  public let hashes: [Digest]

  /// The signed head of the ledger, whose text is `checkpoint`.
  public let note: SignedNote

  /// The head of the ledger.
  public let checkpoint: Checkpoint

  /// The most hashes a proof has.
  public static let hashCountMax = 63

  /// The most bytes a file is read from.
  public static let byteCountMax = 1_000_000

  /// Puts a file together; refuses a note whose text is no checkpoint, and what would be too
  /// large to be read back. Nothing is checked before `verify`.
  public init(
    index: UInt64, hashes: [Digest], note: SignedNote, extra: [UInt8] = []
  ) throws(TransparencyError) {
    guard hashes.count <= Self.hashCountMax else {
      throw .proofTooLong(found: hashes.count, expected: Self.hashCountMax)
    }
    guard !note.signatures.isEmpty else { throw .noteWithoutSignatures }
    self.extra = extra
    self.index = index
    self.hashes = hashes
    self.note = note
    self.checkpoint = try Checkpoint(text: note.text)
    let count = bytes.count
    guard count <= Self.byteCountMax else {
      throw .proofFileTooLarge(found: count, expected: Self.byteCountMax)
    }
  }

  /// Reads a file; refuses any other lines, and any second spelling of the same.
  public init(parsing bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= Self.byteCountMax else {
      throw .proofFileTooLarge(found: bytes.count, expected: Self.byteCountMax)
    }
    var lines = Lines(rest: bytes[...])
    guard lines.next().elementsEqual(Self.header.utf8) else {
      throw lines.fault(expected: Self.header)
    }
    var line = lines.next()
    var extra: [UInt8] = []
    if line.starts(with: Self.extraMark.utf8) {
      let text = String(decoding: line.dropFirst(Self.extraMark.utf8.count), as: UTF8.self)
      guard let data = Base64.decode(text), !data.isEmpty else {
        throw lines.fault(expected: "\(Self.extraMark)and some bytes in base64")
      }
      extra = data
      line = lines.next()
    }
    guard let index = Self.index(line) else {
      throw lines.fault(expected: "\(Self.indexMark)and a number without leading zeros")
    }
    var hashes: [Digest] = []
    while true {
      line = lines.next()
      if line.isEmpty { break }
      let text = String(decoding: line, as: UTF8.self)
      guard let hash = Base64.decode(text).flatMap({ Digest(bytes: $0) }) else {
        throw lines.fault(expected: "a hash, 32 bytes in base64, or empty before the checkpoint")
      }
      hashes.append(hash)
    }
    let note = try SignedNote(parsing: Array(lines.rest))
    try self.init(index: index, hashes: hashes, note: note, extra: extra)
  }

  /// The file as it is stored.
  public var bytes: [UInt8] {
    var lines = [Self.header]
    if !extra.isEmpty { lines.append(Self.extraMark + Base64.encode(extra)) }
    lines.append(Self.indexMark + String(index))
    lines += hashes.map { hash in Base64.encode(hash.bytes) }
    return Array(lines.map { line in line + "\n" }.joined().utf8) + [Self.lineFeed] + note.bytes
  }

  /// Refuses the proof unless it leads from this leaf to the root of the checkpoint.
  ///
  /// Whose checkpoint it is, and who has seen it, is not looked at: ask `note.signers` and
  /// `note.cosignatures` for keys that you trust.
  public func verify(leafHash: Digest) throws(TransparencyError) {
    let proof = InclusionProof(index: index, treeSize: checkpoint.size, hashes: hashes)
    try proof.verify(leafHash: leafHash, root: checkpoint.root)
  }

  private static let header = "c2sp.org/tlog-proof@v1"
  private static let extraMark = "extra "
  private static let indexMark = "index "
  private static let lineFeed: UInt8 = 0x0a

  private static func index(_ line: ArraySlice<UInt8>) -> UInt64? {
    guard line.starts(with: indexMark.utf8) else { return nil }
    let digits = line.dropFirst(indexMark.utf8.count)
    guard let index = UInt64(String(decoding: digits, as: UTF8.self)),
      digits.elementsEqual(String(index).utf8)
    else { return nil }
    return index
  }

  /// The lines of a file, one by one; empty ones without end after the last.
  private struct Lines {
    var rest: ArraySlice<UInt8>
    private var number = 0

    init(rest: ArraySlice<UInt8>) {
      self.rest = rest
    }

    /// The next line, without its LF.
    mutating func next() -> ArraySlice<UInt8> {
      number += 1
      let line = rest.prefix { byte in byte != lineFeed }
      rest = rest.dropFirst(line.count + 1)
      return line
    }

    /// That the line that was read last is not what belongs there.
    func fault(expected: String) -> TransparencyError {
      .malformedProofLine(number: number, expected: expected)
    }
  }
}
