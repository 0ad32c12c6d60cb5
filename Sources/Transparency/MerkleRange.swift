import Cryptography

/// The leaves of a stretch of a tree, kept as the roots of its perfect parts: what one core makes of its
/// leaves so that a frontier can take all of them in a few steps.
///
/// Specs: RFC 6962 section 2.1.
public struct MerkleRange: Sendable {
  /// The number of the first leaf.
  public private(set) var start: UInt64 = 0
  /// How many leaves there are.
  public private(set) var count: UInt64 = 0
  /// From the left: each a root over 2^level leaves.
  private(set) var parts: [(root: Digest, level: Int)] = []

  /// No leaf yet.
  public init() {}

  /// Begins anew at a leaf's number.
  public mutating func restart(at start: UInt64) {
    self.start = start
    count = 0
    parts.removeAll(keepingCapacity: true)
  }

  /// Adds the hash of the next leaf.
  ///
  /// - Complexity: O(1) amortised: at most one node hash a leaf.
  public mutating func append(_ leafHash: Digest) {
    var (root, level, index) = (leafHash, 0, start + count)
    // An odd part is the right half of one whose left half stands last, unless that began before the range.
    while index & 1 == 1, let last = parts.last, last.level == level {
      root = MerkleTree.nodeHash(last.root, root)
      parts.removeLast()
      (level, index) = (level + 1, index >> 1)
    }
    parts.append((root, level))
    count += 1
  }
}

extension MerkleFrontier {
  /// Adds all leaves of a range that begins where this tree ends.
  ///
  /// - Complexity: O(log) of the tree's and the range's size.
  public mutating func append(_ range: MerkleRange) {
    precondition(range.start == count, "A range goes on where the tree ends")
    for part in range.parts { append(part.root, level: part.level) }
  }
}
