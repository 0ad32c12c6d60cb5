import Cryptography

/// That a leaf stands at a place of a tree: the hashes that lead from it to the root.
///
/// Specs: RFC 6962 section 2.1.1; RFC 9162 section 2.1.3.
public struct InclusionProof: Equatable, Sendable {
  /// The place of the leaf, from 0.
  public let index: UInt64

  /// How many leaves the tree has.
  public let treeSize: UInt64

  /// The siblings on the way, from the leaf up.
  public let hashes: [Digest]

  /// A proof as it was received; nothing is checked before `verify`.
  public init(index: UInt64, treeSize: UInt64, hashes: [Digest]) {
    self.index = index
    self.treeSize = treeSize
    self.hashes = hashes
  }

  /// Makes the proof for one leaf; refuses an index beyond the tree.
  ///
  /// - Complexity: O(leaves).
  public init(forLeafAt index: UInt64, in leafHashes: [Digest]) throws(TransparencyError) {
    let size = UInt64(leafHashes.count)
    guard index < size else { throw .indexBeyondTree(found: index, size: size) }
    self.init(
      index: index, treeSize: size,
      hashes: ProofShape.inclusion(of: index, in: size).map { part in
        MerkleTree.root(of: leafHashes[Int(part.lowerBound)..<Int(part.upperBound)])
      })
  }

  /// Refuses the proof unless it leads from this leaf to this root.
  public func verify(leafHash: Digest, root: Digest) throws(TransparencyError) {
    guard index < treeSize else { throw .indexBeyondTree(found: index, size: treeSize) }
    var path = ProofPath(index: index, size: treeSize)
    var node = leafHash
    for hash in hashes {
      guard !path.isAtRoot else { throw .proofLengthDiffers(found: hashes.count) }
      node =
        path.isRightChild
        ? MerkleTree.nodeHash(hash, node) : MerkleTree.nodeHash(node, hash)
      path.climb()
    }
    guard path.isAtRoot else { throw .proofLengthDiffers(found: hashes.count) }
    guard node == root else { throw .rootDiffers(found: node, expected: root) }
  }
}
