import CanonicalJSON
import TradingDays

/// A place in bytes that moves on where they say what is expected.
public struct LineReader {
  /// What is read.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// How far it is read.
  public var place: Int

  /// Reads from `start` on.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.bytes = bytes
    place = start
  }

  /// Passes exactly this text.
  @inline(__always)
  public mutating func pass(_ text: StaticString) -> Bool {
    guard isNext(text) else { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  /// True where exactly this text stands next.
  @inline(__always)
  public func isNext(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count, let base = bytes.baseAddress else { return false }
    let (own, wanted) = (UnsafeRawPointer(base + place), UnsafeRawPointer(text.utf8Start))
    var index = 0
    while index + 8 <= count {
      guard
        own.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == wanted.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard
        own.load(fromByteOffset: index, as: UInt8.self)
          == wanted.load(fromByteOffset: index, as: UInt8.self)
      else { return false }
      index += 1
    }
    return true
  }

  /// Up to 16 bytes as a number, another one for every text.
  func word(_ text: Range<Int>) -> UInt128 {
    var word: UInt128 = 0
    for place in text { word = word << 8 | UInt128(bytes[place]) }
    return word
  }

  /// Passes exactly these bytes.
  mutating func pass(_ text: [UInt8]) -> Bool {
    guard place + text.count <= bytes.count else { return false }
    for index in text.indices where bytes[place + index] != text[index] { return false }
    place += text.count
    return true
  }

  /// Passes a text without escapes and its closing quotation mark; gives the text.
  @inline(__always)
  mutating func passText() -> Range<Int>? {
    let end = CanonicalScan.endOfPlainText(bytes, from: place)
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
    defer { place = end + 1 }
    return place..<end
  }

  /// What stands between the quotation marks of a string without escapes.
  func text(_ string: Range<Int>) -> Range<Int>? {
    guard bytes[string.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let text = string.lowerBound + 1..<string.upperBound - 1
    return CanonicalScan.endOfPlainText(bytes, from: text.lowerBound) == text.upperBound
      ? text : nil
  }

  /// The first place of a byte in a range; its end where there is none.
  public func first(_ byte: UInt8, in range: Range<Int>) -> Int {
    var place = range.lowerBound
    while place < range.upperBound, bytes[place] != byte { place += 1 }
    return place
  }

  /// Passes digits without a leading zero; up to 15 of them, which is below 2^53.
  mutating func passNumber() -> Int64? {
    let start = place
    var value: Int64 = 0
    while place < bytes.count, place - start < 16, let digit = digit(place) {
      value = value * 10 + digit
      place += 1
    }
    guard place > start, place - start < 16, place == start + 1 || bytes[start] != 0x30 else {
      return nil
    }
    return value
  }

  /// Passes `-?(0|[1-9][0-9]*)` with or without a point and digits, and the closing quotation mark; up to
  /// 18 digits, which fit 64 bits.
  mutating func passAmount() -> (value: Int64, decimals: Int)? {
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let start = place
    var value: Int64 = 0
    while place < bytes.count, place - start < 18, let digit = digit(place) {
      value = value * 10 + digit
      place += 1
    }
    let whole = place - start
    guard whole > 0, whole == 1 || bytes[start] != 0x30, place < bytes.count else {
      return nil
    }
    var decimals = 0
    if bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < bytes.count, whole + decimals < 18, let digit = digit(place) {
        value = value * 10 + digit
        place += 1
        decimals += 1
      }
      guard decimals > 0, place < bytes.count else { return nil }
    }
    guard bytes[place] == UInt8(ascii: "\"") else { return nil }
    place += 1
    return (isNegative ? -value : value, decimals)
  }

  /// Passes `YYYY-MM-DDTHH:MM:SSZ`: where it begins, its first ten bytes, and the second of the day.
  mutating func passInstant() -> (start: Int, day: (UInt64, UInt16), second: Int)? {
    let start = place
    guard place + 20 <= bytes.count, let base = bytes.baseAddress else { return nil }
    let text = UnsafeRawPointer(base + place)
    let day = (
      text.loadUnaligned(as: UInt64.self), text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    )
    guard bytes[start + 10] == UInt8(ascii: "T"), bytes[start + 13] == UInt8(ascii: ":"),
      bytes[start + 16] == UInt8(ascii: ":"), bytes[start + 19] == UInt8(ascii: "Z"),
      let hour = twoDigits(start + 11), let minute = twoDigits(start + 14),
      let second = twoDigits(start + 17), hour < 24, minute < 60, second < 60
    else { return nil }
    place += 20
    return (start, day, hour * 3600 + minute * 60 + second)
  }

  /// The day that ten bytes name.
  func day(_ start: Int) -> Day? {
    Day(String(decoding: bytes[start..<start + 10], as: UTF8.self))
  }

  private func twoDigits(_ start: Int) -> Int? {
    guard let tens = digit(start), let ones = digit(start + 1) else { return nil }
    return Int(tens * 10 + ones)
  }

  @inline(__always)
  private func digit(_ place: Int) -> Int64? {
    let value = bytes[place] &- 0x30
    return value < 10 ? Int64(value) : nil
  }
}
