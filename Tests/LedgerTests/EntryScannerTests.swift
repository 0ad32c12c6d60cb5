import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Testing
import TradingDays

/// The reader of bytes against the reader of values: where the one says yes, the other does, and says the
/// same.
@Suite struct EntryScannerTests {
  /// What a line says, in a form that both readers give.
  struct Said: Equatable {
    var at: Instant
    var id: String
    var operation: String
    var kind: EntryKind
    var prev: String
    var seq: Int64
    var body: JSONValue
    var postings: [Posting]
    var content: String
  }

  static func scanned(_ line: [UInt8], code: String? = "688360") -> Said? {
    var scanner = EntryScanner(code: code)
    return (line + [UInt8(ascii: "\n")]).withUnsafeBufferPointer { bytes in
      guard let entry = scanner.scan(bytes) else { return nil }
      func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      guard entry.end == line.count, let body = try? JSONParser.parse(Array(bytes[entry.body]))
      else {
        Issue.record("what was scanned is no line: \(String(decoding: line, as: UTF8.self))")
        return nil
      }
      #expect(entry.closes.map(text) == body["closes"]?.stringValue)
      #expect(entry.action.map(text) == body["action"]?.stringValue)
      #expect(entry.actor.map(text) == body["by"]?.stringValue)
      let others = body.objectValue?.keys.filter { !["action", "by", "closes"].contains($0) }
      #expect(entry.hasOtherMembers == (others?.isEmpty == false))
      return Said(
        at: entry.at, id: text(entry.id), operation: text(entry.operation), kind: entry.kind,
        prev: text(entry.prev), seq: entry.seq, body: body,
        postings: scanner.postings.map { posting in
          let account = Account(path: text(posting.account))
          return posting.commodity == .cash
            ? Posting(account, cash: Money(fen: posting.amount))
            : Posting(account, shares: Shares(posting.amount))
        }, content: text(entry.content))
    }
  }

  /// The plain reading, as Specs/journal.md has it.
  static func plain(_ line: [UInt8], code: String = "688360") -> Said? {
    guard let value = try? JSONParser.parse(line), value.canonicalBytes == line,
      let object = value.objectValue,
      object.keys == ["at", "body", "id", "kind", "postings", "prev", "seq"],
      let at = value["at"]?.stringValue.flatMap({ Instant(utc: $0) }),
      let id = value["id"]?.stringValue, let body = value["body"], body.objectValue != nil,
      let kind = value["kind"]?.stringValue.flatMap(EntryKind.init(rawValue:)),
      let prev = value["prev"]?.stringValue, let seq = value["seq"]?.integerValue,
      let rows = value["postings"]?.arrayValue
    else { return nil }
    var postings: [Posting] = []
    for row in rows {
      guard row.objectValue?.keys == ["account", "amount", "unit"],
        let account = row["account"]?.stringValue, let text = row["amount"]?.stringValue,
        let unit = row["unit"]?.stringValue, unit == "CNY" || unit == code
      else { return nil }
      let decimals = unit == "CNY" ? 2 : 0
      let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
      guard let magnitude = try? DecimalText.parse(digits, decimals: decimals, as: "") else {
        return nil
      }
      let amount = text.hasPrefix("-") ? -magnitude : magnitude
      guard amount != 0, DecimalText.plain(amount, decimals: decimals) == text else { return nil }
      postings.append(
        unit == "CNY"
          ? Posting(Account(path: account), cash: Money(fen: amount))
          : Posting(Account(path: account), shares: Shares(amount)))
    }
    let text = String(decoding: line, as: UTF8.self)
    let start = #"{"at":"2000-01-01T00:00:00Z","#.utf8.count
    let end = #","prev":"","seq":}"#.utf8.count + prev.utf8.count + String(seq).utf8.count
    return Said(
      at: at, id: id, operation: String(id.prefix { $0 != "/" }), kind: kind, prev: prev, seq: seq,
      body: body, postings: postings,
      content: line.count > start + end
        ? String(decoding: Array(text.utf8)[start..<line.count - end], as: UTF8.self) : "")
  }

