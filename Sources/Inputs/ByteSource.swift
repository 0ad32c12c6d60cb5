/// Where a reader takes a file's bytes from, block by block, so that no file has to fit into memory.
public struct ByteSource {
  /// The next block; empty at the end.
  public let next: () throws -> [UInt8]

  /// - Parameter next: gives the next block, and an empty one at the end.
  public init(_ next: @escaping () throws -> [UInt8]) { self.next = next }

  /// Bytes that are there already, in blocks of that length.
  public init(_ bytes: [UInt8], block: Int = blockLength) {
    var offset = 0
    self.init {
      let end = min(bytes.count, offset + block)
      defer { offset = end }
      return Array(bytes[offset..<end])
    }
  }

  /// The bytes of a usual block.
  public static let blockLength = 1 << 16

  /// All bytes that are left.
  public func all() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block = try next()
      if block.isEmpty { return bytes }
      bytes.append(contentsOf: block)
    }
  }
}
