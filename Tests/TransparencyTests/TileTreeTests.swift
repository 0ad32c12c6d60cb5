import Cryptography
import Testing
import Transparency

@Suite struct TileTreeTests {
  private static let leaves = (0..<70_000).map { number in
    MerkleTree.leafHash(
      [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
        + [UInt8(number >> 16)])
  }

  private static func tree(_ count: Int) -> TileTree {
    var tree = TileTree()
    for leaf in leaves.prefix(count) { tree.append(leaf) }
    return tree
  }

  @Test func `Every proof of every small tree is that of the definition`() throws {
    let tree = Self.tree(70)
    for size in 0...70 {
      let leaves = Array(Self.leaves.prefix(size))
      #expect(try tree.root(at: UInt64(size)) == MerkleTree.root(of: leaves))
      for place in 0..<size {
        #expect(
          try tree.inclusionProof(of: UInt64(place), in: UInt64(size))
            == InclusionProof(forLeafAt: UInt64(place), in: leaves))
      }
      for old in 0...size {
        #expect(
          try tree.consistencyProof(from: UInt64(old), to: UInt64(size))
            == ConsistencyProof(from: UInt64(old), in: leaves))
      }
    }
  }

  /// Around every place where a tile or a level begins.
  @Test func `Proofs of large trees hold`() throws {
    let tree = Self.tree(70_000)
    let sizes: [UInt64] = [
      255, 256, 257, 511, 512, 65_279, 65_280, 65_535, 65_536, 65_537, 65_792, 69_999, 70_000,
    ]
    for size in sizes {
      let root = try tree.root(at: size)
      #expect(root == MerkleTree.root(of: Array(Self.leaves.prefix(Int(size)))))
      for place in sizes.map({ $0 - 1 }) + [0] where place < size {
        let proof = try tree.inclusionProof(of: place, in: size)
        try proof.verify(leafHash: Self.leaves[Int(place)], root: root)
      }
      for old in sizes where old <= size {
        let proof = try tree.consistencyProof(from: old, to: size)
        try proof.verify(oldRoot: tree.root(at: old), newRoot: root)
      }
    }
  }

  @Test func `What is beyond the tree is refused`() throws {
    let tree = Self.tree(3)
    #expect(throws: TransparencyError.treeShrinks(from: 4, to: 3)) { try tree.root(at: 4) }
    #expect(throws: TransparencyError.indexBeyondTree(found: 2, size: 2)) {
      try tree.inclusionProof(of: 2, in: 2)
    }
    #expect(throws: TransparencyError.treeShrinks(from: 4, to: 3)) {
      try tree.inclusionProof(of: 0, in: 4)
    }
    #expect(throws: TransparencyError.treeShrinks(from: 3, to: 2)) {
      try tree.consistencyProof(from: 3, to: 2)
    }
    #expect(throws: TransparencyError.treeShrinks(from: 4, to: 3)) {
      try tree.consistencyProof(from: 1, to: 4)
    }
    #expect(throws: TransparencyError.indexBeyondTree(found: 3, size: 3)) {
      try tree.leafHash(at: 3)
    }
    #expect(try tree.leafHash(at: 2) == Self.leaves[2])
    #expect(try TileTree().root(at: 0) == MerkleTree.emptyRoot)
  }
}
