import Cryptography
import Testing
import Transparency

@Suite struct CheckpointTests {
  private static let root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="

  @Test func thePublishedCheckpointIsReadAndWrittenBack() throws {
    let note = try SignedNote(parsing: Array(Vectors.note.note.utf8))
    let checkpoint = try Checkpoint(text: note.text)
    #expect(checkpoint.origin == "ledger.example/ipo")
    #expect(checkpoint.size == 8)
    #expect(checkpoint.root.hex == Vectors.note.rootOfEight)
    #expect(checkpoint.text == note.text)
    let made = try Checkpoint(origin: "ledger.example/ipo", size: 8, root: checkpoint.root)
    #expect(made == checkpoint)
  }

  @Test func furtherLinesAreKept() throws {
    let text = "origin\n0\n\(Self.root)\nextension one\ntwo\n"
    let checkpoint = try Checkpoint(text: text)
    #expect(checkpoint.extensions == ["extension one", "two"])
    #expect(checkpoint.text == text)
  }

  @Test(arguments: [
    ("", 1), ("\n8\n\(root)\n", 1), ("a b\n8\n\(root)\n", 1), ("a+b\n8\n\(root)\n", 1),
    ("a\n", 2), ("a\n08\n\(root)\n", 2), ("a\n+8\n\(root)\n", 2), ("a\n-1\n\(root)\n", 2),
    ("a\n 8\n\(root)\n", 2), ("a\n8 \n\(root)\n", 2), ("a\n8\r\n\(root)\n", 2),
    ("a\n18446744073709551616\n\(root)\n", 2), ("a\n8\n", 3), ("a\n8\n\(root.dropLast())\n", 3),
    ("a\n8\nAAAA\n", 3), ("a\n8\n\(root) \n", 3), ("a\n8\n\(root)", 3),
    ("a\n8\n\(root)\n\nextension\n", 4), ("a\n8\n\(root)\n\n", 4), ("a\n8\n\(root)\nextension", 4),
  ])
  func otherLinesAreRefused(text: String, line: Int) {
    let refusal = refusal { _ = try Checkpoint(text: text) }
    guard case .malformedCheckpointLine(line, _) = refusal else {
      Issue.record("\(text) gave \(refusal?.description ?? "a checkpoint")")
      return
    }
  }

  @Test func theLargestSize() throws {
    let text = "a\n\(UInt64.max)\n\(Self.root)\n"
    #expect(try Checkpoint(text: text).size == .max)
  }

  @Test func anOriginIsAName() {
    #expect(throws: TransparencyError.malformedName(found: "a b")) {
      try Checkpoint(origin: "a b", size: 0, root: MerkleTree.emptyRoot)
    }
  }
}
