import Cryptography
import Foundation
import Testing
import Transparency

/// `ipo publish`: the tree as files, and what verify finds in them.
struct PublishTests {
  private func names(_ folder: Workspace, in name: String = "tile") -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.url(name).path)?.allObjects
    return (all as? [String] ?? []).filter { folder.isFile("\(name)/\($0)") }.sorted()
  }

  @Test func `Tiles beside the journal are kept up to date, and verify reads them`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lottery", "draw", folder.path).code == 0)
    let size = try folder.text("checkpoint").split(separator: "\n")[1]
    let published = try Program.run("publish", folder.path)
    #expect(published.code == 0, "\(published.errors)")
    #expect(names(folder) == ["0/000.p/\(size)", "entries/000.p/\(size)"])
    #expect(try Program.run("verify", folder.path).code == 0)
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(names(folder).contains("0/000.p/44"))
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    let tile = try folder.data("tile/0/000.p/44")
    #expect(Array(tile) == lines.flatMap { MerkleTree.leafHash(Array($0.utf8)).bytes })
    let bundle = try folder.data("tile/entries/000.p/44")
    #expect(
      Array(bundle)
        == lines.flatMap {
          [UInt8($0.utf8.count >> 8), UInt8($0.utf8.count & 255)] + Array($0.utf8)
        })
    #expect(try Program.run("verify", folder.path).code == 0)
    let again = try Program.run("publish", folder.path, "--json")
    #expect(again.code == 0 && again.output.contains(#""written":0"#))
  }

  @Test func `Nothing is published where nobody asked for it`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(!folder.exists("tile"))
    let out = folder.url("public").path
    #expect(try Program.run("publish", folder.path, "--out", out).code == 0)
    #expect(!folder.exists("tile"))
    #expect(try folder.data("public/checkpoint") == folder.data("checkpoint"))
    #expect(names(folder, in: "public/tile").count == 2)
  }

  @Test func `A changed tile is refused by publish and found by verify`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try Program.run("publish", folder.path).code == 0)
    for (name, entry) in [("tile/0/000.p/44", 7), ("tile/entries/000.p/44", 0)] {
      let whole = try folder.data(name)
      var bytes = whole
      bytes[7 * 32] ^= 1
      try folder.write(name, bytes)
      let refused = try Program.run("publish", folder.path)
      #expect(refused.code == 1 && refused.errors.contains("tileDiffers"), "\(refused.errors)")
      let found = try Program.run("verify", folder.path, "--json")
      #expect(found.code == 1)
      #expect(found.output.contains(#"{"entry":\#(entry),"#))
      #expect(found.output.contains("other bytes in \(name) from entry \(entry)"))
      #expect(found.output.contains("tileDiffers"))
      try folder.write(name, whole)
      #expect(try Program.run("verify", folder.path).code == 0)
      try folder.remove(name)
      let missing = try Program.run("verify", folder.path)
      #expect(missing.code == 1 && missing.output.contains("tileMissing"))
      #expect(try Program.run("publish", folder.path).code == 0)
      #expect(try Program.run("verify", folder.path).code == 0)
    }
  }

  @Test func `An older partial tile is held against the journal too`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lottery", "draw", folder.path).code == 0)
    let size = Int(try folder.text("checkpoint").split(separator: "\n")[1]) ?? 0
    #expect(try Program.run("publish", folder.path).code == 0)
    #expect(try Program.run("settle", folder.path).code == 0)
    var bytes = try folder.data("tile/0/000.p/\(size)")
    bytes[32 * (size - 1)] ^= 1
    try folder.write("tile/0/000.p/\(size)", bytes)
    let found = try Program.run("verify", folder.path)
    #expect(found.code == 1)
    #expect(found.output.contains("entry \(size - 1): tileDiffers"), "\(found.output)")
  }

  @Test func `Another history is not published over the first`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let out = folder.url("public").path
    #expect(try Program.run("publish", folder.path, "--out", out).code == 0)
    let before = try folder.data("public/checkpoint")
    try ForgedJournal.replace("12560.00", with: "12560.01", in: "payment", of: folder)
    let other = try Program.run("publish", folder.path, "--out", out)
    #expect(other.code == 1 && other.errors.contains("publishedHeadDiffers"), "\(other.errors)")
    #expect(try folder.data("public/checkpoint") == before)
    #expect(try Program.run("publish", folder.path).code == 0)
  }

  @Test func `A journal that its checkpoint does not sign is not published`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("publish", folder.path).code == 2)
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.replace("12560.00", with: "12560.01", in: "journal.jsonl")
    let edited = try Program.run("publish", folder.path)
    #expect(edited.code == 1 && edited.errors.contains("journalUnsound"), "\(edited.errors)")
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    try folder.write("journal.jsonl", lines.dropLast().map { "\($0)\n" }.joined())
    let short = try Program.run("publish", folder.path)
    #expect(short.code == 1 && short.errors.contains("journalShorterThanCheckpoint"))
    #expect(!folder.exists("tile"))
  }
}

extension Workspace {
  /// Whether a name is a file's.
  func isFile(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url(name).path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
