extension JSONReader {
  /// The string whose quotation mark is at the position.
  ///
  /// One without escapes, which nearly all are, is made straight from the bytes.
  mutating func readString(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    offset += 1
    let start = offset
    let byte = try skipRun(bytes)
    if byte == .quotationMark {
      defer { offset += 1 }
      return try text(bytes, start..<offset)
    }

    var decoded: [UInt8] = []
    var runStart = start
    while try skipRun(bytes) == .backslash {
      decoded.append(contentsOf: try text(bytes, runStart..<offset).utf8)
      decoded.append(contentsOf: String(try readEscape(bytes)).utf8)
      runStart = offset
    }
    decoded.append(contentsOf: try text(bytes, runStart..<offset).utf8)
    offset += 1
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Passes the bytes that stand for themselves; the quotation mark or backslash that ends them.
  private mutating func skipRun(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == .quotationMark || byte == .backslash { return byte }
      guard byte >= 0x20 else { throw .unescapedControlCharacter(byte, at: offset) }
      offset += 1
    }
    throw .unexpectedEnd(at: offset, expected: "the string's quotation mark")
  }

  /// The bytes as text, found well-formed. A run ends at an ASCII byte, never within a character.
  private func text(_ bytes: Span<UInt8>, _ run: Range<Int>) throws(JSONError) -> String {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: bytes.extracting(run)))
    } catch {
      throw .invalidUTF8(at: run.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// The character that the escape at the position stands for.
  private mutating func readEscape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let byte = try peek(bytes, expected: "an escape")
    offset += 1
    switch byte {
    case .quotationMark, .backslash, .slash: return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape(bytes, start: start)
    default: throw .unknownEscape(byte, at: start + 1)
    }
  }

  /// The character of one `\uXXXX`, or of the two that form a surrogate pair; the position is after
  /// the first `u`, and `start` is where its backslash stands.
  private mutating func readUnicodeEscape(
    _ bytes: Span<UInt8>, start: Int
  ) throws(JSONError) -> Unicode.Scalar {
    let high = try readHexadecimal(bytes)
    if let scalar = Unicode.Scalar(high) { return scalar }
    let lowStart = offset
    guard UTF16.isLeadSurrogate(high), offset + 1 < bytes.count,
      bytes[offset] == .backslash, bytes[offset + 1] == UInt8(ascii: "u")
    else {
      throw .loneSurrogate(high, at: start)
    }
    offset += 2
    let low = try readHexadecimal(bytes)
    guard UTF16.isTrailSurrogate(low) else { throw .loneSurrogate(high, at: start) }
    let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw .loneSurrogate(low, at: lowStart) }
    return scalar
  }

  private mutating func readHexadecimal(_ bytes: Span<UInt8>) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      let byte = try peek(bytes, expected: "four hexadecimal digits")
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw refusal(of: byte, expected: "four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
      offset += 1
    }
    return value
  }
}
