import CanonicalJSON
import Cryptography
import Foundation
import Transparency

/// A journal rewritten by its keeper: lines changed, the chain made anew, the head signed again with a
/// key of his own.
enum ForgedJournal {
  /// Replaces a text in the lines of one operation and makes everything after it fit.
  ///
  /// - Returns: how many lines changed.
  @discardableResult
  static func replace(
    _ old: String, with new: String, in operation: String, of workspace: Workspace
  ) throws -> Int {
    var changed = 0
    let lines = try workspace.text("journal.jsonl").split(separator: "\n").map { line in
      guard line.contains(#""id":"\#(operation)/"#), line.contains(old) else { return String(line) }
      changed += 1
      return String(line).replacing(old, with: new)
    }
    try write(lines, to: workspace)
    return changed
  }

  /// Puts the lines into the journal with numbers, links and a signed head that fit them.
  static func write(_ lines: [String], to workspace: Workspace) throws {
    var leaf = Digest.zero
    var tree = MerkleFrontier()
    var text = ""
    for (number, line) in lines.enumerated() {
      guard case .object(var entry) = try JSONParser.parse(Array(line.utf8)) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      entry["prev"] = .string(leaf.hex)
      entry["seq"] = .integer(Int64(number))
      let bytes = JSONValue.object(entry).canonicalBytes
      leaf = MerkleTree.leafHash(bytes)
      tree.append(leaf)
      text += String(decoding: bytes, as: UTF8.self) + "\n"
    }
    try workspace.write("journal.jsonl", text)
    let key = try SignerKey(
      name: "forger/688999", key: SigningKey(seed: SHA256.hash("forger").bytes))
    var note = try SignedNote(
      text: Checkpoint(origin: key.verifierKey.name, size: tree.count, root: tree.root).text)
    try note.sign(with: key)
    try workspace.write("checkpoint", Data(note.bytes))
    try workspace.write("vkey", "\(key.verifierKey)\n")
  }
}
