import Audit
import Cryptography
import Transparency

extension FuzzTarget {
  /// Files that prove something, and proofs of trees.
  static let proofs = [
    FuzzTarget("proof-file", tokens: Tokens.note) { bytes in
      do {
        let proof = try ProofFile(parsing: bytes)
        try demandSame(proof.bytes, bytes, "the proof")
        _ = try? proof.verify(leafHash: MerkleTree.leafHash(proof.extra))
        return true
      } catch is TransparencyError {
        return false
      }
    },
    FuzzTarget("entry-proof", tokens: Tokens.note + Tokens.entry) { bytes in
      do {
        let proof = try EntryProof(parsing: bytes)
        try demandSame(proof.bytes, bytes, "the proof")
        _ = try? proof.check()
        _ = proof.listRoot
        return true
      } catch is TransparencyError {
        return false
      } catch is ProofFault {
        return false
      }
    },
    // index, size, then hashes as numbers of nodes: a proof of a small tree, or something like it.
    FuzzTarget("inclusion-proof", tokens: []) { bytes in
      let leaves = SmallTree.leaves(Int(bytes.first ?? 0) % 33)
      let index = UInt64(bytes.dropFirst().first ?? 0)
      let size = SmallTree.size(bytes.dropFirst(2).first ?? 0, near: leaves.count)
      let hashes = SmallTree.hashes(
        bytes.dropFirst(3), of: leaves,
        honest: {
          try InclusionProof(forLeafAt: index, in: leaves).hashes
        })
      let proof = InclusionProof(index: index, treeSize: size, hashes: hashes)
      let leaf = leaves.isEmpty ? Digest.zero : leaves[Int(index) % leaves.count]
      guard (try? proof.verify(leafHash: leaf, root: MerkleTree.root(of: leaves))) != nil else {
        return false
      }
      // A size that is not the tree's may have the same path, and the same way to the root.
      guard size == UInt64(leaves.count) else { return true }
      let honest = try? InclusionProof(forLeafAt: index, in: leaves).hashes
      try demand(honest == hashes, "a proof that is not the tree's")
      return true
    },
    FuzzTarget("consistency-proof", tokens: []) { bytes in
      let leaves = SmallTree.leaves(Int(bytes.first ?? 0) % 33)
      let old = Int(bytes.dropFirst().first ?? 0) % 40
      let size = SmallTree.size(bytes.dropFirst(2).first ?? 0, near: leaves.count)
      let hashes = SmallTree.hashes(
        bytes.dropFirst(3), of: leaves,
        honest: {
          try ConsistencyProof(from: UInt64(old), in: leaves).hashes
        })
      let proof = ConsistencyProof(oldSize: UInt64(old), newSize: size, hashes: hashes)
      let oldRoot = MerkleTree.root(of: Array(leaves.prefix(old)))
      let root = MerkleTree.root(of: leaves)
      guard (try? proof.verify(oldRoot: oldRoot, newRoot: root)) != nil else { return false }
      guard size == UInt64(leaves.count) else { return true }
      let honest = try? ConsistencyProof(from: UInt64(old), in: leaves).hashes
      try demand(honest == hashes, "a proof that is not the tree's")
      return true
    },
    FuzzTarget("timestamp", tokens: []) { bytes in
      do {
        let token = try TimestampToken(parsing: bytes)
        try demandSame(token.bytes, bytes, "the token")
        // No certificate is trusted, and none that could be is in the bytes.
        let trusted = try? token.verify(over: bytes, trusting: bytes)
        try demand(trusted == nil, "a token that proves itself")
        return true
      } catch is TimestampError {
        return false
      }
    },
  ]
}

/// Trees of up to 32 leaves.
private enum SmallTree {
  static func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash([UInt8($0)]) }
  }

  /// The tree's size, or one at an edge.
  static func size(_ byte: UInt8, near count: Int) -> UInt64 {
    let edges: [UInt64] = [0, 1, 1 << 32, 1 << 63, .max, .max - 1]
    return byte < 200 ? UInt64(count) : edges[Int(byte) % edges.count]
  }

  /// A byte of 255 stands for the honest proof from there on, others for a leaf or a node.
  static func hashes(
    _ bytes: ArraySlice<UInt8>, of leaves: [Digest], honest: () throws -> [Digest]
  ) -> [Digest] {
    var hashes: [Digest] = []
    for byte in bytes.prefix(200) {
      if byte == 255 {
        hashes += (try? honest())?.dropFirst(hashes.count) ?? []
      } else if byte > 128 {
        hashes.append(MerkleTree.root(of: Array(leaves.prefix(Int(byte) - 128))))
      } else {
        hashes.append(MerkleTree.leafHash([byte]))
      }
    }
    return hashes
  }
}
