/// Reads dates and times off the front of a text, byte by byte.
///
/// A rule that does not match answers nil or false; what it passed by then is not given back, so a
/// caller that goes on afterwards has to have looked first.
struct TextScanner {
  private var rest: Substring.UTF8View

  init(_ text: some StringProtocol) {
    rest = Substring(text).utf8
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { rest.isEmpty }

  /// `YYYY-MM-DD`, a date that the calendar has.
  mutating func day() -> Day? {
    guard let year = number(digits: 4), pass("-"), let month = number(digits: 2), pass("-"),
      let day = number(digits: 2)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// Two digits up to `maximum`.
  mutating func twoDigits(upTo maximum: Int) -> Int? {
    guard let value = number(digits: 2), value <= maximum else { return nil }
    return value
  }

  /// Passes `character` where it is next.
  mutating func pass(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let byte = rest.popFirst(),
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
