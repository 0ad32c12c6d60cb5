/// Which parts of a tree a proof is made of, as ranges of leaves; what they hash to is looked up
/// elsewhere.
///
/// Specs: RFC 6962 sections 2.1.1 and 2.1.2.
enum ProofShape {
  /// PATH of the RFC: the siblings on the way from a leaf up to the root.
  static func inclusion(of index: UInt64, in size: UInt64) -> [Range<UInt64>] {
    var parts: [Range<UInt64>] = []
    var tree = 0..<size
    while tree.count > 1 {
      let split = tree.lowerBound + UInt64(MerkleTree.split(tree.count))
      if index < split {
        parts.append(split..<tree.upperBound)
        tree = tree.lowerBound..<split
      } else {
        parts.append(tree.lowerBound..<split)
        tree = split..<tree.upperBound
      }
    }
    return parts.reversed()
  }

  /// PROOF of the RFC: the parts that both roots are built from; none where either tree is empty or
  /// both are the same.
  static func consistency(from oldSize: UInt64, to size: UInt64) -> [Range<UInt64>] {
    guard oldSize > 0, oldSize < size else { return [] }
    var parts: [Range<UInt64>] = []
    var tree = 0..<size
    // The root of a part that is the whole earlier tree is known to the reader and left out.
    var isWhole = true
    while oldSize < tree.upperBound {
      let split = tree.lowerBound + UInt64(MerkleTree.split(tree.count))
      if oldSize <= split {
        parts.append(split..<tree.upperBound)
        tree = tree.lowerBound..<split
      } else {
        parts.append(tree.lowerBound..<split)
        tree = split..<tree.upperBound
        isWhole = false
      }
    }
    return (isWhole ? [] : [tree]) + parts.reversed()
  }
}
