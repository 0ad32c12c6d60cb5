/// One file of a published tree.
///
/// Specs: C2SP tlog-tiles.
public struct Tile: Equatable, Sendable {
  public let path: TilePath

  /// Hashes one after the other, 32 bytes each; or entries, each after its length in 2 bytes,
  /// big-endian.
  public let bytes: [UInt8]

  init(_ path: TilePath, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Whether a partial tile of that width holds the beginning of this one.
  public func begins(with partial: [UInt8], width: Int) -> Bool {
    guard (1...path.width).contains(width), bytes.starts(with: partial) else { return false }
    return partial.count == length(of: width)
  }

  /// The first leaf of the hash or the entry that a byte belongs to; the last one past the end.
  public func firstLeaf(at offset: Int) -> UInt64 {
    let place = (1...path.width).first { length(of: $0) > offset } ?? path.width
    let span =
      switch path.content {
      case .hashes(let level): UInt64(1) << (TilePath.height * level)
      case .entries: UInt64(1)
      }
    return path.firstLeaf + UInt64(place - 1) * span
  }

  /// How many bytes the first `width` hashes or entries take.
  private func length(of width: Int) -> Int {
    switch path.content {
    case .hashes: return 32 * width
    case .entries:
      var end = 0
      for _ in 0..<width { end += 2 + Int(bytes[end]) << 8 + Int(bytes[end + 1]) }
      return end
    }
  }
}
