import Cryptography
import Testing
import Transparency

@Suite struct InclusionProofTests {
  @Test(arguments: Vectors.proofs.filter { $0.kind == "inclusion" })
  func publishedProofs(vector: Vectors.Proof) throws {
    let parts = (
      root: vector.root.flatMap(Vectors.digest(base64:)),
      leafHash: vector.leafHash.flatMap(Vectors.digest(base64:))
    )
    // A hash that has not 32 bytes cannot be made into a digest: that is the refusal.
    guard let hashes = vector.hashes, let root = parts.root, let leafHash = parts.leafHash else {
      #expect(vector.wantErr)
      return
    }
    let proof = InclusionProof(
      index: try #require(vector.leafIdx), treeSize: try #require(vector.treeSize),
      hashes: hashes)
    let refusal = refusal { try proof.verify(leafHash: leafHash, root: root) }
    #expect((refusal != nil) == vector.wantErr)
  }

  @Test func everyLeafOfEverySmallTree() throws {
    for size in 1...33 {
      let leaves = leafHashes(size)
      let root = MerkleTree.root(of: leaves)
      for index in 0..<size {
        let proof = try InclusionProof(forLeafAt: UInt64(index), in: leaves)
        try proof.verify(leafHash: leaves[index], root: root)
        for other in 0..<size where other != index {
          #expect(refusal { try proof.verify(leafHash: leaves[other], root: root) } != nil)
          let elsewhere = InclusionProof(
            index: UInt64(other), treeSize: UInt64(size), hashes: proof.hashes)
          #expect(refusal { try elsewhere.verify(leafHash: leaves[index], root: root) } != nil)
        }
      }
    }
  }

  @Test func everyFlippedBitIsRefused() throws {
    let leaves = leafHashes(7)
    let root = MerkleTree.root(of: leaves)
    let proof = try InclusionProof(forLeafAt: 4, in: leaves)
    for position in proof.hashes.indices {
      for bit in 0..<256 {
        var hashes = proof.hashes
        hashes[position] = try flipped(hashes[position], bit: bit)
        let forged = InclusionProof(index: 4, treeSize: 7, hashes: hashes)
        #expect(refusal { try forged.verify(leafHash: leaves[4], root: root) } != nil)
      }
    }
    for bit in 0..<256 {
      let leaf = try flipped(leaves[4], bit: bit)
      #expect(refusal { try proof.verify(leafHash: leaf, root: root) } != nil)
      let otherRoot = try flipped(root, bit: bit)
      #expect(
        refusal { try proof.verify(leafHash: leaves[4], root: otherRoot) }
          == .rootDiffers(found: root, expected: otherRoot))
    }
  }

  @Test func refusalsNameTheRule() throws {
    let leaves = leafHashes(5)
    let root = MerkleTree.root(of: leaves)
    #expect(throws: TransparencyError.indexBeyondTree(found: 5, size: 5)) {
      try InclusionProof(forLeafAt: 5, in: leaves)
    }
    #expect(throws: TransparencyError.indexBeyondTree(found: 0, size: 0)) {
      try InclusionProof(forLeafAt: 0, in: [])
    }
    let outside = InclusionProof(index: 5, treeSize: 5, hashes: [])
    #expect(throws: TransparencyError.indexBeyondTree(found: 5, size: 5)) {
      try outside.verify(leafHash: leaves[0], root: root)
    }
    let whole = try InclusionProof(forLeafAt: 0, in: leaves).hashes
    for hashes in [Array(whole.dropLast()), whole + [root]] {
      let proof = InclusionProof(index: 0, treeSize: 5, hashes: hashes)
      #expect(throws: TransparencyError.proofLengthDiffers(found: hashes.count)) {
        try proof.verify(leafHash: leaves[0], root: root)
      }
    }
  }
}

/// Why something was refused; `nil` when it was not.
func refusal(_ body: () throws -> Void) -> TransparencyError? {
  do {
    try body()
    return nil
  } catch let error as TransparencyError {
    return error
  } catch {
    Issue.record(error)
    return nil
  }
}

/// The digest with one bit changed.
func flipped(_ digest: Digest, bit: Int) throws -> Digest {
  var bytes = digest.bytes
  bytes[bit / 8] ^= 1 << UInt8(bit % 8)
  return try #require(Digest(bytes: bytes))
}
