import CanonicalJSON
import Cryptography
import Ledger
import TradingDays
import Transparency

/// The journal as it is on disk when a run begins: its lines by operation, checked for the chain so
/// that nothing is added to a broken one. `Audit` checks everything else.
struct RecordedJournal {
  /// One operation: where its lines' comparable bytes lie.
  struct Operation {
    var entryIDs: [String] = []
    var contents: [Range<Int>] = []
    var isClosed = false
  }

  /// All bytes that were read, a cut tail included.
  let bytes: [UInt8]
  private(set) var head = JournalHead()
  private(set) var operations: [String: Operation] = [:]
  /// Where the last closed operation ends, in bytes, and the head there.
  private(set) var closedEnd = 0
  private(set) var closedHead = JournalHead()
  /// The facts that entries sealed, by name.
  private(set) var sealedFacts: [(name: String, value: JSONValue)] = []
  /// The files that entries sealed, with their digests.
  private(set) var sealedFiles: [(name: String, sha256: String)] = []
  /// True where the first entry says that the clock is fixed.
  private(set) var isClockFixed = false
  /// The roots at every size that closes an operation, for the checkpoint's comparison.
  private(set) var rootsAtClose: [UInt64: Digest] = [:]
  /// Lines that belong to no closed operation.
  private(set) var openLines = 0
  private var openOperation: String?

  /// - Throws: `journalUnsound` at the first line that does not continue the chain.
  init(_ bytes: [UInt8]) throws(StorageError) {
    self.bytes = bytes
    var start = 0
    while start < bytes.count {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      try take(start..<end)
      start = end + 1
    }
    // What follows the last line end was torn by a crash: it belongs to the open tail.
    if start < bytes.count { openLines += 1 }
  }

  private mutating func take(_ range: Range<Int>) throws(StorageError) {
    let number = Int(head.count) + 1
    func unsound(_ found: String, _ expected: String) -> StorageError {
      .journalUnsound(line: number, found: found, expected: expected)
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes[range])
    } catch {
      throw unsound("\(error)", "canonical JSON")
    }
    guard let at = value["at"]?.stringValue.flatMap({ Instant(utc: $0) }),
      let id = value["id"]?.stringValue, let body = value["body"],
      let prev = value["prev"]?.stringValue, let seq = value["seq"]?.integerValue
    else { throw unsound("a line without its members", "at, body, id, kind, postings, prev, seq") }
    guard seq == head.count else { throw unsound("seq \(seq)", "\(head.count)") }
    guard prev == head.leaf.hex else { throw unsound("prev \(prev)", head.leaf.hex) }
    if seq == 0 { isClockFixed = body["clock"]?.stringValue == "fixed" }
    remember(id, range, body)
    let leaf = bytes.withUnsafeBytes {
      MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: $0[range]))
    }
    head.advance(past: leaf, at: at)
    openLines += 1
    guard let closed = body["closes"]?.stringValue else { return }
    operations[closed]?.isClosed = true
    closedEnd = range.upperBound + 1
    closedHead = head
    rootsAtClose[UInt64(head.count)] = head.root
    openLines = 0
  }

  private mutating func remember(_ id: String, _ range: Range<Int>, _ body: JSONValue) {
    let operation = String(id.prefix { $0 != "/" })
    operations[operation, default: Operation()].entryIDs.append(id)
    operations[operation, default: Operation()].contents.append(Self.content(of: range))
    if let file = body["file"]?.stringValue, let digest = body["sha256"]?.stringValue {
      sealedFiles.append((file, digest))
    }
    if id.contains("/fact/"), let name = body["name"]?.stringValue, let value = body["value"] {
      sealedFacts.append((name, value))
    }
    if id.hasPrefix("confirmation-"), let name = body["confirms"]?.stringValue,
      let digest = body["sha256"]
    {
      sealedFacts.append(("confirmations", .object([name: digest])))
    }
  }

  /// The bytes between `at` and `prev`: what two runs over the same facts agree in. Both ends have a
  /// fixed length but for the digits of `seq`, which no content is compared beyond.
  private static func content(of line: Range<Int>) -> Range<Int> {
    let afterAt = #"{"at":"2000-01-01T00:00:00Z","#.utf8.count
    return line.lowerBound + afterAt..<line.upperBound
  }
}
