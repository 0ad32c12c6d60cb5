import Cryptography
import Testing
import Transparency

@Suite struct TileTests {
  /// The examples of the specification.
  @Test(arguments: [
    (TilePath(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
    (TilePath(.hashes(level: 1), index: 999), "tile/1/999"),
    (TilePath(.hashes(level: 63), index: 1_000), "tile/63/x001/000"),
    (TilePath(.hashes(level: 0), index: 0, width: 1), "tile/0/000.p/1"),
    (TilePath(.hashes(level: 2), index: 1_000_000, width: 255), "tile/2/x001/x000/000.p/255"),
    (TilePath(.entries, index: 273, width: 112), "tile/entries/273.p/112"),
    (
      TilePath(.entries, index: .max),
      "tile/entries/x018/x446/x744/x073/x709/x551/615"
    ),
  ])
  func `A path is written and read`(path: TilePath, text: String) {
    #expect(path.description == text)
    #expect(TilePath(parsing: text) == path)
  }

  @Test(arguments: [
    "", "tile", "tile/", "tile/0", "tile/0/", "tile/64/000", "tile/-1/000", "tile/00/000",
    "tile/0/0", "tile/0/0000", "tile/0/x000", "tile/0/x000/000", "tile/0/000/000", "tile/0/1000",
    "tile/0/x001/x002", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256",
    "tile/0/000.p/01", "tile/0/000/1", "tile/0/000.p/1/2", "tile/0/+01", "tile/entries/001.p/+1",
    "/tile/0/000", "tile/0/000/", "tiles/0/000", "tile/Entries/000",
    "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/8/0/001",
  ])
  func `Any other text is no path`(text: String) {
    #expect(TilePath(parsing: text) == nil)
  }

  @Test func `A tile tells its first leaf`() {
    #expect(TilePath(.entries, index: 3).firstLeaf == 768)
    #expect(TilePath(.hashes(level: 0), index: 3, width: 7).firstLeaf == 768)
    #expect(TilePath(.hashes(level: 1), index: 2).firstLeaf == 131_072)
    #expect(TilePath(.hashes(level: 63), index: 0).firstLeaf == 0)
    #expect(TilePath(.hashes(level: 63), index: 1).firstLeaf == .max)
  }

  /// The counts of the specification, and the sizes where a tile or a level begins.
  @Test(arguments: [
    (0, []), (1, ["tile/entries/000.p/1", "tile/0/000.p/1"]),
    (255, ["tile/entries/000.p/255", "tile/0/000.p/255"]),
    (256, ["tile/1/000.p/1"]),
    (257, ["tile/entries/001.p/1", "tile/0/001.p/1", "tile/1/000.p/1"]),
    (65_536, ["tile/2/000.p/1"]),
    (
      70_000,
      ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    ),
  ])
  func `The tiles of a size`(size: Int, partial: [String]) throws {
    var stream = TileStream()
    var full: [String: Int] = [:]
    for number in 0..<size {
      for tile in try stream.append(entry(number)) {
        #expect(tile.path.width == 256)
        let kind = tile.path.description.split(separator: "/")[1]
        #expect(tile.path.index == full[String(kind), default: 0])
        full[String(kind), default: 0] += 1
        if kind != "entries" { #expect(tile.bytes.count == 8_192) }
      }
    }
    #expect(stream.partial.map(\.path.description) == partial)
    #expect(stream.count == UInt64(size))
    #expect(full["entries", default: 0] == size / 256)
    #expect(full["0", default: 0] == size / 256)
    #expect(full["1", default: 0] == size / 65_536)
    #expect(full["2"] == nil)
  }

  /// Every hash is MTH(D[(256n + i)·256^l : (256n + i + 1)·256^l]).
  @Test func `A tile holds the hashes of the formula`() throws {
    let leaves = (0..<66_000).map { MerkleTree.leafHash(entry($0)) }
    var stream = TileStream()
    var tiles: [Tile] = []
    for number in leaves.indices { tiles += try stream.append(entry(number)) }
    tiles += stream.partial
    var checked = 0
    for tile in tiles {
      guard case .hashes(let level) = tile.path.content else { continue }
      let span = 1 << (8 * level)
      for place in 0..<tile.path.width {
        let first = (256 * Int(tile.path.index) + place) * span
        let hash = Array(tile.bytes[(32 * place)..<(32 * place + 32)])
        #expect(hash == MerkleTree.root(of: Array(leaves[first..<(first + span)])).bytes)
        checked += 1
      }
    }
    #expect(checked == 66_000 + 257 + 1)
    #expect(stream.root == MerkleTree.root(of: leaves))
  }

  @Test func `A bundle holds the entries after their lengths`() throws {
    var stream = TileStream()
    for size in [0, 1, 258, 65_535] {
      let entry = [UInt8](repeating: 7, count: size)
      #expect(try stream.append(entry).isEmpty)
    }
    let bundle = try #require(stream.partial.first)
    #expect(bundle.path.description == "tile/entries/000.p/4")
    #expect(bundle.bytes.count == 8 + 1 + 258 + 65_535)
    #expect(Array(bundle.bytes.prefix(7)) == [0, 0, 0, 1, 7, 1, 2])
    let large = [UInt8](repeating: 7, count: 65_536)
    #expect(throws: TransparencyError.entryTooLarge(found: 65_536, expected: 65_535)) {
      try stream.append(large)
    }
    #expect(stream.count == 4)
    for width in 1...4 {
      let length = [2, 5, 265, bundle.bytes.count][width - 1]
      let part = Array(bundle.bytes.prefix(length))
      for other in 1...5 {
        #expect(bundle.begins(with: part, width: other) == (other == width))
      }
      #expect(!bundle.begins(with: part.dropLast() + [part[length - 1] ^ 1], width: width))
    }
  }

  private func entry(_ number: Int) -> [UInt8] { Array("entry \(number)".utf8) }
}

extension TileStream {
  fileprivate mutating func append(_ entry: [UInt8]) throws -> [Tile] {
    try entry.withUnsafeBytes { bytes in try append(bytes) }
  }
}
