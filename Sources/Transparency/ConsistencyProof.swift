import Cryptography

/// That a tree continues an earlier one, which stands unchanged as its beginning.
///
/// Specs: RFC 6962 section 2.1.2; RFC 9162 section 2.1.4.
public struct ConsistencyProof: Equatable, Sendable {
  /// How many leaves the earlier tree has.
  public let oldSize: UInt64

  /// How many leaves the later tree has.
  public let newSize: UInt64

  /// The hashes that both roots are built from.
  public let hashes: [Digest]

  /// A proof as it was received; nothing is checked before `verify`.
  public init(oldSize: UInt64, newSize: UInt64, hashes: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Makes the proof that these leaves continue the first `oldSize` of them; refuses a larger
  /// earlier tree.
  ///
  /// - Complexity: O(leaves).
  public init(from oldSize: UInt64, in leafHashes: [Digest]) throws(TransparencyError) {
    let newSize = UInt64(leafHashes.count)
    guard oldSize <= newSize else { throw .treeShrinks(from: oldSize, to: newSize) }
    self.init(
      oldSize: oldSize, newSize: newSize,
      hashes: ProofShape.consistency(from: oldSize, to: newSize).map { part in
        MerkleTree.root(of: leafHashes[Int(part.lowerBound)..<Int(part.upperBound)])
      })
  }

  /// Refuses the proof unless it builds both roots.
  ///
  /// An empty earlier tree is continued by every tree: then only its root is compared.
  public func verify(oldRoot: Digest, newRoot: Digest) throws(TransparencyError) {
    guard oldSize <= newSize else { throw .treeShrinks(from: oldSize, to: newSize) }
    guard oldSize > 0, oldSize < newSize else {
      return try verifyWithoutPath(oldRoot: oldRoot, newRoot: newRoot)
    }
    // A perfect earlier tree is a node of the later one, so that its root needs no proof.
    let isPerfect = oldSize & (oldSize - 1) == 0
    guard let start = isPerfect ? oldRoot : hashes.first else {
      throw .proofLengthDiffers(found: 0)
    }
    var path = ProofPath(index: oldSize - 1, size: newSize)
    path.skipPerfectPart()
    var old = start
    var new = start
    for hash in hashes.dropFirst(isPerfect ? 0 : 1) {
      guard !path.isAtRoot else { throw .proofLengthDiffers(found: hashes.count) }
      if path.isRightChild {
        old = MerkleTree.nodeHash(hash, old)
        new = MerkleTree.nodeHash(hash, new)
      } else {
        new = MerkleTree.nodeHash(new, hash)
      }
      path.climb()
    }
    guard path.isAtRoot else { throw .proofLengthDiffers(found: hashes.count) }
    guard old == oldRoot else { throw .rootDiffers(found: old, expected: oldRoot) }
    guard new == newRoot else { throw .rootDiffers(found: new, expected: newRoot) }
  }

  private func verifyWithoutPath(
    oldRoot: Digest, newRoot: Digest
  ) throws(TransparencyError) {
    guard hashes.isEmpty else { throw .proofLengthDiffers(found: hashes.count) }
    let expected = oldSize == 0 ? MerkleTree.emptyRoot : newRoot
    guard oldRoot == expected else { throw .rootDiffers(found: oldRoot, expected: expected) }
    guard newSize > 0 || newRoot == expected else {
      throw .rootDiffers(found: newRoot, expected: expected)
    }
  }
}
