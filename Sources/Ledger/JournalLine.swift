import CanonicalJSON
import Cryptography
import Quantities
import TradingDays

/// The canonical bytes of one journal line (Specs/journal.md), without its LF.
public enum JournalLine {
  /// Appends the whole line. Members stand in the order RFC 8785 demands; account paths and units
  /// need no escaping by their alphabet.
  public static func append(
    _ entry: Entry, at instant: Instant, prev: Digest, seq: Int64, code: String,
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: #"{"at":""#.utf8)
    bytes.append(contentsOf: instant.description.utf8)
    bytes.append(contentsOf: #"","#.utf8)
    appendContent(of: entry, code: code, to: &bytes)
    bytes.append(contentsOf: #","prev":""#.utf8)
    prev.appendHex(to: &bytes)
    bytes.append(contentsOf: #"","seq":"#.utf8)
    JSONValue.appendInteger(seq, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends the members that do not depend on the entry's place: `body`, `id`, `kind`, `postings`.
  /// Two runs over the same facts agree in these bytes whatever the clock says.
  public static func appendContent(of entry: Entry, code: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #""body":"#.utf8)
    JSONValue.object(entry.body).appendCanonical(to: &bytes)
    bytes.append(contentsOf: #","id":"#.utf8)
    JSONValue.appendString(entry.id, to: &bytes)
    bytes.append(contentsOf: #","kind":""#.utf8)
    bytes.append(contentsOf: entry.kind.rawValue.utf8)
    bytes.append(contentsOf: #"","postings":["#.utf8)
    var isFirst = true
    for posting in entry.postings {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      appendPosting(posting, code: code, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// The bytes of a whole line behind `at`: they begin with its content. How the line ends depends on
  /// its place.
  public static func content<Line: Collection>(of line: Line) -> Line.SubSequence
  where Line.Element == UInt8 {
    line.dropFirst(#"{"at":"2000-01-01T00:00:00Z","#.utf8.count)
  }

  private static func appendPosting(_ posting: Posting, code: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #"{"account":""#.utf8)
    bytes.append(contentsOf: posting.account.path.utf8)
    bytes.append(contentsOf: #"","amount":""#.utf8)
    appendAmount(posting.amount, decimals: posting.commodity.decimals, to: &bytes)
    bytes.append(contentsOf: #"","unit":""#.utf8)
    bytes.append(contentsOf: posting.commodity.unit(code: code).utf8)
    bytes.append(contentsOf: #""}"#.utf8)
  }

  /// The amount with exactly `decimals` decimals; zero has no sign.
  private static func appendAmount(_ amount: Int64, decimals: Int, to bytes: inout [UInt8]) {
    if amount < 0 { bytes.append(UInt8(ascii: "-")) }
    var unit: UInt64 = 1
    for _ in 0..<decimals { unit *= 10 }
    let (whole, part) = amount.magnitude.quotientAndRemainder(dividingBy: unit)
    appendDigits(whole, to: &bytes)
    guard decimals > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var place = unit / 10
    while place > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + part / place % 10))
      place /= 10
    }
  }

  private static func appendDigits(_ value: UInt64, to bytes: inout [UInt8]) {
    var place: UInt64 = 1
    while value / place >= 10 { place *= 10 }
    while place > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + value / place % 10))
      place /= 10
    }
  }
}
