import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import TradingDays
import Transparency

/// The journal as it is on disk when a run begins: its lines by operation, checked for the chain so
/// that nothing is added to a broken one. `Audit` checks everything else.
struct RecordedJournal {
  /// One operation: where its lines' comparable bytes lie.
  struct Operation {
    /// Who recorded it: all of its entries name him.
    let actor: AccountName
    var entryIDs: [String] = []
    var contents: [Range<Int>] = []
    var facts: [(name: String, value: JSONValue)] = []
    var files: [(name: String, sha256: String)] = []
  }

  /// All bytes that were read, a cut tail included.
  let bytes: [UInt8]
  /// The closed operations, and their ids in the order of the journal.
  private(set) var operations: [String: Operation] = [:]
  private(set) var order: [String] = []
  /// Where the last closed operation ends, in bytes, and the head there.
  private(set) var closedEnd = 0
  private(set) var closedHead = JournalHead()
  /// The first entry's body: terms and rulebook.
  private(set) var opening: JSONValue?
  /// True where the first entry says that the clock is fixed.
  private(set) var isClockFixed = false
  /// The lines of recorded bookings, and their places by the id of their operation.
  private(set) var bookings: [(reference: String, lines: Range<Int>)] = []
  private var placeOfBooking: [String: Int] = [:]
  /// What a checkpoint of `signedSize` entries should sign, and where its last line ends; nil where no
  /// operation closes at that size.
  private(set) var signed: (root: Digest, end: Int)?
  /// The closed operations behind the signed head.
  var unsigned: ArraySlice<String> { order[signedOrder...] }
  private var signedOrder = 0
  /// Lines that belong to no closed operation.
  private(set) var openLines = 0
  /// Why reading stopped before the end; what follows belongs to no closed operation.
  private(set) var fault: StorageError?

  private var head = JournalHead()
  private var open: (id: String, begin: Int, operation: Operation)?
  private let signedSize: UInt64

  /// - Parameter signedSize: how many entries the checkpoint signs.
  init(_ bytes: [UInt8], signedSize: UInt64) {
    self.bytes = bytes
    self.signedSize = signedSize
    if signedSize == 0 { signed = (head.root, 0) }
    var start = 0
    do throws(StorageError) {
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        try take(start..<end)
        start = end + 1
      }
    } catch {
      fault = error
    }
    if start < bytes.count { openLines += 1 }
  }

  /// The lines of a booking by the id of its operation; nil where that is no booking.
  func booking(_ id: String) -> Range<Int>? { placeOfBooking[id].map { bookings[$0].lines } }

  /// True where nothing is closed and no more is there than the opening's two lines: what a crash leaves of
  /// a very first operation, which nobody has signed.
  var isBegunAtMost: Bool {
    order.isEmpty && bytes.count { $0 == UInt8(ascii: "\n") } <= 2
  }

  /// The facts that closed operations sealed.
  var sealedFacts: [(name: String, value: JSONValue)] {
    order.flatMap { operations[$0]?.facts ?? [] }
  }

  /// The files that closed operations sealed, with their digests.
  var sealedFiles: [(name: String, sha256: String)] {
    order.flatMap { operations[$0]?.files ?? [] }
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
    if seq == 0 {
      opening = body
      isClockFixed = body["clock"]?.stringValue == "fixed"
    }
    let leaf = bytes.withUnsafeBytes {
      MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: $0[range]))
    }
    guard let actor = body[Entry.actorMember]?.stringValue.flatMap({ AccountName($0) }) else {
      throw unsound("nobody who recorded it", "a name in the body's member \(Entry.actorMember)")
    }
    let operation = operation(of: id, by: actor)
    guard operation.actor == actor else {
      throw unsound("an entry by \(actor)", "\(operation.actor), who recorded the operation")
    }
    head.advance(past: leaf, at: at)
    openLines += 1
    remember(id, range, body, in: operation)
    if let closed = body["closes"]?.stringValue { try close(closed, range, unsound) }
  }

  private mutating func close(
    _ id: String, _ range: Range<Int>, _ unsound: (String, String) -> StorageError
  ) throws(StorageError) {
    guard let open, open.id == id, operations[id] == nil, placeOfBooking[id] == nil else {
      throw unsound("the closing of \(id)", "the operation that is open, closed once")
    }
    closedEnd = range.upperBound + 1
    if id.hasPrefix(Booking.prefix) {
      placeOfBooking[id] = bookings.count
      bookings.append((String(id.dropFirst(Booking.prefix.count)), open.begin..<closedEnd))
    } else {
      operations[id] = open.operation
    }
    order.append(id)
    self.open = nil
    closedHead = head
    if UInt64(head.count) == signedSize {
      signed = (head.root, closedEnd)
      signedOrder = order.count
    }
    openLines = 0
  }

  /// The operation that is open, or the one that the entry begins.
  private func operation(of id: String, by actor: AccountName) -> Operation {
    guard let open, open.id == Self.name(of: id) else { return Operation(actor: actor) }
    return open.operation
  }

  private static func name(of id: String) -> String { String(id.prefix { $0 != "/" }) }

  private mutating func remember(
    _ id: String, _ range: Range<Int>, _ body: JSONValue, in operation: Operation
  ) {
    var operation = operation
    var begin = range.lowerBound
    if let open, open.id == Self.name(of: id) { begin = open.begin }
    operation.entryIDs.append(id)
    operation.contents.append(Self.content(of: range))
    if let file = body["file"]?.stringValue, let digest = body["sha256"]?.stringValue {
      operation.files.append((file, digest))
    }
    if id.contains("/fact/"), let fact = body["name"]?.stringValue, let value = body["value"] {
      operation.facts.append((fact, value))
    }
    if id.hasPrefix("confirmation-"), let confirmed = body["confirms"]?.stringValue,
      let digest = body["sha256"]
    {
      operation.facts.append(("confirmations", .object([confirmed: digest])))
    }
    open = (Self.name(of: id), begin, operation)
  }

  /// The bytes between `at` and `prev`: what two runs over the same facts agree in. Both ends have a
  /// fixed length but for the digits of `seq`, which no content is compared beyond.
  private static func content(of line: Range<Int>) -> Range<Int> {
    let afterAt = #"{"at":"2000-01-01T00:00:00Z","#.utf8.count
    return line.lowerBound + afterAt..<line.upperBound
  }
}
