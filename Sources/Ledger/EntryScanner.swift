import CanonicalJSON
import TradingDays

/// Reads journal lines that are exactly in the form of Specs/journal.md, as bytes, without making values.
///
/// A line that it gives back is canonical in every byte, as `JSONParser` and a comparison with the
/// canonical bytes would find. Whatever it is not sure of it leaves to them: nil says nothing about the
/// line. Texts with escapes in ids and accounts are among those, and amounts of more than 18 digits.
///
/// ```swift
/// var scanner = EntryScanner(code: "688999")
/// if let entry = scanner.scan(bytes, from: 0) { use(entry, scanner.postings) }
/// ```
///
/// - Complexity: O(n) bytes; about 100 ns for a line of two postings.
public struct EntryScanner: Sendable {
  /// The postings of the line that was scanned last.
  public private(set) var postings: ContiguousArray<ScannedPosting> = []

  /// The security's code, the unit of shares.
  private let code: [UInt8]
  /// The day of the last line, as text and as the second at which it begins.
  private var day: (text: (UInt64, UInt16), second: Int64)?
  /// The kinds with their names as numbers, the most frequent one first.
  private let kinds: [(word: UInt128, kind: EntryKind)]

  /// - Parameter code: the security's code as the first entry's terms have it; nil where it has none, then
  ///   only lines without shares are read.
  public init(code: String?) {
    let plain = Array((code ?? "").utf8)
    // A code that needs escapes would not stand in the line as it is.
    self.code = plain.withUnsafeBufferPointer {
      CanonicalScan.endOfPlainText($0, from: 0) == $0.count ? plain : []
    }
    let rest = EntryKind.allCases.filter { $0 != .booking }
    kinds = ([.booking] + rest).map { kind in
      Array(kind.rawValue.utf8).withUnsafeBufferPointer { bytes in
        (LineReader(bytes, from: 0).word(0..<bytes.count), kind)
      }
    }
  }

  /// Reads the line that begins at `start`; its LF has to follow it. Ranges are places in `bytes`.
  public mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> ScannedEntry? {
    postings.removeAll(keepingCapacity: true)
    guard bytes.count <= Int32.max else { return nil }
    var reader = LineReader(bytes, from: start)
    guard reader.pass(#"{"at":""#), let at = instant(&reader), reader.pass(#"","body":"#) else {
      return nil
    }
    let bodyStart = reader.place
    guard let members = Self.members(&reader) else { return nil }
    let body = bodyStart..<reader.place
    guard reader.pass(#","id":""#), let id = reader.passText(), reader.pass(#","kind":""#),
      let kind = kind(&reader), reader.pass(#","postings":["#), passPostings(&reader),
      reader.pass(#","prev":""#), let prev = reader.passText(), prev.count == 64,
      reader.pass(#","seq":"#), let seq = reader.passNumber(), reader.pass("}")
    else { return nil }
    let end = reader.place
    guard reader.pass("\n") else { return nil }
    return ScannedEntry(
      at: at, kind: kind, seq: seq, body: body, members: members, id: id,
      operationEnd: reader.first(UInt8(ascii: "/"), in: id), prev: prev, end: end)
  }

  /// `YYYY-MM-DDTHH:MM:SSZ`. A journal has many lines a day, so that a day is read once.
  private mutating func instant(_ reader: inout LineReader) -> Instant? {
    guard let text = reader.passInstant() else { return nil }
    if day.map({ $0.text != text.day }) ?? true {
      guard let start = reader.day(text.start), let midnight = Instant(utc: "\(start)T00:00:00Z"),
        start != Day.latest
      else { return nil }
      day = (text.day, midnight.secondsSinceEpoch)
    }
    return day.map { Instant(secondsSinceEpoch: $0.second + Int64(text.second)) }
  }

  private func kind(_ reader: inout LineReader) -> EntryKind? {
    guard let text = reader.passText(), text.count <= 16 else { return nil }
    let word = reader.word(text)
    for kind in kinds where kind.word == word { return kind.kind }
    return nil
  }
}

extension EntryScanner {
  /// The rows up to the closing bracket.
  private mutating func passPostings(_ reader: inout LineReader) -> Bool {
    if reader.pass("]") { return true }
    repeat {
      guard reader.pass(#"{"account":""#), let account = reader.passText(),
        reader.pass(#","amount":""#), let number = reader.passAmount(),
        reader.pass(#","unit":""#)
      else { return false }
      let commodity: Commodity
      if reader.pass(#"CNY"}"#) {
        commodity = .cash
      } else if !code.isEmpty, reader.pass(code), reader.pass(#""}"#) {
        commodity = .shares
      } else {
        return false
      }
      guard number.decimals == commodity.decimals, number.value != 0 else { return false }
      postings.append(
        ScannedPosting(account: account, amount: number.value, commodity: commodity))
    } while reader.pass(",")
    return reader.pass("]")
  }

  /// The body, an object whose members tell how its entry is to be treated.
  private static func members(_ reader: inout LineReader) -> ScannedEntry.Members? {
    var members = ScannedEntry.Members()
    guard reader.pass("{") else { return nil }
    if reader.pass("}") { return members }
    var last: UnsafeBufferPointer<UInt8>?
    repeat {
      guard let key = CanonicalScan.key(reader.bytes, from: reader.place) else { return nil }
      if let last, !CanonicalScan.precedes(last, key) { return nil }
      last = key
      let start = reader.place + key.count + 3
      guard let end = CanonicalScan.endOfValue(reader.bytes, from: start) else { return nil }
      reader.place = end
      switch key.count {
      case 2 where LineReader(key, from: 0).isNext("by"):
        guard let text = reader.text(start..<end) else { return nil }
        members.actor = text
      case 6 where LineReader(key, from: 0).isNext("action"):
        guard let text = reader.text(start..<end) else { return nil }
        members.action = text
      case 6 where LineReader(key, from: 0).isNext("closes"):
        guard let text = reader.text(start..<end) else { return nil }
        members.closes = text
      default: members.hasOthers = true
      }
    } while reader.pass(",")
    return reader.pass("}") ? members : nil
  }
}
