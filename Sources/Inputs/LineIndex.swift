/// Lines and columns of offsets that mostly grow: it goes on from the last one, so that all of a
/// file's places cost one pass. Columns count characters from 1.
struct LineIndex {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func position(of wanted: Int) -> (line: Int, column: Int) {
    let wanted = min(wanted, bytes.count)
    if wanted < offset { (offset, line, lineStart) = (0, 1, 0) }
    while offset < wanted {
      if bytes[offset] == 0x0A {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
    let column = String(decoding: bytes[lineStart..<wanted], as: UTF8.self).unicodeScalars.count + 1
    return (line, column)
  }
}
