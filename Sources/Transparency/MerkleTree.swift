import Cryptography

/// The hashing of an RFC 6962 tree.
///
/// Leaves and nodes start with different bytes, so that neither can pass for the other.
///
/// Specs: RFC 6962 section 2.1; contract section 3.
public enum MerkleTree {
  /// The root of a tree without leaves: the hash of no bytes.
  public static let emptyRoot = SHA256.hash([])

  /// The hash of a leaf: SHA-256(0x00 ‖ data).
  public static func leafHash(_ data: UnsafeRawBufferPointer) -> Digest {
    SHA256.hash(domain: 0, data)
  }

  /// The hash of a leaf: SHA-256(0x00 ‖ data).
  public static func leafHash(_ data: [UInt8]) -> Digest {
    data.withUnsafeBytes { bytes in leafHash(bytes) }
  }

  /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
  public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash(domain: 1, left, right)
  }

  /// The root over leaf hashes.
  ///
  /// - Complexity: O(leaves) time, O(log leaves) memory.
  public static func root(of leafHashes: [Digest]) -> Digest {
    root(of: leafHashes[...])
  }

  static func root(of leafHashes: ArraySlice<Digest>) -> Digest {
    var frontier = MerkleFrontier()
    for leafHash in leafHashes { frontier.append(leafHash) }
    return frontier.root
  }

  /// Where a tree of two or more leaves divides: the largest power of two below its size.
  static func split(_ size: Int) -> Int {
    precondition(size > 1, "One leaf cannot be divided")
    return 1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
  }
}
