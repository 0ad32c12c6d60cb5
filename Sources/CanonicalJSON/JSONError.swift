/// Why bytes are not a JSON text that this module reads.
///
/// Every case tells where: `at` counts bytes from 0, the first of the input.
public enum JSONError: Error, Equatable, Sendable {
  /// The input ends where `expected` should stand.
  case unexpectedEnd(at: Int, expected: String)
  /// A byte stands where `expected` should.
  case unexpectedByte(UInt8, at: Int, expected: String)
  /// Something follows the value.
  case trailingBytes(at: Int)
  /// An object has a key twice; `at` is where the object begins (RFC 7493 section 2.3).
  case duplicateKey(String, at: Int)
  /// Arrays and objects are nested deeper than `limit`.
  case nestedTooDeeply(at: Int, limit: Int)
  /// A number has a fraction or an exponent; `at` is where it begins.
  case notAnInteger(at: Int)
  /// A number lies outside ``JSONValue/integerRange``; `at` is where it begins.
  case integerOutOfRange(at: Int)
  /// A number has a zero before its first digit; `at` is where the zero stands.
  case leadingZero(at: Int)
  /// A string holds a byte below 20 that must be escaped.
  case unescapedControlCharacter(UInt8, at: Int)
  /// A byte follows a backslash that may not; `at` is where the byte stands.
  case unknownEscape(UInt8, at: Int)
  /// An escaped half of a surrogate pair stands alone; `at` is where its backslash stands.
  case loneSurrogate(UInt16, at: Int)
  /// A string is not well-formed UTF-8 from here on.
  case invalidUTF8(at: Int)

  /// The byte that the error is about, counted from 0.
  public var offset: Int {
    switch self {
    case .unexpectedEnd(let at, _), .unexpectedByte(_, let at, _), .trailingBytes(let at),
      .duplicateKey(_, let at), .nestedTooDeeply(let at, _), .notAnInteger(let at),
      .integerOutOfRange(let at), .leadingZero(let at), .unescapedControlCharacter(_, let at),
      .unknownEscape(_, let at), .loneSurrogate(_, let at), .invalidUTF8(let at):
      at
    }
  }
}

extension JSONError: CustomStringConvertible {
  /// One line: the offset, what was found, what was expected.
  public var description: String {
    "byte \(offset): \(finding)"
  }

  private var finding: String {
    switch self {
    case .unexpectedEnd(_, let expected):
      "the input ends, expected \(expected)"
    case .unexpectedByte(let byte, _, let expected):
      "found \(Self.name(of: byte)), expected \(expected)"
    case .trailingBytes:
      "found more after the value, expected the end"
    case .duplicateKey(let key, _):
      "the object has the key \"\(key)\" twice, expected it once"
    case .nestedTooDeeply(_, let limit):
      "found a deeper array or object, expected at most \(limit) within each other"
    case .notAnInteger:
      "found a fraction or an exponent, expected an integer"
    case .integerOutOfRange:
      "found a larger number, expected at most 2^53 - 1 on either side of zero"
    case .leadingZero:
      "found a leading zero, expected the first digit"
    case .unescapedControlCharacter(let byte, _):
      "found \(Self.name(of: byte)) in a string, expected it escaped"
    case .unknownEscape(let byte, _):
      "found \(Self.name(of: byte)) after a backslash, expected one of \" \\ / b f n r t u"
    case .loneSurrogate(let unit, _):
      "found half a surrogate pair, \(String(unit, radix: 16)), expected both halves"
    case .invalidUTF8:
      "found bytes that are not UTF-8, expected a character"
    }
  }

  /// A visible ASCII character as itself, any other byte in hexadecimal.
  private static func name(of byte: UInt8) -> String {
    if (0x21...0x7E).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte \(byte < 0x10 ? "0" : "")\(digits)"
  }
}
