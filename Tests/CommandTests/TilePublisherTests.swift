import Cryptography
import Foundation
import Storage
import Testing
import Transparency

/// Publishing trees of many sizes from a folder with any lines, and with a disk that stops.
struct TilePublisherTests {
  private static func lines(_ count: Int) -> [String] { (0..<count).map { #"{"entry":\#($0)}"# } }

  /// A folder with so many lines and a signed head over them.
  static func write(_ count: Int, to folder: Workspace) throws {
    let lines = lines(count)
    let root = MerkleTree.root(of: lines.map { MerkleTree.leafHash(Array($0.utf8)) })
    let key = try SignerKey(
      name: "ledger.example/a", key: SigningKey(seed: SHA256.hash("log").bytes))
    var note = try SignedNote(
      text: Checkpoint(origin: "ledger.example/a", size: UInt64(count), root: root).text)
    try note.sign(with: key)
    try folder.write("journal.jsonl", lines.map { "\($0)\n" }.joined())
    try folder.write("checkpoint", Data(note.bytes))
    try folder.write("vkey", "\(key.verifierKey)\n")
  }

  private func tiles(_ folder: Workspace) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.url("tile").path)?.allObjects
    return (all as? [String] ?? []).filter { folder.isFile("tile/\($0)") }.sorted()
  }

  private func publish(_ folder: Workspace, _ disk: any Disk = SystemDisk()) throws -> Int {
    try patiently {
      try TilePublisher(OfferingFolder(folder.path, on: disk), to: nil).publish().written
    }
  }

  @Test func `Full tiles replace their partial ones and are never touched again`() throws {
    let folder = try Workspace()
    for (size, expected) in [
      (0, []), (200, ["0/000.p/200", "entries/000.p/200"]),
      (255, ["0/000.p/200", "0/000.p/255", "entries/000.p/200", "entries/000.p/255"]),
      (256, ["0/000", "1/000.p/1", "entries/000"]),
      (
        600,
        [
          "0/000", "0/001", "0/002.p/88", "1/000.p/1", "1/000.p/2", "entries/000",
          "entries/001", "entries/002.p/88",
        ]
      ),
    ] {
      try Self.write(size, to: folder)
      _ = try publish(folder)
      #expect(tiles(folder) == expected, "\(size)")
      #expect(try publish(folder) == 0)
    }
    #expect(
      try folder.data("tile/0/000").count == 8_192 && folder.data("tile/0/002.p/88").count == 2_816)
  }

  @Test func `A full tile with other bytes is refused, and nothing is written`() throws {
    let folder = try Workspace()
    try Self.write(256, to: folder)
    _ = try publish(folder)
    var bytes = try folder.data("tile/0/000")
    bytes[100] ^= 1
    try folder.write("tile/0/000", bytes)
    try Self.write(600, to: folder)
    #expect(throws: StorageError.tileDiffers(path: "\(folder.path)/tile/0/000", firstLeaf: 0)) {
      try publish(folder)
    }
    #expect(!folder.exists("tile/0/001"))
  }

  /// Wherever the disk stops, what is published is whole and true, and the next run completes it.
  @Test func `A disk that stops leaves nothing false`() throws {
    let whole = try Workspace()
    try Self.write(600, to: whole)
    _ = try publish(whole)
    var calls = 0
    while true {
      let folder = try Workspace()
      try Self.write(200, to: folder)
      _ = try publish(folder)
      try Self.write(600, to: folder)
      let disk = StoppingDisk(after: calls)
      let isDone = (try? publish(folder, disk)) != nil
      for tile in tiles(folder) where !tile.hasSuffix(".new") && !tile.contains(".p/200") {
        #expect(try folder.data("tile/\(tile)") == whole.data("tile/\(tile)"), "\(calls) \(tile)")
      }
      _ = try publish(folder)
      #expect(tiles(folder).filter { !$0.hasSuffix(".new") } == tiles(whole), "\(calls)")
      calls += 1
      if isDone { break }
    }
    #expect(calls > 30)
  }
}
