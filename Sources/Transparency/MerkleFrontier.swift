import Cryptography

/// A tree that is only ever appended to, kept as the roots of its perfect parts.
///
/// Holds one hash for every 1 bit of the size, however many leaves there are.
///
/// Specs: RFC 6962 section 2.1.
public struct MerkleFrontier: Equatable, Sendable {
  /// How many leaves the tree has.
  public private(set) var count: UInt64 = 0

  // The largest part first, as the bits of the count from the highest down.
  private var parts: [Digest] = []

  /// A tree without leaves.
  public init() {}

  /// Adds the hash of the next leaf.
  ///
  /// - Complexity: O(1) amortised: one node hash a leaf.
  public mutating func append(_ leafHash: Digest) { append(leafHash, level: 0) }

  /// Adds the root over the next 2^`level` leaves, of whose number this tree holds a multiple.
  mutating func append(_ root: Digest, level: Int) {
    precondition(count & (1 << UInt64(level) - 1) == 0, "A part stands where its size divides")
    var part = root
    for _ in 0..<(~(count >> UInt64(level))).trailingZeroBitCount {
      part = MerkleTree.nodeHash(parts.removeLast(), part)
    }
    parts.append(part)
    count += 1 << UInt64(level)
  }

  /// The root of the tree as it stands.
  ///
  /// - Complexity: O(log count).
  public var root: Digest {
    guard var root = parts.last else { return MerkleTree.emptyRoot }
    for part in parts.dropLast().reversed() { root = MerkleTree.nodeHash(part, root) }
    return root
  }
}
