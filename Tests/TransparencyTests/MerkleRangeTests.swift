import Cryptography
import Testing
import Transparency

@Suite struct MerkleRangeTests {
  @Test func `Every tree of ranges is the tree of its leaves`() {
    let leaves = (0..<70).map { SHA256.hash("leaf \($0)") }
    for first in 0...33 {
      for second in first...70 {
        var frontier = MerkleFrontier()
        var range = MerkleRange()
        for (start, end) in [(0, first), (first, second), (second, 70)] {
          range.restart(at: UInt64(start))
          for leaf in leaves[start..<end] { range.append(leaf) }
          frontier.append(range)
        }
        #expect(frontier.root == MerkleTree.root(of: leaves))
      }
    }
  }

  @Test func `A digest knows its own text and no other`() {
    let digest = SHA256.hash("text")
    let text = Array(digest.hex.utf8)
    func isText(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        return digest.isText(at: base)
      }
    }
    #expect(isText(text))
    for place in text.indices {
      for byte in UInt8.min...UInt8.max where byte != text[place] {
        var other = text
        other[place] = byte
        #expect(!isText(other))
      }
    }
  }
}