  /// Lines of all sorts, each exactly in the journal's form.
  static let lines: [[UInt8]] = {
    let cash = Posting.move(
      Money(fen: 1_256_000), from: .investor("A.1"), to: .receivable(.online, "A.1"))
    let shares = Posting.move(Shares(500), from: .tranche(.online), to: .allotted(.online, "A.1"))
    let cent = Posting.move(Money(fen: 1), from: .investor("B"), to: Account(path: "deposit:B"))
    let bodies: [(EntryKind, JSONObject, [Posting])] = [
      (.booking, ["by": "operator", "action": "deposit", "closes": "booking-t1"], cent),
      (.allotment, ["accounts": 12, "part": 1, "tranche": "online"], cash + shares),
      (.gate, ["clear": ["escrow", "proceeds"], "closes": "x"], []),
      (
        .fact,
        [
          "name": "strategic_final",
          "value": ["a": [1, -5, 0, 9_007_199_254_740_991], "é": .null, "z": [:], "y": []],
        ], []
      ),
      (.decision, ["reason": "说明 \"a\\b\"\u{1}\u{1f}\n\t😀", "passed": true, "no": false], []),
      (.input, ["\u{E000}": 2, "\u{1F600}": 1, "a": "\u{7f}", "ab": "", "b": .null], cash),
    ]
    return bodies.map { kind, body, postings in
      guard let at = Instant(utc: "2020-05-21T08:05:59Z"),
        let entry = try? Entry(
          id: "x-1/\(kind.rawValue)", kind: kind, body: body, postings: postings)
      else { preconditionFailure("an entry of the tests") }
      var bytes: [UInt8] = []
      JournalLine.append(
        entry, at: at, prev: SHA256.hash(kind.rawValue), seq: 7, code: "688360", to: &bytes)
      return bytes
    }
  }()

  @Test func `Every line in the journal's form is read as it is read plainly`() {
    for line in Self.lines {
      let plain = Self.plain(line)
      #expect(plain != nil)
      #expect(Self.scanned(line) == plain)
    }
  }

  @Test func `No edit of a byte deceives it`() {
    var accepted = 0
    for line in Self.lines {
      for index in line.indices {
        var edited = line
        for byte in UInt8.min...UInt8.max where byte != line[index] {
          edited[index] = byte
          guard let scanned = Self.scanned(edited) else { continue }
          accepted += 1
          #expect(scanned == Self.plain(edited))
        }
      }
    }
    #expect(accepted > 10_000)
  }

  @Test func `No byte too many or too few deceives it`() {
    for line in Self.lines {
      for index in line.indices {
        var shorter = line
        shorter.remove(at: index)
        if let scanned = Self.scanned(shorter) { #expect(scanned == Self.plain(shorter)) }
        for byte in #"{}[],:"\0129-.aeu "#.utf8 {
          var longer = line
          longer.insert(byte, at: index)
          if let scanned = Self.scanned(longer) { #expect(scanned == Self.plain(longer)) }
        }
      }
    }
  }

  @Test func `No exchange of pieces deceives it`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var line = Self.lines.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let other = Self.lines.randomElement(using: &random) ?? []
        let start = Int.random(in: 0..<line.count, using: &random)
        let end = min(line.count, start + Int.random(in: 0...12, using: &random))
        let from = Int.random(in: 0..<other.count, using: &random)
        let to = min(other.count, from + Int.random(in: 0...12, using: &random))
        line.replaceSubrange(start..<end, with: other[from..<to])
      }
      if let scanned = Self.scanned(line) {
        #expect(scanned == Self.plain(line), "\(String(decoding: line, as: UTF8.self))")
      }
    }
  }

  @Test(arguments: [
    "0001-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "9999-12-30T23:59:59Z",
  ])
  func `The times that there are`(text: String) {
    let line = Self.with(at: text)
    #expect(Self.scanned(line)?.at == Instant(utc: text))
    #expect(Self.scanned(line) != nil)
  }

  @Test(arguments: [
    "0000-01-01T00:00:00Z", "2001-02-29T00:00:00Z", "2000-13-01T00:00:00Z",
    "2000-01-01T24:00:00Z", "2000-01-01T00:60:00Z", "2000-01-01T00:00:60Z",
    "2000-01-01t00:00:00Z", "2000-01-01T00:00:00z", "9999-12-31T23:59:59Z",
  ])
  func `The times that there are not`(text: String) {
    #expect(Self.scanned(Self.with(at: text)) == nil)
  }

  private static func with(at text: String) -> [UInt8] {
    let line = String(decoding: lines[0], as: UTF8.self)
    return Array(line.replacing("2020-05-21T08:05:59Z", with: text).utf8)
  }

  @Test func `A unit is the journal's own`() {
    let line = Self.lines[1]
    #expect(Self.scanned(line, code: nil) == nil)
    #expect(Self.scanned(line, code: "688361") == nil)
    #expect(Self.scanned(Self.lines[0], code: nil) != nil)
    // A code that needs escapes can't stand in a line as it is.
    let forged = String(decoding: line, as: UTF8.self).replacing(#""688360""#, with: #""6","x""#)
    #expect(Self.scanned(Array(forged.utf8), code: #"6","x"#) == nil)
  }

  @Test func `Nothing is read without its LF`() {
    var scanner = EntryScanner(code: "688360")
    for line in Self.lines {
      let isRead = line.withUnsafeBufferPointer { scanner.scan($0) != nil }
      #expect(!isRead)
    }
  }
}
