import Transparency

/// The folder in which a tree is published, for any static web server: `checkpoint` and `tile/…`.
///
/// Specs: C2SP tlog-tiles; Specs/witness.md, Tiles.
public struct TileFolder: Sendable {
  public let path: String
  private let disk: any Disk

  /// The folder of the tiles.
  public static let name = "tile"

  public init(_ path: String, on disk: any Disk = SystemDisk()) {
    self.path = path
    self.disk = disk
  }

  /// Whether a tree is published here.
  public var exists: Bool { disk.exists("\(path)/\(Self.name)") }

  /// Refuses a tile that is there with other bytes: nothing that was published is ever changed.
  ///
  /// - Returns: whether it is there.
  @discardableResult
  func check(_ tile: Tile) throws(StorageError) -> Bool {
    guard let bytes = try disk.read(file(tile.path)) else { return false }
    guard bytes == tile.bytes else {
      throw .tileDiffers(path: file(tile.path), firstLeaf: tile.path.firstLeaf)
    }
    return true
  }

  /// Writes a tile durably where it is missing; a full one replaces the partial ones in its place.
  ///
  /// - Returns: whether it was missing.
  func keep(_ tile: Tile) throws(StorageError) -> Bool {
    let isThere = try check(tile)
    if !isThere {
      try disk.makeFolders(SystemDisk.parent(of: file(tile.path)))
      try disk.replace(file(tile.path), with: tile.bytes, durably: true)
    }
    if !tile.path.isPartial { try removePartials(of: tile.path) }
    return !isThere
  }

  /// Removes the partial tiles that a full one made needless. Their empty folder stays.
  private func removePartials(of tile: TilePath) throws(StorageError) {
    let folder = "\(path)/\(tile.partialFolder)"
    for name in try disk.names(in: folder) ?? [] { try disk.remove("\(folder)/\(name)") }
  }

  private func file(_ tile: TilePath) -> String { "\(path)/\(tile)" }
}
