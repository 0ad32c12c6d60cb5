/// Walks over a CSV file's bytes row by row (RFC 4180): quoted fields, CRLF or LF, columns in any
/// order. Knows nothing of values. The bytes must outlive it.
struct CSVScanner {
  /// One field: where its content lies and where it began, the quote included.
  struct Field {
    var start = 0
    var end = 0
    /// The offset of the field's first byte, for errors.
    var origin = 0
    /// True where the content has doubled quotes to undo.
    var hasEscapes = false
  }

  /// How a row ended.
  enum Row {
    case fields
    case malformed(rule: String, offset: Int, found: String, expected: String)
    case end
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var fields: [Field] = []
  /// The line the current row begins on, from 1.
  private(set) var line = 1
  /// The offset of that line.
  private(set) var lineStart = 0
  /// True where the current row ended with the file and not with a line end, as RFC 4180 allows.
  private(set) var isUnterminated = false
  /// Where the next row begins.
  private(set) var offset: Int
  private var nextLine = 1

  /// Skips a byte order mark.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    offset = hasMark ? 3 : 0
  }

  /// Reads the next row into `fields`. After a malformed row it goes on at the next line.
  mutating func next() -> Row {
    fields.removeAll(keepingCapacity: true)
    line = nextLine
    lineStart = offset
    guard offset < bytes.count else { return .end }
    while true {
      let isQuoted = offset < bytes.count && bytes[offset] == UInt8(ascii: "\"")
      if let fault = isQuoted ? quotedField() : plainField() { return fault }
      guard offset < bytes.count else {
        isUnterminated = true
        return .fields
      }
      switch bytes[offset] {
      case UInt8(ascii: ","):
        offset += 1
      case UInt8(ascii: "\r") where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A:
        offset += 2
        nextLine += 1
        return .fields
      default:
        offset += 1
        nextLine += 1
        return .fields
      }
    }
  }

  /// Passes over the next row, which somebody else has read up to its LF.
  @inline(__always)
  mutating func pass(rowEndingAt end: Int) {
    line = nextLine
    lineStart = offset
    offset = end + 1
    nextLine += 1
  }

  /// Reads up to a comma or a line end.
  private mutating func plainField() -> Row? {
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      // Everything that ends a field or is wrong in one lies at or below the comma.
      if byte <= 0x2C {
        if byte == 0x2C || byte == 0x0A { break }
        if byte == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A { break }
        if byte == 0x22 {
          return malformed(
            "malformedQuote", at: offset, found: "a quote inside an unquoted field",
            expected: "the whole field in quotes")
        }
        if byte == 0x0D {
          return malformed(
            "malformedLineEnd", at: offset, found: "CR alone", expected: "LF or CRLF")
        }
      }
      offset += 1
    }
    fields.append(Field(start: start, end: offset, origin: start))
    return nil
  }

  private mutating func quotedField() -> Row? {
    let origin = offset
    offset += 1
    let start = offset
    var hasEscapes = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A { nextLine += 1 }
      if byte == 0x22 {
        guard offset + 1 < bytes.count, bytes[offset + 1] == 0x22 else { break }
        hasEscapes = true
        offset += 1
      }
      offset += 1
    }
    guard offset < bytes.count else {
      return .malformed(
        rule: "quoteNeverClosed", offset: origin, found: "end of file", expected: "a closing quote")
    }
    fields.append(Field(start: start, end: offset, origin: origin, hasEscapes: hasEscapes))
    offset += 1
    guard offset < bytes.count, bytes[offset] != 0x2C, bytes[offset] != 0x0A else { return nil }
    if bytes[offset] != 0x0D {
      return malformed(
        "malformedQuote", at: offset, found: "text after a closing quote",
        expected: "a comma or a line end")
    }
    if offset + 1 < bytes.count, bytes[offset + 1] == 0x0A { return nil }
    return malformed(
      "malformedLineEnd", at: offset, found: "CR alone", expected: "LF or CRLF")
  }

  /// A fault, and on to the next line.
  private mutating func malformed(
    _ rule: String, at fault: Int, found: String, expected: String
  ) -> Row {
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    if offset < bytes.count { offset += 1 }
    nextLine += 1
    return .malformed(rule: rule, offset: fault, found: found, expected: expected)
  }

  /// The text of a field, doubled quotes undone.
  func text(_ field: Field) -> String {
    let raw = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    guard field.hasEscapes else { return raw }
    var text = ""
    var isSecond = false
    for character in raw.unicodeScalars {
      if character == "\"" {
        isSecond.toggle()
        if !isSecond { continue }
      }
      text.unicodeScalars.append(character)
    }
    return text
  }

  /// Line and column, in characters from 1, of an offset inside the current row.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var line = line
    var start = lineStart
    for index in lineStart..<min(offset, bytes.count) where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return (line, String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count + 1)
  }
}
