/// RFC 8259 with the limits of `JSONParser`, and RFC 8785 for printing, written as plainly as can be:
/// what the parser and the printer have to agree with. No speed is wanted here.
struct JSONOracle {
  private let bytes: [UInt8]
  private var place = 0

  private enum Refused: Error { case here }

  private indirect enum Value {
    case plain(String)
    case text([UInt16])
    case array([Value])
    case object([(key: [UInt16], value: Value)])
  }

  /// The canonical bytes of a text; nil where it is none.
  static func canonical(_ bytes: [UInt8]) -> [UInt8]? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var oracle = JSONOracle(bytes: bytes)
    guard let value = try? oracle.value(depth: 0) else { return nil }
    oracle.skip()
    guard oracle.place == bytes.count else { return nil }
    return Array(print(value).utf8)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skip() {
    while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  private mutating func value(depth: Int) throws -> Value {
    skip()
    for word in ["null", "true", "false"] where take(word) { return .plain(word) }
    switch byte {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    default: return .plain(try number())
    }
  }

  private mutating func array(depth: Int) throws -> Value {
    guard depth <= 64, take("[") else { throw Refused.here }
    var items: [Value] = []
    skip()
    if take("]") { return .array([]) }
    while true {
      items.append(try value(depth: depth))
      skip()
      if take("]") { return .array(items) }
      guard take(",") else { throw Refused.here }
    }
  }

  private mutating func object(depth: Int) throws -> Value {
    guard depth <= 64, take("{") else { throw Refused.here }
    var members: [(key: [UInt16], value: Value)] = []
    var keys: Set<[UInt16]> = []
    skip()
    if take("}") { return .object([]) }
    while true {
      skip()
      let key = try text()
      guard keys.insert(key).inserted else { throw Refused.here }
      skip()
      guard take(":") else { throw Refused.here }
      members.append((key, try value(depth: depth)))
      skip()
      if take("}") { return .object(members) }
      guard take(",") else { throw Refused.here }
    }
  }

  private mutating func number() throws -> String {
    let isNegative = take("-")
    var digits = ""
    while let byte, (0x30...0x39).contains(byte) {
      digits.unicodeScalars.append(Unicode.Scalar(byte))
      place += 1
    }
    guard !digits.isEmpty, digits == "0" || !digits.hasPrefix("0"), byte != UInt8(ascii: "."),
      byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E"), let number = Int64(digits),
      number < 1 << 53
    else { throw Refused.here }
    return number == 0 ? "0" : (isNegative ? "-" : "") + digits
  }

  /// A string as the UTF-16 that escapes speak of.
  private mutating func text() throws -> [UInt16] {
    guard take("\"") else { throw Refused.here }
    var units: [UInt16] = []
    while let byte {
      if take("\"") {
        guard String(validating: units, as: UTF16.self) != nil else { throw Refused.here }
        return units
      }
      guard byte >= 0x20 else { throw Refused.here }
      if take("\\") {
        units.append(try escape())
      } else {
        let end = bytes[(place + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
        units += String(decoding: bytes[place..<end], as: UTF8.self).utf16
        place = end
      }
    }
    throw Refused.here
  }

  private mutating func escape() throws -> UInt16 {
    let plain: [(String, UInt16)] = [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ]
    for (name, unit) in plain where take(name) { return unit }
    guard take("u"), place + 4 <= bytes.count else { throw Refused.here }
    let digits = bytes[place..<place + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw Refused.here }
    place += 4
    return unit
  }

  private static func print(_ value: Value) -> String {
    switch value {
    case .plain(let text): return text
    case .text(let units): return print(units)
    case .array(let items): return "[" + items.map(print).joined(separator: ",") + "]"
    case .object(let members):
      let sorted = members.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      return "{" + sorted.map { print($0.key) + ":" + print($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func print(_ units: [UInt16]) -> String {
    let short: [UInt32: String] = [
      0x22: "\\\"", 0x5C: "\\\\", 8: "\\b", 12: "\\f", 10: "\\n", 13: "\\r", 9: "\\t",
    ]
    var printed = "\""
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
      if let escape = short[scalar.value] {
        printed += escape
      } else if scalar.value < 0x20 {
        let hex = String(scalar.value, radix: 16)
        printed += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      } else {
        printed.unicodeScalars.append(scalar)
      }
    }
    return printed + "\""
  }
}
