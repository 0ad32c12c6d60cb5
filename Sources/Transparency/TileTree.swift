import Cryptography

/// A tree whose proofs are looked up: the hashes of every eighth level, as tlog-tiles has them.
///
/// Holds 32 bytes a leaf and little more. A proof, or the root of any earlier size, takes O(log n)
/// tiles of at most 256 hashes.
///
/// Specs: C2SP tlog-tiles; RFC 6962 section 2.1.
public struct TileTree: Sendable {
  // By level: the roots of the perfect parts of 256^level leaves.
  private var levels: [[Digest]] = [[]]

  /// A tree without leaves.
  public init() {}

  /// How many leaves the tree has.
  public var count: UInt64 { UInt64(levels[0].count) }

  /// Adds the hash of the next leaf.
  ///
  /// - Complexity: O(1) amortised: about one node hash a leaf.
  public mutating func append(_ leafHash: Digest) {
    levels[0].append(leafHash)
    var level = 0
    while levels[level].count.isMultiple(of: TilePath.widthMax) {
      let root = MerkleTree.root(of: levels[level].suffix(TilePath.widthMax))
      if level + 1 == levels.count { levels.append([]) }
      level += 1
      levels[level].append(root)
    }
  }

  /// The root over the first `size` leaves; refuses more than there are.
  public func root(at size: UInt64) throws(TransparencyError) -> Digest {
    guard size <= count else { throw .treeShrinks(from: size, to: count) }
    return size == 0 ? MerkleTree.emptyRoot : root(of: 0..<size)
  }

  /// The hash of one leaf; refuses an index beyond the tree.
  public func leafHash(at index: UInt64) throws(TransparencyError) -> Digest {
    guard index < count else { throw .indexBeyondTree(found: index, size: count) }
    return levels[0][Int(index)]
  }

  /// The proof that a leaf stands in the tree of the first `size` leaves; refuses an index beyond
  /// them, and more of them than there are.
  public func inclusionProof(
    of index: UInt64, in size: UInt64
  ) throws(TransparencyError) -> InclusionProof {
    guard size <= count else { throw .treeShrinks(from: size, to: count) }
    guard index < size else { throw .indexBeyondTree(found: index, size: size) }
    return InclusionProof(
      index: index, treeSize: size,
      hashes: ProofShape.inclusion(of: index, in: size).map(root))
  }

  /// The proof that the tree of the first `size` leaves continues that of the first `oldSize`;
  /// refuses more of either than there are.
  public func consistencyProof(
    from oldSize: UInt64, to size: UInt64
  ) throws(TransparencyError) -> ConsistencyProof {
    guard size <= count else { throw .treeShrinks(from: size, to: count) }
    guard oldSize <= size else { throw .treeShrinks(from: oldSize, to: size) }
    return ConsistencyProof(
      oldSize: oldSize, newSize: size,
      hashes: ProofShape.consistency(from: oldSize, to: size).map(root))
  }

  /// The root of a part that begins where a subtree of its size may: its perfect parts, from the
  /// right.
  private func root(of part: Range<UInt64>) -> Digest {
    var end = part.upperBound
    var root: Digest?
    while end > part.lowerBound {
      let height = min((end - part.lowerBound).trailingZeroBitCount, end.trailingZeroBitCount)
      let left = node(height: height, index: end >> height - 1)
      root = root.map { MerkleTree.nodeHash(left, $0) } ?? left
      end -= 1 << height
    }
    guard let root else { preconditionFailure("A part of a proof has leaves") }
    return root
  }

  /// The root of a perfect part of 2^height leaves.
  private func node(height: Int, index: UInt64) -> Digest {
    let width = 1 << (height % TilePath.height)
    let first = Int(index) * width
    return MerkleTree.root(of: levels[height / TilePath.height][first..<(first + width)])
  }
}
