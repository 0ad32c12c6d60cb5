import Cryptography

/// Cuts a growing tree into the tiles that are published, entry by entry.
///
/// Holds one open tile a level and one open bundle, however many entries there are.
///
/// Specs: C2SP tlog-tiles.
public struct TileStream: Sendable {
  /// How many entries were added.
  public private(set) var count: UInt64 = 0

  // The open tile of each level, below full.
  private var levels: [[Digest]] = [[]]
  private var bundle: [UInt8] = []
  private var frontier = MerkleFrontier()

  /// The most bytes an entry of a bundle has.
  public static let entryByteCountMax = 65_535

  /// A tree without entries.
  public init() {}

  /// The root of the tree as it stands.
  public var root: Digest { frontier.root }

  /// Adds an entry and gives the tiles that it fills: its bundle, then its hashes from the lowest
  /// level up; refuses an entry that no bundle can hold.
  public mutating func append(
    _ entry: UnsafeRawBufferPointer
  ) throws(TransparencyError) -> [Tile] {
    guard entry.count <= Self.entryByteCountMax else {
      throw .entryTooLarge(found: entry.count, expected: Self.entryByteCountMax)
    }
    let leaf = MerkleTree.leafHash(entry)
    frontier.append(leaf)
    bundle.append(UInt8(truncatingIfNeeded: entry.count >> 8))
    bundle.append(UInt8(truncatingIfNeeded: entry.count))
    bundle.append(contentsOf: entry)
    let place = count
    count += 1
    var filled: [Tile] = []
    if count.isMultiple(of: UInt64(TilePath.widthMax)) {
      filled.append(Tile(TilePath(.entries, index: place / 256), bundle))
      bundle.removeAll(keepingCapacity: true)
    }
    var hash = leaf
    for level in 0... {
      if level == levels.count { levels.append([]) }
      levels[level].append(hash)
      guard levels[level].count == TilePath.widthMax else { break }
      let index = place >> (TilePath.height * (level + 1))
      filled.append(
        Tile(TilePath(.hashes(level: level), index: index), levels[level].flatMap(\.bytes)))
      hash = MerkleTree.root(of: levels[level])
      levels[level].removeAll(keepingCapacity: true)
    }
    return filled
  }

  /// The partial tiles of the tree as it stands.
  public var partial: [Tile] {
    var tiles: [Tile] = []
    if let open = levels.first, !open.isEmpty {
      tiles.append(
        Tile(TilePath(.entries, index: count / 256, width: open.count), bundle))
    }
    for (level, open) in levels.enumerated() where !open.isEmpty {
      let index = count >> (TilePath.height * (level + 1))
      tiles.append(
        Tile(
          TilePath(.hashes(level: level), index: index, width: open.count),
          open.flatMap(\.bytes)))
    }
    return tiles
  }
}
