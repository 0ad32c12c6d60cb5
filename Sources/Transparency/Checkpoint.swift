import Cryptography

/// The head of a ledger: how many entries it has, and the root of the tree over them.
///
/// Specs: C2SP tlog-checkpoint; contract section 3.
public struct Checkpoint: Equatable, Sendable {
  /// Whose ledger it is, `<signer>/<code>`: the name of the key that signs it.
  public let origin: String

  /// How many entries the ledger has.
  public let size: UInt64

  /// The RFC 6962 root over the entries.
  public let root: Digest

  /// Further lines that others may have added; none in a checkpoint made here.
  public let extensions: [String]

  /// Refuses an origin that could not be a key's name.
  public init(origin: String, size: UInt64, root: Digest) throws(TransparencyError) {
    try KeyText.checkName(origin)
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = []
  }

  /// Reads the text of a signed note; refuses one whose lines are not origin, size, root and
  /// further lines that are not empty, each ended by LF.
  public init(text: String) throws(TransparencyError) {
    // Divided by bytes: a carriage return and its LF would be one character.
    let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
      .map { line in String(Substring(line)) }
    guard let origin = lines.first, (try? KeyText.checkName(origin)) != nil else {
      throw .malformedCheckpointLine(number: 1, expected: "the origin, a name without spaces")
    }
    guard lines.count > 1, let size = UInt64(lines[1]), String(size) == lines[1] else {
      throw .malformedCheckpointLine(number: 2, expected: "the size, without leading zeros")
    }
    guard lines.count > 2, let bytes = Base64.decode(lines[2]), let root = Digest(bytes: bytes)
    else {
      throw .malformedCheckpointLine(number: 3, expected: "the root, 32 bytes in base64")
    }
    guard lines.count > 3, lines.last == "" else {
      throw .malformedCheckpointLine(number: lines.count, expected: "ended by LF")
    }
    let extensions = Array(lines[3...].dropLast())
    if let empty = extensions.firstIndex(of: "") {
      throw .malformedCheckpointLine(number: empty + 4, expected: "not empty")
    }
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// The text that is signed: every line ended by LF.
  public var text: String {
    let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
    return lines.map { line in line + "\n" }.joined()
  }
}
