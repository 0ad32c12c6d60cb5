import Cryptography
import Transparency

/// A journal's lines as the tree that its heads sign: every proof is looked up, once it is built.
public struct JournalTree: Sendable {
  /// The tree over the whole lines.
  public let tree: TileTree

  private let journal: [UInt8]
  // Where each line ends, at its LF.
  private let ends: [Int]

  /// - Complexity: O(journal).
  public init(_ journal: [UInt8]) {
    var tree = TileTree()
    var ends: [Int] = []
    var start = 0
    journal.withUnsafeBytes { bytes in
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        tree.append(MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        ends.append(end)
        start = end + 1
      }
    }
    self.tree = tree
    self.journal = journal
    self.ends = ends
  }

  /// How many whole lines there are.
  public var count: UInt64 { tree.count }

  /// An entry's line, without its LF; refuses a number beyond the journal.
  public func line(_ entry: UInt64) throws(TransparencyError) -> [UInt8] {
    guard entry < count else { throw .indexBeyondTree(found: entry, size: count) }
    let place = Int(entry)
    return Array(journal[(place == 0 ? 0 : ends[place - 1] + 1)..<ends[place]])
  }

  /// Refuses a head that this journal does not continue.
  public func check(_ head: Checkpoint) throws(HeadFault) {
    guard head.size <= count else {
      throw .journalShorterThanHead(found: count, expected: head.size)
    }
    guard let root = try? tree.root(at: head.size), root == head.root else {
      throw .secondHead(
        size: head.size, found: (try? tree.root(at: head.size)) ?? MerkleTree.emptyRoot,
        expected: head.root)
    }
  }

  /// That the head of `note` continues an earlier one; refuses heads that are not of this journal.
  ///
  /// - Parameters:
  ///   - oldNote: the earlier head as it was signed; nil where only its size is known.
  ///   - vkey: the public key of the signer.
  public func consistency(
    from old: Checkpoint, signed oldNote: SignedNote?, to note: SignedNote, vkey: String
  ) throws -> ConsistencyFile {
    let new = try Checkpoint(text: note.text)
    try check(old)
    try check(new)
    let proof = try tree.consistencyProof(from: old.size, to: new.size)
    return try ConsistencyFile(
      vkey: vkey, old: old, signed: oldNote, new: note, hashes: proof.hashes)
  }
}
