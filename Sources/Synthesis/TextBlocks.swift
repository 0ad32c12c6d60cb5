/// Text on its way to a file, given on in blocks: memory does not grow with the file.
struct TextBlocks {
  private var block: [UInt8] = []
  private let write: ([UInt8]) throws -> Void

  init(_ write: @escaping ([UInt8]) throws -> Void) {
    self.write = write
    block.reserveCapacity(Self.length + 4_096)
  }

  private static let length = 1 << 16

  mutating func append(_ parts: String...) {
    for part in parts { block.append(contentsOf: part.utf8) }
  }

  /// The end of a row or an element: a full block goes out.
  mutating func endItem() throws {
    guard block.count >= Self.length else { return }
    try write(block)
    block.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws {
    try write(block)
    block.removeAll()
  }
}
