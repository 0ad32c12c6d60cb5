import Cryptography
import Testing
import Transparency

@Suite struct ConsistencyProofTests {
  @Test(arguments: Vectors.proofs.filter { $0.kind == "consistency" })
  func publishedProofs(vector: Vectors.Proof) throws {
    let roots = (
      old: vector.root1.flatMap(Vectors.digest(base64:)),
      new: vector.root2.flatMap(Vectors.digest(base64:))
    )
    // A hash that has not 32 bytes cannot be made into a digest: that is the refusal.
    guard let hashes = vector.hashes, let oldRoot = roots.old, let newRoot = roots.new else {
      #expect(vector.wantErr)
      return
    }
    let proof = ConsistencyProof(
      oldSize: try #require(vector.size1), newSize: try #require(vector.size2), hashes: hashes)
    let refusal = refusal { try proof.verify(oldRoot: oldRoot, newRoot: newRoot) }
    #expect((refusal != nil) == vector.wantErr)
  }

  @Test func everyPairOfSmallTrees() throws {
    let all = leafHashes(33)
    let roots = (0...33).map { MerkleTree.root(of: Array(all.prefix($0))) }
    for newSize in 0...33 {
      let leaves = Array(all.prefix(newSize))
      for oldSize in 0...newSize {
        let proof = try ConsistencyProof(from: UInt64(oldSize), in: leaves)
        try proof.verify(oldRoot: roots[oldSize], newRoot: roots[newSize])
        for other in 0...33 where other != oldSize {
          #expect(
            refusal { try proof.verify(oldRoot: roots[other], newRoot: roots[newSize]) } != nil)
        }
        // An empty tree is continued by every tree, so that nothing is said about the new root.
        for other in 0...33 where other != newSize && oldSize > 0 {
          #expect(
            refusal { try proof.verify(oldRoot: roots[oldSize], newRoot: roots[other]) } != nil)
        }
      }
    }
  }

  @Test func everyFlippedBitIsRefused() throws {
    let leaves = leafHashes(7)
    let oldRoot = MerkleTree.root(of: Array(leaves.prefix(3)))
    let newRoot = MerkleTree.root(of: leaves)
    let proof = try ConsistencyProof(from: 3, in: leaves)
    for position in proof.hashes.indices {
      for bit in 0..<256 {
        var hashes = proof.hashes
        hashes[position] = try flipped(hashes[position], bit: bit)
        let forged = ConsistencyProof(oldSize: 3, newSize: 7, hashes: hashes)
        #expect(refusal { try forged.verify(oldRoot: oldRoot, newRoot: newRoot) } != nil)
      }
    }
  }

  @Test func aRewrittenBeginningIsRefused() throws {
    var leaves = leafHashes(20)
    let oldRoot = MerkleTree.root(of: Array(leaves.prefix(12)))
    leaves[5] = MerkleTree.leafHash([0xff])
    let proof = try ConsistencyProof(from: 12, in: leaves)
    #expect(
      refusal { try proof.verify(oldRoot: oldRoot, newRoot: MerkleTree.root(of: leaves)) } != nil)
  }

  @Test func refusalsNameTheRule() throws {
    let leaves = leafHashes(5)
    let root = MerkleTree.root(of: leaves)
    #expect(throws: TransparencyError.treeShrinks(from: 6, to: 5)) {
      try ConsistencyProof(from: 6, in: leaves)
    }
    let shrinking = ConsistencyProof(oldSize: 6, newSize: 5, hashes: [])
    #expect(throws: TransparencyError.treeShrinks(from: 6, to: 5)) {
      try shrinking.verify(oldRoot: root, newRoot: root)
    }
    let missing = ConsistencyProof(oldSize: 3, newSize: 5, hashes: [])
    #expect(throws: TransparencyError.proofLengthDiffers(found: 0)) {
      try missing.verify(oldRoot: root, newRoot: root)
    }
    let same = ConsistencyProof(oldSize: 5, newSize: 5, hashes: [root])
    #expect(throws: TransparencyError.proofLengthDiffers(found: 1)) {
      try same.verify(oldRoot: root, newRoot: root)
    }
    let fromEmpty = ConsistencyProof(oldSize: 0, newSize: 5, hashes: [])
    #expect(
      throws: TransparencyError.rootDiffers(found: root, expected: MerkleTree.emptyRoot)
    ) {
      try fromEmpty.verify(oldRoot: root, newRoot: root)
    }
  }
}
