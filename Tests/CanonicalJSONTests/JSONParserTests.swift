import CanonicalJSON
import Testing

struct JSONParserTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-10", -10), (" \t\r\n42 \t\r\n", 42),
    ("9007199254740991", 9_007_199_254_740_991), ("-9007199254740991", -9_007_199_254_740_991),
  ])
  func `An integer in range is read`(text: String, value: Int64) throws {
    #expect(try parse(text) == .integer(value))
  }

  @Test func `Every escape is read`() throws {
    let value = try parse(#""a\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00z""#)
    #expect(value == .string("a\"\\/\u{8}\u{C}\n\r\tAé€😀z"))
    #expect(try parse(#""\uDBFF\uDFFF\uD800\uDC00""#) == .string("\u{10FFFF}\u{10000}"))
  }

  @Test func `Every input type gives the same value`() throws {
    let bytes = Array(#"x{"seq":[1,2]}x"#.utf8)
    let expected: JSONValue = ["seq": [1, 2]]
    let inner = bytes.dropFirst().dropLast()
    #expect(try JSONParser.parse(inner) == expected)
    #expect(try JSONParser.parse(Array(inner)) == expected)
    #expect(try JSONParser.parse(Array(inner).span) == expected)
    #expect(try inner.withUnsafeBufferPointer { try JSONParser.parse($0) } == expected)
  }

  @Test func `Nesting is bounded`() throws {
    let limit = JSONParser.maximumDepth
    let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(try parse(deepest).arrayValue != nil)
    #expect(refusal(of: "[\(deepest)]") == .nestedTooDeeply(at: limit, limit: limit))
    #expect(try parse("[[],\(deepest.dropFirst().dropLast())]").arrayValue?.count == 2)
  }

  @Test(arguments: [
    ("", JSONError.unexpectedEnd(at: 0, expected: "a value")),
    ("  ", .unexpectedEnd(at: 2, expected: "a value")),
    ("[", .unexpectedEnd(at: 1, expected: "a value or ']'")),
    ("{", .unexpectedEnd(at: 1, expected: "a key or '}'")),
    (#"{"a""#, .unexpectedEnd(at: 4, expected: "':'")),
    (#"{"a":"#, .unexpectedEnd(at: 5, expected: "a value")),
    (#"{"a":1"#, .unexpectedEnd(at: 6, expected: "',' or '}'")),
    (#"{"a":1,"#, .unexpectedEnd(at: 7, expected: "a key")),
    ("[1", .unexpectedEnd(at: 2, expected: "',' or ']'")),
    ("-", .unexpectedEnd(at: 1, expected: "a digit")),
    ("nul", .unexpectedEnd(at: 3, expected: "null")),
    (#""abc"#, .unexpectedEnd(at: 4, expected: "the string's quotation mark")),
    (#""\"#, .unexpectedEnd(at: 2, expected: "an escape")),
    (#""\u12"#, .unexpectedEnd(at: 5, expected: "four hexadecimal digits")),
    ("[1,]", .unexpectedByte(0x5D, at: 3, expected: "a value")),
    (#"{"a":1,}"#, .unexpectedByte(0x7D, at: 7, expected: "a key")),
    ("{a:1}", .unexpectedByte(0x61, at: 1, expected: "a key")),
    (#"{"a" 1}"#, .unexpectedByte(0x31, at: 5, expected: "':'")),
    (#"{"a":1;"#, .unexpectedByte(0x3B, at: 6, expected: "',' or '}'")),
    ("[1 2]", .unexpectedByte(0x32, at: 3, expected: "',' or ']'")),
    ("+1", .unexpectedByte(0x2B, at: 0, expected: "a value")),
    ("-a", .unexpectedByte(0x61, at: 1, expected: "a digit")),
    ("truE", .unexpectedByte(0x45, at: 3, expected: "true")),
    ("NaN", .unexpectedByte(0x4E, at: 0, expected: "a value")),
    ("'a'", .unexpectedByte(0x27, at: 0, expected: "a value")),
    ("\u{FEFF}1", .unexpectedByte(0xEF, at: 0, expected: "a value")),
    (#""\u12g4""#, .unexpectedByte(0x67, at: 5, expected: "four hexadecimal digits")),
  ])
  func `Bad grammar is refused where it stands`(text: String, error: JSONError) {
    #expect(refusal(of: text) == error)
  }

  @Test(arguments: [
    ("1 1", JSONError.trailingBytes(at: 2)),
    ("{}\n{}", .trailingBytes(at: 3)),
    (#"{"a":1,"a":1}"#, .duplicateKey("a", at: 0)),
    (#"[{"b":1,"a":2,"b":3}]"#, .duplicateKey("b", at: 1)),
    (#"{"a":1,"\u0061":1}"#, .duplicateKey("a", at: 0)),
    ("1.0", .notAnInteger(at: 0)),
    ("[-1.5]", .notAnInteger(at: 1)),
    ("1e3", .notAnInteger(at: 0)),
    ("0E0", .notAnInteger(at: 0)),
    ("9007199254740992", .integerOutOfRange(at: 0)),
    ("[-9007199254740992]", .integerOutOfRange(at: 1)),
    ("123456789012345678901234567890", .integerOutOfRange(at: 0)),
    ("01", .leadingZero(at: 0)),
    ("-00", .leadingZero(at: 1)),
    ("\"a\nb\"", .unescapedControlCharacter(0x0A, at: 2)),
    ("\"\u{0}\"", .unescapedControlCharacter(0x00, at: 1)),
    (#""a\x""#, .unknownEscape(0x78, at: 3)),
    (#""\U0041""#, .unknownEscape(0x55, at: 2)),
    (#""a\ud800""#, .loneSurrogate(0xD800, at: 2)),
    (#""\udc00\ud800""#, .loneSurrogate(0xDC00, at: 1)),
    (#""\ud800\ud800""#, .loneSurrogate(0xD800, at: 1)),
    (#""\ud800\n""#, .loneSurrogate(0xD800, at: 1)),
    (#""\ud83dx""#, .loneSurrogate(0xD83D, at: 1)),
  ])
  func `What this reader does not hold is refused where it stands`(text: String, error: JSONError) {
    #expect(refusal(of: text) == error)
    #expect(error.description.hasPrefix("byte \(error.offset): found") || error.isDuplicate)
  }

  @Test(arguments: [
    ([0x80], 0), ([0x61, 0xFF], 1), ([0xC0, 0xAF], 0), ([0xE2, 0x82], 0), ([0xED, 0xA0, 0x80], 0),
    ([0xF4, 0x90, 0x80, 0x80], 0), ([0x5C, 0x6E, 0xC3, 0xA9, 0xC3], 4), ([0xC3, 0x5C, 0x6E], 0),
  ])
  func `Bytes that are not UTF-8 are refused`(bytes: [UInt8], offset: Int) {
    #expect(refusal(of: [0x22] + bytes + [0x22]) == .invalidUTF8(at: offset + 1))
  }

  @Test func `No prefix of a text is a text`() throws {
    let line = #"{"a":[-12,{"é":"\u20ac\n"}],"b":null,"c":true,"d":{}}"#
    let bytes = Array(line.utf8)
    #expect(try JSONParser.parse(bytes)["b"] == .null)
    for count in 0..<bytes.count {
      #expect(refusal(of: Array(bytes.prefix(count))) != nil)
    }
  }

  @Test func `A changed byte is refused or changes the canonical bytes`() throws {
    let bytes = Array(#"{"a":[-12,{"é":"€"}],"b":null,"c":"x"}"#.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        guard let value = try? JSONParser.parse(changed) else { continue }
        #expect(value.canonicalBytes != bytes)
      }
    }
  }
}

extension JSONError {
  fileprivate var isDuplicate: Bool {
    if case .duplicateKey = self { true } else { false }
  }
}
