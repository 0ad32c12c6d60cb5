/// A position in a JSON text, and the grammar's rules that move it on.
///
/// The bytes are an argument of every rule: a span may not be kept in a property.
struct JSONReader {
  var offset = 0
  private var depth = 0

  /// One value and the end of the input.
  mutating func readDocument(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    let value = try readValue(bytes)
    skipSpace(bytes)
    guard offset == bytes.count else { throw .trailingBytes(at: offset) }
    return value
  }

  /// The byte at the position, which `expected` describes.
  func peek(_ bytes: Span<UInt8>, expected: StaticString) throws(JSONError) -> UInt8 {
    guard offset < bytes.count else {
      throw .unexpectedEnd(at: offset, expected: expected.description)
    }
    return bytes[offset]
  }

  /// The error for the byte at the position.
  func refusal(of byte: UInt8, expected: StaticString) -> JSONError {
    .unexpectedByte(byte, at: offset, expected: expected.description)
  }

  private mutating func readValue(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    skipSpace(bytes)
    let byte = try peek(bytes, expected: "a value")
    switch byte {
    case .quotationMark: return .string(try readString(bytes))
    case .leftBrace: return .object(try readObject(bytes))
    case .leftBracket: return .array(try readArray(bytes))
    case .minus, .zero ... .nine: return .integer(try readInteger(bytes))
    case UInt8(ascii: "t"): return try readLiteral("true", as: .bool(true), bytes)
    case UInt8(ascii: "f"): return try readLiteral("false", as: .bool(false), bytes)
    case UInt8(ascii: "n"): return try readLiteral("null", as: .null, bytes)
    default: throw refusal(of: byte, expected: "a value")
    }
  }

  private mutating func readObject(_ bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
    let start = offset
    try enter()
    defer { depth -= 1 }
    if try readEnd(.rightBrace, bytes, expected: "a key or '}'") { return JSONObject() }

    var members: [JSONObject.Element] = []
    var isSorted = true
    repeat {
      let key = try readKey(bytes)
      let value = try readValue(bytes)
      if isSorted, let last = members.last {
        isSorted = last.key.precedesInUTF16(key)
      }
      members.append((key: key, value: value))
    } while try readSeparator(orEnd: .rightBrace, bytes, expected: "',' or '}'")

    // What this program wrote is sorted, and sorted keys have no duplicates.
    if !isSorted {
      members.sort(by: JSONObject.isOrdered)
      if let key = JSONObject.duplicateKey(in: members) { throw .duplicateKey(key, at: start) }
    }
    return JSONObject(sortedMembers: members)
  }

  private mutating func readKey(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    skipSpace(bytes)
    let quote = try peek(bytes, expected: "a key")
    guard quote == .quotationMark else { throw refusal(of: quote, expected: "a key") }
    let key = try readString(bytes)
    skipSpace(bytes)
    let colon = try peek(bytes, expected: "':'")
    guard colon == .colon else { throw refusal(of: colon, expected: "':'") }
    offset += 1
    return key
  }

  private mutating func readArray(_ bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
    try enter()
    defer { depth -= 1 }
    if try readEnd(.rightBracket, bytes, expected: "a value or ']'") { return [] }

    var elements: [JSONValue] = []
    repeat {
      elements.append(try readValue(bytes))
    } while try readSeparator(orEnd: .rightBracket, bytes, expected: "',' or ']'")
    return elements
  }

  /// Passes the bracket or brace that opens a level.
  private mutating func enter() throws(JSONError) {
    guard depth < JSONParser.maximumDepth else {
      throw .nestedTooDeeply(at: offset, limit: JSONParser.maximumDepth)
    }
    depth += 1
    offset += 1
  }

  /// Passes `end` where a level closes as soon as it opened.
  private mutating func readEnd(
    _ end: UInt8, _ bytes: Span<UInt8>, expected: StaticString
  ) throws(JSONError) -> Bool {
    skipSpace(bytes)
    guard try peek(bytes, expected: expected) == end else { return false }
    offset += 1
    return true
  }

  /// Passes a comma, true, or the `end` of the level, false.
  private mutating func readSeparator(
    orEnd end: UInt8, _ bytes: Span<UInt8>, expected: StaticString
  ) throws(JSONError) -> Bool {
    skipSpace(bytes)
    let byte = try peek(bytes, expected: expected)
    guard byte == .comma || byte == end else { throw refusal(of: byte, expected: expected) }
    offset += 1
    return byte == .comma
  }

  private mutating func readLiteral(
    _ literal: StaticString, as value: JSONValue, _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue {
    for expected in literal.description.utf8 {
      let byte = try peek(bytes, expected: literal)
      guard byte == expected else { throw refusal(of: byte, expected: literal) }
      offset += 1
    }
    return value
  }

  private mutating func readInteger(_ bytes: Span<UInt8>) throws(JSONError) -> Int64 {
    let start = offset
    let isNegative = bytes[offset] == .minus
    if isNegative { offset += 1 }
    let first = offset
    let leading = try peek(bytes, expected: "a digit")
    guard (.zero ... .nine).contains(leading) else {
      throw refusal(of: leading, expected: "a digit")
    }

    var magnitude: Int64 = 0
    while offset < bytes.count, (.zero ... .nine).contains(bytes[offset]) {
      // Beyond the range the exact value no longer matters, only that it stays beyond.
      if magnitude <= JSONValue.integerRange.upperBound {
        magnitude = magnitude * 10 + Int64(bytes[offset] - .zero)
      }
      offset += 1
    }
    if leading == .zero, offset > first + 1 { throw .leadingZero(at: first) }
    if offset < bytes.count, bytes[offset] == .point || bytes[offset] | 0x20 == UInt8(ascii: "e") {
      throw .notAnInteger(at: start)
    }
    guard magnitude <= JSONValue.integerRange.upperBound else {
      throw .integerOutOfRange(at: start)
    }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }
}
