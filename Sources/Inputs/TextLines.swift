/// The lines of a text, block by block from a source: UTF-8, ended by LF or CRLF.
struct TextLines: ~Copyable {
  private(set) var window: ByteWindow
  private var offset = 0
  /// The number of the line that `next` gave, from 1.
  private(set) var number = 0

  init(_ source: ByteSource) { window = ByteWindow(source) }

  /// False where the window ends with the line that `next` gave.
  var hasMore: Bool { offset < window.bytes.count }

  /// Line and column of what stands after the last line that `next` gave.
  private(set) var end = (line: 1, column: 1)

  /// The next line without its end; nil after the last one.
  mutating func next() -> String? {
    offset -= window.moveOn(to: offset)
    guard window.has(offset) else { return nil }
    let start = offset
    while window.has(offset), window.bytes[offset] != 0x0A { offset += 1 }
    number += 1
    let isEnded = offset < window.bytes.count
    let end = isEnded && offset > start && window.bytes[offset - 1] == 0x0D ? offset - 1 : offset
    let line = String(decoding: window.bytes[start..<end], as: UTF8.self)
    self.end = isEnded ? (number + 1, 1) : (number, line.unicodeScalars.count + 1)
    if isEnded { offset += 1 }
    return line
  }
}
