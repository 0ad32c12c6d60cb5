import Cryptography

/// What a log asks of a witness: to cosign a head that continues the one it saw last.
///
/// ```
/// old 5
/// vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
///
/// ledger.example/ipo
/// 8
/// XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
///
/// — ledger.example/ipo XTedBOLgdupG…
/// ```
///
/// Specs: C2SP tlog-witness, add-checkpoint.
public struct AddCheckpoint: Equatable, Sendable {
  /// The size of the head that the witness is thought to have seen last; 0 for none.
  public let oldSize: UInt64

  /// The consistency proof from that size.
  public let hashes: [Digest]

  /// The signed head.
  public let note: SignedNote

  /// The head.
  public let checkpoint: Checkpoint

  /// Puts a request together; refuses a text that is no checkpoint. Nothing is proven by it.
  public init(
    oldSize: UInt64, hashes: [Digest], note: SignedNote
  ) throws(TransparencyError) {
    guard hashes.count <= ProofFile.hashCountMax else {
      throw .proofTooLong(found: hashes.count, expected: ProofFile.hashCountMax)
    }
    guard !note.signatures.isEmpty else { throw .noteWithoutSignatures }
    self.oldSize = oldSize
    self.hashes = hashes
    self.note = note
    checkpoint = try Checkpoint(text: note.text)
  }

  /// Reads a request's body; refuses any other lines.
  public init(parsing bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= ProofFile.byteCountMax else {
      throw .proofFileTooLarge(found: bytes.count, expected: ProofFile.byteCountMax)
    }
    var rest = bytes[...]
    var number = 0
    func nextLine() -> String {
      number += 1
      let line = rest.prefix { byte in byte != 0x0a }
      rest = rest.dropFirst(line.count + 1)
      return String(decoding: line, as: UTF8.self)
    }
    let first = nextLine()
    guard first.utf8.starts(with: Self.mark.utf8),
      let oldSize = UInt64(first.dropFirst(Self.mark.count)), first == Self.mark + String(oldSize)
    else {
      throw .malformedProofLine(
        number: 1, expected: "\(Self.mark)and a number without leading zeros")
    }
    var hashes: [Digest] = []
    while true {
      let line = nextLine()
      if line.isEmpty { break }
      guard let hash = Base64.decode(line).flatMap({ Digest(bytes: $0) }) else {
        throw .malformedProofLine(
          number: number, expected: "a hash, 32 bytes in base64, or empty before the checkpoint")
      }
      hashes.append(hash)
    }
    try self.init(oldSize: oldSize, hashes: hashes, note: SignedNote(parsing: Array(rest)))
  }

  /// The request's body.
  public var bytes: [UInt8] {
    let lines = [Self.mark + String(oldSize)] + hashes.map { Base64.encode($0.bytes) }
    return Array(lines.map { line in line + "\n" }.joined().utf8) + [0x0a] + note.bytes
  }

  private static let mark = "old "
}
