import Offerings
import TradingDays

/// Reads the fields of a plain row one after another: unquoted, in their usual spelling, each up to its comma
/// and the last to its LF. A nil says that the CSV reader has to look at the row.
struct PlainFields {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    self.bytes = bytes
    offset = start
  }

  /// Passes one byte.
  @inline(__always)
  mutating func pass(_ byte: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  @inline(__always)
  mutating func name() -> AccountName? {
    let start = offset
    while offset < bytes.count, AccountName.allows(bytes[offset]) { offset += 1 }
    return AccountName(bytes: UnsafeBufferPointer(rebasing: bytes[start..<offset]))
  }

  /// A number in units of 10^−`decimals`, in one spelling, of up to 18 digits then: that many fit.
  @inline(__always)
  mutating func number(decimals: Int) -> Int64? {
    let start = offset
    guard var value = digits(upTo: 18 - decimals), offset > start,
      bytes[start] != UInt8(ascii: "0") || offset == start + 1
    else { return nil }
    var missing = decimals
    if decimals > 0, offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      let point = offset
      guard let part = digits(upTo: decimals), offset > point else { return nil }
      missing -= offset - point
      for _ in point..<offset { value *= 10 }
      value += part
    }
    for _ in 0..<missing { value *= 10 }
    return value
  }

  /// The number of up to so many digits; where there are more, nil.
  @inline(__always)
  private mutating func digits(upTo limit: Int) -> Int64? {
    let start = offset
    var value: Int64 = 0
    while offset < bytes.count, bytes[offset] &- 48 <= 9 {
      guard offset - start < limit else { return nil }
      value = value &* 10 &+ Int64(bytes[offset] &- 48)
      offset += 1
    }
    return value
  }

  /// `YYYY-MM-DDThh:mm:ss` with `Z` or `+08:00`.
  ///
  /// - Parameter day: the day that was read last, which the next row mostly has too.
  @inline(__always)
  mutating func time(_ day: inout (text: UInt128, midnight: Int64)) -> Instant? {
    guard offset + 26 < bytes.count else { return nil }
    let text = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[offset..<offset + 26]))
    let date =
      UInt128(text.loadUnaligned(as: UInt64.self)) << 16
      | UInt128(text.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    if date != day.text {
      let own = String(decoding: bytes[offset..<offset + 10], as: UTF8.self)
      guard let found = Instant(utc: own + "T00:00:00Z") else { return nil }
      day = (date, found.secondsSinceEpoch)
    }
    func two(_ place: Int, below limit: Int64) -> Int64? {
      let (tens, ones) = (text[place] &- 48, text[place + 1] &- 48)
      let value = Int64(tens) * 10 + Int64(ones)
      return tens <= 9 && ones <= 9 && value < limit ? value : nil
    }
    guard text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), let hour = two(11, below: 24), let minute = two(14, below: 60),
      let second = two(17, below: 60)
    else { return nil }
    var seconds = day.midnight + hour * 3_600 + minute * 60 + second
    if text[19] == UInt8(ascii: "Z") {
      offset += 20
    } else {
      guard text[19...].prefix(6).elementsEqual("+08:00".utf8) else { return nil }
      offset += 25
      seconds -= 8 * 3_600
    }
    guard seconds >= Instant.earliest.secondsSinceEpoch,
      seconds <= Instant.latest.secondsSinceEpoch
    else { return nil }
    return Instant(secondsSinceEpoch: seconds)
  }
}
