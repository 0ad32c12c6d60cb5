import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import TradingDays
import Transparency

/// A stretch of a journal, read on one core: its lines in a form that a fold over all parts takes in their
/// order, with everything done already that needs only the line and the one before it.
struct JournalPart {
  /// What is known of a line.
  struct Line {
    /// Where it stands in the part's bytes, without its LF.
    var range: Range<Int>
    /// nil where it can't be read as an entry.
    var entry: ScannedEntry?
    /// True where the entry's ranges are places in `aside`, not in the part's bytes.
    var isAside = false
    /// Where its postings end among the part's.
    var postingsEnd: Int32 = 0
    /// True where `prev` is the leaf hash of the line before it in this part.
    var isChained = false
    /// True where its postings sum to zero in each unit.
    var isBalanced = true
    /// True where it names who recorded it.
    var hasActor = false
    /// What it does as a booking; nil where it is none in the form of Specs/bookings.md.
    var booking: BookingShape?
    /// Hashes of its operation and of its id.
    var operation: UInt64 = 0
    var id: UInt64 = 0
  }

  /// A posting to the part's account of that number.
  struct PartPosting {
    let account: Int32
    let commodity: Commodity
    let amount: Int64
  }

  /// Where the part's bytes begin in the journal.
  private(set) var start = 0
  private(set) var lines: ContiguousArray<Line> = []
  private(set) var leaves: ContiguousArray<Digest> = []
  private(set) var postings: ContiguousArray<PartPosting> = []
  private(set) var accounts = PartAccounts()
  /// The leaves' tree, by the numbers that the lines say they have.
  private(set) var tree = MerkleRange()
  /// Why lines can't be read, in their order; the numbers in them are not known yet.
  private(set) var failures: [AuditFinding] = []
  /// True where bytes follow the last LF of the journal.
  private(set) var isTruncated = false

  private let room = ByteRoom()
  /// Texts of lines that were read as values, and so may have been written with escapes.
  private var aside: [UInt8] = []
  private let code: String?

  init(code: String?) { self.code = code }

  /// Lends the bytes of which the entries' ranges are places: the part's own, and those aside.
  func withTexts(
    _ body: (_ own: UnsafeBufferPointer<UInt8>, _ aside: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    aside.withUnsafeBufferPointer { body(room.bytes, $0) }
  }
}

extension JournalPart {
  /// How many bytes of the journal a part is: small enough for a core's cache.
  static let length = 1 << 20

  static func count(of source: JournalSource) -> Int { (source.count + length - 1) / length }

  /// Reads the lines that begin in the part of that number.
  mutating func read(
    _ number: Int, of source: JournalSource, _ scanner: inout EntryScanner
  ) throws {
    lines.removeAll(keepingCapacity: true)
    leaves.removeAll(keepingCapacity: true)
    postings.removeAll(keepingCapacity: true)
    failures.removeAll()
    aside.removeAll(keepingCapacity: true)
    accounts.removeAll()
    isTruncated = false
    try fetch(number, source)
    // The room outlives the call, and nothing else reads it meanwhile.
    scan(room.bytes, &scanner)
    plant()
  }

  /// Leaves in the room exactly the lines that begin in the part, each with its LF.
  private mutating func fetch(_ number: Int, _ source: JournalSource) throws {
    let begin = number * Self.length
    let end = min(begin + Self.length, source.count)
    // The byte before tells whether a line begins with the part.
    start = max(begin - 1, 0)
    room.removeAll()
    try room.append(upTo: min(end + Self.overlap, source.count), of: source, from: start)
    if number > 0 {
      guard let feed = LineFeed.first(in: room.bytes, from: 0), start + feed + 1 < end else {
        // One line covers all of it.
        room.removeAll()
        return
      }
      room.dropFirst(feed + 1)
      start += feed + 1
    }
    // The last line may go on behind the part.
    var searched = end - start - 1
    while true {
      if let feed = LineFeed.first(in: room.bytes, from: searched) {
        room.dropLast(room.bytes.count - feed - 1)
        return
      }
      searched = room.bytes.count
      guard start + searched < source.count else { break }
      try room.append(
        upTo: min(start + searched + Self.length, source.count), of: source, from: start)
    }
    isTruncated = true
    let last = room.bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1
    room.dropLast(room.bytes.count - last - 1)
  }

