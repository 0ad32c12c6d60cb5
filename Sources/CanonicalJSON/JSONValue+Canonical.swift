extension JSONValue {
  /// The one encoding of this value by RFC 8785: no white space, sorted keys, least escapes.
  ///
  /// - Precondition: Every integer lies in ``integerRange``.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    appendCanonical(to: &bytes)
    return bytes
  }

  /// ``canonicalBytes`` as text.
  public var canonicalText: String {
    String(decoding: canonicalBytes, as: UTF8.self)
  }

  /// Appends the canonical encoding, for writers that keep one buffer for many values.
  ///
  /// - Precondition: Every integer lies in ``integerRange``.
  public func appendCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): Self.appendInteger(value, to: &bytes)
    case .string(let value): Self.appendString(value, to: &bytes)
    case .array(let elements): Self.appendArray(elements, to: &bytes)
    case .object(let members): Self.appendObject(members, to: &bytes)
    }
  }

  /// Appends `value` in decimal.
  ///
  /// - Precondition: `value` lies in ``integerRange``.
  public static func appendInteger(_ value: Int64, to bytes: inout [UInt8]) {
    precondition(integerRange.contains(value), "\(value) is no exact JSON number")
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Appends `text` in quotation marks; for writers that know their keys and need no tree.
  ///
  /// Escaped are the quotation mark, the backslash and what is below U+0020; everything else stands
  /// for itself (RFC 8785 section 3.2.2.2).
  public static func appendString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(.quotationMark)
    if needsEscapes(text.utf8.span) {
      for byte in text.utf8 {
        appendEscaped(byte, to: &bytes)
      }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(.quotationMark)
  }

  private static func appendArray(_ elements: [JSONValue], to bytes: inout [UInt8]) {
    bytes.append(.leftBracket)
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(.comma) }
      isFirst = false
      element.appendCanonical(to: &bytes)
    }
    bytes.append(.rightBracket)
  }

  private static func appendObject(_ members: JSONObject, to bytes: inout [UInt8]) {
    bytes.append(.leftBrace)
    var isFirst = true
    for (key, value) in members {
      if !isFirst { bytes.append(.comma) }
      isFirst = false
      appendString(key, to: &bytes)
      bytes.append(.colon)
      value.appendCanonical(to: &bytes)
    }
    bytes.append(.rightBrace)
  }

  private static func needsEscapes(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20 || byte == .quotationMark || byte == .backslash { return true }
    }
    return false
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case .quotationMark: bytes.append(contentsOf: #"\""#.utf8)
    case .backslash: bytes.append(contentsOf: #"\\"#.utf8)
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    case 0x00..<0x20:
      bytes.append(contentsOf: #"\u00"#.utf8)
      if byte < 0x10 { bytes.append(0x30) }
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    default: bytes.append(byte)
    }
  }
}
