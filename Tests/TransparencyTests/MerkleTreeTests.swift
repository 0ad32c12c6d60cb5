import Cryptography
import Testing
import Transparency

@Suite struct MerkleTreeTests {
  /// The roots over the first 0 to 8 leaves of the transparency-dev test tree.
  private static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func publishedRoots() {
    let leaves = Vectors.note.leaves.map { MerkleTree.leafHash(bytes(hex: $0)) }
    #expect(Vectors.note.rootOfEight == Self.roots[8])
    var frontier = MerkleFrontier()
    for count in 0...8 {
      #expect(frontier.count == UInt64(count))
      #expect(frontier.root.hex == Self.roots[count])
      #expect(MerkleTree.root(of: Array(leaves.prefix(count))).hex == Self.roots[count])
      if count < 8 { frontier.append(leaves[count]) }
    }
    #expect(MerkleTree.emptyRoot.hex == Self.roots[0])
  }

  @Test func publishedLeafAndNode() {
    #expect(
      MerkleTree.leafHash(Array("L123456".utf8)).hex
        == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
    #expect(MerkleTree.leafHash([]).hex == Self.roots[1])
    // The published node has children of 4 bytes, which no digest has: only the rule is the same.
    #expect(
      SHA256.hash([1] + Array("N123N456".utf8)).hex
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb")
  }

  @Test func everyPublishedProofIsLookedAt() {
    let kinds = Dictionary(grouping: Vectors.proofs, by: \.kind).mapValues(\.count)
    #expect(kinds == ["consistency": 43, "inclusion": 54])
    #expect(Vectors.proofs.count { $0.wantErr } > 50)
    #expect(Vectors.proofs.contains { !$0.wantErr })
  }

  @Test func aNodeIsTheHashOfItsChildrenAfterOne() {
    let left = MerkleTree.leafHash([1])
    let right = MerkleTree.leafHash([2])
    #expect(MerkleTree.nodeHash(left, right) == SHA256.hash([1] + left.bytes + right.bytes))
    #expect(MerkleTree.nodeHash(left, right) != MerkleTree.nodeHash(right, left))
    #expect(MerkleTree.nodeHash(left, right) != MerkleTree.leafHash(left.bytes + right.bytes))
  }

  @Test func theFrontierAgreesWithTheRecursiveDefinition() {
    var frontier = MerkleFrontier()
    for count in 1...130 {
      let leaves = leafHashes(count)
      frontier.append(leaves[count - 1])
      #expect(frontier.root == naiveRoot(leaves[...]))
    }
  }

  private func naiveRoot(_ leaves: ArraySlice<Digest>) -> Digest {
    guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
    var split = 1
    while 2 * split < leaves.count { split *= 2 }
    return MerkleTree.nodeHash(
      naiveRoot(leaves.prefix(split)), naiveRoot(leaves.dropFirst(split)))
  }
}