  /// Nearly every line that begins in a part ends within so many bytes behind it.
  private static let overlap = 4096

  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scanner: inout EntryScanner
  ) {
    var place = 0
    while place < bytes.count {
      if let entry = scanner.scan(bytes, from: place) {
        let range = place..<entry.end
        scanner.postings.withUnsafeBufferPointer {
          take(entry, $0, bytes, Line(range: range), Self.leaf(bytes, range))
        }
        place = entry.end + 1
      } else {
        guard let end = LineFeed.first(in: bytes, from: place) else { break }
        takePlain(bytes, Line(range: place..<end))
        place = end + 1
      }
    }
  }

  @inline(__always)
  private static func leaf(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Digest {
    MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
  }

  /// A line beyond this is not even parsed: it is a finding by its length already.
  private static let parsedLengthMax = 1 << 24

  /// Reads a line as a value: one that is not as it should be, or that the scanner leaves to others.
  private mutating func takePlain(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Line) {
    let leaf = Self.leaf(bytes, line.range)
    do throws(AuditFinding.Failure) {
      guard line.range.count <= Self.parsedLengthMax else {
        throw .init("malformedEntry", 0, "\(line.range.count) bytes", "an entry")
      }
      var plain = PlainTexts()
      let content = Array(bytes[line.range])
      let (entry, rows) = plain.lay(try AuditedEntry(content[...], number: 0, code: code))
      plain.bytes.withUnsafeBufferPointer { texts in
        rows.withUnsafeBufferPointer { take(entry, $0, texts, line, leaf) }
      }
      lines[lines.count - 1].entry = entry.moved(by: aside.count)
      lines[lines.count - 1].isAside = true
      aside += plain.bytes
    } catch {
      failures.append(error.finding)
      var line = line
      line.postingsEnd = Int32(postings.count)
      lines.append(line)
      leaves.append(leaf)
    }
  }

  /// - Parameter texts: what the entry's ranges are places in.
  private mutating func take(
    _ entry: ScannedEntry, _ rows: UnsafeBufferPointer<ScannedPosting>,
    _ texts: UnsafeBufferPointer<UInt8>, _ line: Line, _ leaf: Digest
  ) {
    var line = line
    line.entry = entry
    if let last = leaves.last, entry.prev.count == 2 * Digest.byteCount,
      let base = texts.baseAddress
    {
      line.isChained = last.isText(at: base + entry.prev.lowerBound)
    }
    line.isBalanced = post(rows, texts)
    line.postingsEnd = Int32(postings.count)
    line.hasActor = entry.actor.map { Self.isName(texts[$0]) } ?? false
    line.booking = line.isBalanced ? BookingShape(entry, rows, texts) : nil
    line.operation = Fingerprint.of(.init(rebasing: texts[entry.operation]), seed: 1)
    line.id = Fingerprint.of(.init(rebasing: texts[entry.id]), seed: 2)
    lines.append(line)
    leaves.append(leaf)
  }

  private static func isName(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard (1...64).contains(text.count) else { return false }
    for byte in text where !AccountName.allows(byte) { return false }
    return true
  }

  /// - Returns: whether the rows sum to zero in each unit.
  private mutating func post(
    _ rows: UnsafeBufferPointer<ScannedPosting>, _ texts: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var (cash, shares, isExact) = (Int64(0), Int64(0), true)
    for row in rows {
      let account = accounts.number(of: UnsafeBufferPointer(rebasing: texts[row.account]))
      postings.append(
        PartPosting(account: account, commodity: row.commodity, amount: row.amount))
      let (sum, overflow) = (row.commodity == .cash ? cash : shares)
        .addingReportingOverflow(row.amount)
      if overflow { isExact = false }
      if row.commodity == .cash { cash = sum } else { shares = sum }
    }
    return isExact && cash == 0 && shares == 0
  }

  /// Makes the tree of the leaves by the numbers that the lines say; the fold looks whether they are right.
  private mutating func plant() {
    let known = lines.firstIndex { $0.entry != nil }
    let first = known.map { (lines[$0].entry?.seq ?? 0) - Int64($0) } ?? 0
    tree.restart(at: UInt64(max(first, 0)))
    for leaf in leaves { tree.append(leaf) }
  }
}
