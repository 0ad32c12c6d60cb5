import Cryptography
import Offerings
import Quantities
import Testing
import Transparency

/// The frozen list's tree against one that is hashed leaf by leaf.
struct ApplicationTreeTests {
  /// So many rows, with salts where asked.
  private func list(_ rows: Int, salted: Bool = false) -> ApplicationList {
    var bytes = Array("account,shares\n".utf8)
    var index = ApplicationIndex()
    for row in 0..<rows {
      index.append(rowAt: bytes.count, lots: Int64(row % 3 + 1))
      let salt = salted ? ",\(SHA256.hash("\(row)").hex.prefix(32))" : ""
      bytes += Array("n\(row),\((row % 3 + 1) * 500)\(salt)\n".utf8)
    }
    return ApplicationList(bytes: bytes, index: index, lot: Shares(500))
  }

  private func plainRoot(_ list: ApplicationList) -> Digest {
    MerkleTree.root(of: (0..<list.count).map { MerkleTree.leafHash(list.leaf(at: $0)) })
  }

  @Test(arguments: [false, true])
  func `Every small list, with and without salts`(salted: Bool) throws {
    #expect(list(0).root() == MerkleTree.emptyRoot)
    for rows in 1...70 {
      let list = list(rows, salted: salted)
      let root = list.root()
      #expect(root == plainRoot(list))
      for row in 0..<rows {
        let proof = try list.inclusionProof(ofRow: row)
        try proof.verify(leafHash: MerkleTree.leafHash(list.leaf(at: row)), root: root)
        #expect(proof.treeSize == UInt64(rows) && proof.index == UInt64(row))
        if row > 0 {
          #expect(throws: TransparencyError.self) {
            try proof.verify(leafHash: MerkleTree.leafHash(list.leaf(at: row - 1)), root: root)
          }
        }
      }
    }
  }

  /// Around the size of the parts that cores work on, and a tree of several of them.
  @Test(arguments: [16_383, 16_384, 16_385, 32_768, 32_769, 81_920, 100_003])
  func `The parts of a large list make one tree`(rows: Int) throws {
    let list = list(rows)
    let root = list.root()
    #expect(root == plainRoot(list))
    for row in [0, 1, 16_383, rows / 2, rows - 2, rows - 1] where row < rows {
      try list.inclusionProof(ofRow: row)
        .verify(leafHash: MerkleTree.leafHash(list.leaf(at: row)), root: root)
    }
  }

  @Test func `Rows are found by number, by name and by what they won`() {
    let list = list(1_000)
    let lots = (0..<1_000).map { Int64($0 % 3 + 1) }
    var before: Int64 = 0
    for row in 0..<1_000 {
      #expect(list.account(at: row) == "n\(row)" && list.lots(at: row) == lots[row])
      #expect(list.lots(before: row) == before)
      #expect(list.row(ofNumberAt: before) == row)
      #expect(list.row(ofNumberAt: before + lots[row] - 1) == row)
      before += lots[row]
    }
    #expect(before == list.totalLots)
    #expect(list.row(ofNumberAt: before) == nil && list.row(ofNumberAt: -1) == nil)
    #expect(list.row(of: "n999") == 999 && list.row(of: "n99") == 99 && list.row(of: "n") == nil)
    #expect(list.leaf(at: 16) == Array("n16,1000".utf8))
  }
}
