import Inputs
import Transparency

/// Checks the tiles that are published beside a journal: each has to hold what the journal holds.
///
/// Specs: C2SP tlog-tiles; Specs/witness.md, Tiles.
public struct TileAudit {
  public private(set) var findings: [AuditFinding] = []
  /// How many tiles were compared.
  public private(set) var count = 0

  private let read: (String) throws -> [UInt8]?
  private let names: (String) throws -> [String]

  /// Reads the journal up to the size that its checkpoint signs.
  ///
  /// - Parameters:
  ///   - read: a file's bytes by its path from the published folder; nil where there is none.
  ///   - names: the names in a folder; none where it is missing.
  public init(
    _ journal: ByteSource, size: UInt64, read: @escaping (String) throws -> [UInt8]?,
    names: @escaping (String) throws -> [String]
  ) throws {
    self.read = read
    self.names = names
    var lines = SourceLines(journal)
    var stream = TileStream()
    while stream.count < size, let line = try lines.next() {
      guard line.count <= TileStream.entryByteCountMax else { return }
      let filled = try line.withUnsafeBytes { try stream.append($0) }
      for tile in filled { try check(tile) }
    }
    for tile in stream.partial { try check(tile) }
  }

  /// A tile, and the partial ones that were published in its place before it was as wide.
  private mutating func check(_ tile: Tile) throws {
    count += 1
    if let bytes = try read("\(tile.path)") {
      if bytes != tile.bytes { add(tile, found: bytes, in: tile.path) }
    } else {
      findings.append(
        AuditFinding(
          "tileMissing", entry: Int64(clamping: tile.path.firstLeaf), found: "no \(tile.path)",
          expected: "the tile that the checkpoint's tree has; run ipo publish"))
    }
    for name in try names(tile.path.partialFolder).sorted() {
      let text = "\(tile.path.partialFolder)/\(name)"
      guard let path = TilePath(parsing: text), path.width < tile.path.width,
        let bytes = try read(text)
      else { continue }
      count += 1
      if !tile.begins(with: bytes, width: path.width) { add(tile, found: bytes, in: path) }
    }
  }

  private mutating func add(_ tile: Tile, found bytes: [UInt8], in path: TilePath) {
    let same = zip(bytes, tile.bytes).prefix { $0 == $1 }.count
    let entry = Int64(clamping: tile.firstLeaf(at: same))
    findings.append(
      AuditFinding(
        "tileDiffers", entry: entry,
        found: "other bytes in \(path) from entry \(entry) on (it begins with entry "
          + "\(tile.path.firstLeaf))",
        expected: "those of the journal"))
  }
}
