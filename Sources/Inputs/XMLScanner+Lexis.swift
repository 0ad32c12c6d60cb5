/// The smallest parts of XML: names, quoted values, references, comments.
extension XMLScanner {
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  mutating func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard window.has(offset + length - 1) else { return false }
    let start = text.utf8Start
    for index in 0..<length where start[index] != window.bytes[offset + index] { return false }
    return true
  }

  mutating func skipBlank() {
    while window.has(offset), Self.isBlank(window.bytes[offset]) { offset += 1 }
  }

  mutating func pass(_ text: StaticString) throws(Fault) {
    guard starts(with: text) else { try fail(expected: "\"\(text)\"") }
    offset += text.utf8CodeUnitCount
  }

  /// A fault here; says what stands here where nothing else is told.
  mutating func fail(_ found: String? = nil, expected: String) throws(Fault) -> Never {
    throw fault(at: offset, found: found ?? here(), expected: expected)
  }

  /// The next characters, of at most 12 bytes, wherever the window ends.
  private mutating func here() -> String {
    _ = window.has(offset + 12)
    let bytes = window.bytes
    guard offset < bytes.count else { return "the end of the file" }
    var end = min(offset + 12, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return "\"\(String(decoding: bytes[offset..<end], as: UTF8.self))\""
  }

  /// A name: letters, digits, `.`, `-`, `_`, `:` and everything beyond ASCII, not begun by the second
  /// to fourth of these.
  mutating func readName() throws(Fault) -> Range<Int> {
    let start = offset
    while window.has(offset), Self.isName(window.bytes[offset]) { offset += 1 }
    guard offset > start, !Self.isInsideName(window.bytes[start]) else {
      offset = start
      try fail(expected: "a name")
    }
    return start..<offset
  }

  private static func isInsideName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isInsideName(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte >= 0x80
  }

  /// One byte of text; a control character is none.
  mutating func readCharacter() throws(Fault) -> UInt8 {
    let byte = window.bytes[offset]
    if byte < 0x20, !Self.isBlank(byte) {
      try fail("the control character \(byte)", expected: "text")
    }
    offset += 1
    return byte
  }

  /// An attribute's value with its references resolved.
  mutating func readQuoted() throws(Fault) -> String {
    guard window.has(offset) else { try fail(expected: "a quote") }
    let quote = window.bytes[offset]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      try fail(expected: "a quote")
    }
    offset += 1
    var value: [UInt8] = []
    while true {
      guard window.has(offset) else { try fail("the end of the file", expected: "a quote") }
      let byte = window.bytes[offset]
      if byte == quote { break }
      if byte == UInt8(ascii: "<") { try fail(expected: "a quote") }
      if byte == UInt8(ascii: "&") {
        value.append(contentsOf: try readReference())
      } else {
        value.append(try readCharacter())
      }
    }
    offset += 1
    return String(decoding: value, as: UTF8.self)
  }

  /// `&amp;` and the other four, or a character by its number.
  mutating func readReference() throws(Fault) -> [UInt8] {
    let start = offset
    let limit = offset + 12
    var end = offset
    while end < limit, window.has(end), window.bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < limit, window.has(end) else { try fail(expected: "a reference such as &amp;") }
    offset = end + 1
    let reference = text(start + 1..<end)
    switch reference {
    case "amp": return [UInt8(ascii: "&")]
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "quot": return [UInt8(ascii: "\"")]
    case "apos": return [UInt8(ascii: "'")]
    default: break
    }
    let digits = reference.hasPrefix("#x") ? reference.dropFirst(2) : reference.dropFirst()
    guard reference.hasPrefix("#"), let first = digits.utf8.first, first != UInt8(ascii: "+"),
      let number = UInt32(digits, radix: reference.hasPrefix("#x") ? 16 : 10),
      let scalar = Unicode.Scalar(number), number >= 0x20 || [9, 10, 13].contains(number)
    else {
      offset = start
      try fail("\"&\(reference);\"", expected: "a reference that XML itself defines")
    }
    return Array(String(scalar).utf8)
  }

  /// `<?…?>`. The XML declaration may stand at the beginning only, and names UTF-8 or nothing.
  mutating func readInstruction() throws(Fault) {
    let start = offset
    offset += 2
    let target = text(try readName())
    while !starts(with: "?>") {
      guard window.has(offset) else { try fail("the end of the file", expected: "?>") }
      offset += 1
    }
    offset += 2
    guard target.lowercased() == "xml" else { return }
    let declaration = text(start..<offset)
    guard line == 1, column == 1, target == "xml" else {
      offset = start
      try fail("an XML declaration", expected: "one at the beginning or none")
    }
    if let encoding = Self.encoding(in: declaration), encoding.lowercased() != "utf-8" {
      throw fault("unknownEncoding", at: start, found: "\"\(encoding)\"", expected: "UTF-8")
    }
  }

  private static func encoding(in declaration: String) -> String? {
    let parts = declaration.split { "=\"'? \t\r\n".contains($0) }
    return parts.firstIndex(of: "encoding").flatMap { place in
      place + 1 < parts.count ? String(parts[place + 1]) : nil
    }
  }

  mutating func readComment() throws(Fault) {
    offset += 4
    while !starts(with: "--") {
      guard window.has(offset) else { try fail("the end of the file", expected: "-->") }
      offset += 1
    }
    try pass("-->")
  }
}
