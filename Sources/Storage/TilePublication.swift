import Cryptography
import Inputs
import Transparency

/// Cuts a journal into tiles as it grows; every entry is read once.
struct TilePublication {
  private var stream = TileStream()
  private var lines: SourceLines
  private let folder: TileFolder

  init(_ journal: ByteSource, in folder: TileFolder) {
    lines = SourceLines(journal)
    self.folder = folder
  }

  /// The root of what was read.
  var root: Digest { stream.root }

  /// Reads on to a size, and gives every tile that is filled on the way and, at the end, the partial
  /// ones.
  ///
  /// - Throws: `journalShorterThanCheckpoint` where the journal ends before.
  mutating func advance(to size: UInt64, take: (Tile) throws -> Void) throws {
    while stream.count < size {
      guard let line = try lines.next() else {
        throw StorageError.journalShorterThanCheckpoint(
          found: Int64(stream.count), expected: size)
      }
      let filled = try line.withUnsafeBytes { try stream.append($0) }
      for tile in filled { try take(tile) }
    }
    for tile in stream.partial { try take(tile) }
  }

  /// Writes what is missing up to a size.
  mutating func publish(to size: UInt64) throws {
    let folder = folder
    try advance(to: size) { tile in _ = try folder.keep(tile) }
  }
}
