import Cryptography

extension MerkleFrontier {
  /// The roots of the tree over the first lines of a text, at some sizes; a size beyond the lines that are
  /// ended by LF has none.
  ///
  /// - Complexity: hashes the lines up to the largest size once.
  public static func roots(
    ofLines text: ArraySlice<UInt8>, at sizes: Set<UInt64>
  ) -> [UInt64: Digest] {
    var tree = MerkleFrontier()
    var roots: [UInt64: Digest] = [:]
    if sizes.contains(0) { roots[0] = tree.root }
    let last = sizes.max() ?? 0
    text.withUnsafeBytes { bytes in
      var start = 0
      while tree.count < last {
        guard let end = bytes[start...].firstIndex(of: 0x0a) else { return }
        tree.append(MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        if sizes.contains(tree.count) { roots[tree.count] = tree.root }
        start = end + 1
      }
    }
    return roots
  }
}
