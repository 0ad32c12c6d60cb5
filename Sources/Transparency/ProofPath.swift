/// The way from a leaf, or from the last leaf of an earlier tree, up to the root.
///
/// Specs: RFC 9162 sections 2.1.3.2 and 2.1.4.2.
struct ProofPath {
  // The names of the RFC are fn and sn: the node we are at, and the last node of its level.
  private var node: UInt64
  private var last: UInt64

  init(index: UInt64, size: UInt64) {
    precondition(index < size, "The leaf is not in the tree")
    node = index
    last = size - 1
  }

  /// Whether no node is left above.
  var isAtRoot: Bool { last == 0 }

  /// Whether the next hash of the proof stands on the left of what is known.
  var isRightChild: Bool { node & 1 == 1 || node == last }

  /// Goes up past the levels on which the node has no sibling, then one more.
  mutating func climb() {
    if isRightChild {
      while node & 1 == 0 && node != 0 { shift() }
    }
    shift()
  }

  /// Goes up as long as the node is the last of a perfect part.
  mutating func skipPerfectPart() {
    while node & 1 == 1 { shift() }
  }

  private mutating func shift() {
    node >>= 1
    last >>= 1
  }
}
