/// The lines of a source, one by one, without their LF; no more of it is held than a line and a block.
public struct SourceLines {
  private let source: ByteSource
  private var rest: ArraySlice<UInt8> = []

  public init(_ source: ByteSource) { self.source = source }

  /// The next line; nil where the source has no LF any more. A last line without one is not given; a
  /// later call gives it where the source has grown by then.
  public mutating func next() throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = rest.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(rest[..<end])
        rest = rest[(end + 1)...]
        return line
      }
      searched = rest.count
      let block = try source.next()
      if block.isEmpty { return nil }
      rest = rest.isEmpty ? block[...] : Array(rest + block)[...]
    }
  }
}
