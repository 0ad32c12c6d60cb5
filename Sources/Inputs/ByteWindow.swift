/// A window that moves over the bytes of a source: what was read is let go, what is needed is
/// fetched. Everything inside is UTF-8.
///
/// Offsets count from the window's beginning and hold until `moveOn`.
struct ByteWindow {
  private(set) var bytes: [UInt8] = []
  /// Why the source could not be read to its end; then the window ends early.
  private(set) var sourceError: (any Error)?
  /// The byte that is no UTF-8; it follows the last byte of the window.
  private(set) var invalidByte: String?
  private let source: ByteSource
  private var isAtEnd = false
  /// Bytes after the window that are the beginning of a character.
  private var rest: [UInt8] = []

  /// Bytes that are kept ready in front of a token.
  private static let ahead = 4_096

  /// Skips a byte order mark.
  init(_ source: ByteSource) {
    self.source = source
    while bytes.count < 3, fetch() {}
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  }

  /// Whether there is a byte at an offset; fetches what is needed.
  @inline(__always)
  mutating func has(_ offset: Int) -> Bool {
    offset < bytes.count || fetch(upTo: offset)
  }

  /// Lets go what lies before an offset, which becomes 0, where little is left after it.
  ///
  /// - Returns: by how much offsets are smaller now.
  mutating func moveOn(to offset: Int) -> Int {
    guard bytes.count - offset < Self.ahead, !isAtEnd else { return 0 }
    bytes.removeFirst(offset)
    while bytes.count < Self.ahead, fetch() {}
    return offset
  }

  /// Line and column of an offset, in characters from 1, counted from another one's.
  func position(
    of offset: Int, from known: (offset: Int, line: Int, column: Int)
  ) -> (line: Int, column: Int) {
    var (start, line, column) = known
    let end = min(offset, bytes.count)
    bytes.withUnsafeBufferPointer { buffer in
      while start < end {
        let byte = buffer[start]
        if byte == 0x0A {
          line += 1
          column = 1
        } else if byte & 0xC0 != 0x80 {
          column += 1
        }
        start += 1
      }
    }
    return (line, column)
  }

  private mutating func fetch(upTo offset: Int) -> Bool {
    // The last block may bring bytes before one that is no UTF-8.
    while offset >= bytes.count, fetch() {}
    return offset < bytes.count
  }

  /// Appends the next block, up to its last whole character; false at the end.
  private mutating func fetch() -> Bool {
    guard !isAtEnd else { return false }
    var block: [UInt8] = []
    do {
      block = try source.next()
    } catch {
      sourceError = error
    }
    let isLast = block.isEmpty
    if !rest.isEmpty {
      block = rest + block
      rest = []
    }
    let whole = isLast ? block.count : Self.wholeCharacters(block)
    if String(validating: block[..<whole], as: UTF8.self) != nil {
      rest = Array(block[whole...])
      bytes.append(contentsOf: block[..<whole])
    } else {
      let valid = Self.validPrefix(block)
      invalidByte = "0x" + String(block[valid], radix: 16)
      bytes.append(contentsOf: block[..<valid])
    }
    isAtEnd = isLast || invalidByte != nil
    return !isAtEnd
  }

  /// How many bytes there are before a character that is cut off at the end.
  private static func wholeCharacters(_ block: [UInt8]) -> Int {
    for length in 1...3 where length <= block.count {
      let byte = block[block.count - length]
      if byte & 0xC0 == 0x80 { continue }
      let needed = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return needed > length ? block.count - length : block.count
    }
    return block.count
  }

  private static func validPrefix(_ block: [UInt8]) -> Int {
    var good = 0
    while good < block.count {
      let length = (1...4).first { length in
        good + length <= block.count
          && String(validating: block[good..<good + length], as: UTF8.self) != nil
      }
      guard let length else { break }
      good += length
    }
    return min(good, block.count - 1)
  }
}
