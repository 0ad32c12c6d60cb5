import Cryptography
import Parallelism
import Transparency

/// The tree of the frozen list: RFC 6962 over the rows `account,shares[,salt]` in their order.
///
/// Specs: contract section 4, The seed.
extension ApplicationList {
  /// Rows of one perfect subtree that is hashed on one core.
  private static let chunk = 1 << 14

  /// The root over all rows; of no row, the empty tree's.
  ///
  /// - Complexity: O(rows): two small hashes a row, on all cores; memory for one chunk a core.
  public func root() -> Digest { MerkleTree.root(of: chunkRoots()) }

  /// That one row stands at its place in the frozen list.
  ///
  /// - Complexity: as `root`.
  public func inclusionProof(ofRow row: Int) throws(TransparencyError) -> InclusionProof {
    let chunk = row / Self.chunk
    let below = try InclusionProof(
      forLeafAt: UInt64(row % Self.chunk), in: leafHashes(ofChunk: chunk))
    let above = try InclusionProof(forLeafAt: UInt64(chunk), in: chunkRoots())
    return InclusionProof(
      index: UInt64(row), treeSize: UInt64(count), hashes: below.hashes + above.hashes)
  }

  /// The roots of perfect subtrees, and of what is left over: the tree over them is the whole one.
  private func chunkRoots() -> [Digest] {
    let chunks = (count + Self.chunk - 1) / Self.chunk
    return concurrentMap(count: chunks) { chunk in
      MerkleTree.root(of: leafHashes(ofChunk: chunk))
    }
  }

  private func leafHashes(ofChunk chunk: Int) -> [Digest] {
    let first = chunk * Self.chunk
    var hashes: [Digest] = []
    hashes.reserveCapacity(Self.chunk)
    forEachRow(from: first, to: min(count, first + Self.chunk)) { _, bytes, found in
      let leaf = UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(bytes)[found.start..<found.end])
      hashes.append(MerkleTree.leafHash(leaf))
    }
    return hashes
  }
}
