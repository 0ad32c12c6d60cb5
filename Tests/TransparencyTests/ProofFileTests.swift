import Cryptography
import Testing
import Transparency

@Suite struct ProofFileTests {
  private static let header = "c2sp.org/tlog-proof@v1\n"

  /// The siblings of the sixth of the published leaves.
  private static let hashes = """
    vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
    yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
    037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

    """

  private let signer: SignerKey
  private let witness: SignerKey

  init() throws {
    let logKey = try SigningKey(seed: bytes(hex: Vectors.note.logSeed))
    let witnessKey = try SigningKey(seed: bytes(hex: Vectors.note.witnessSeed))
    signer = try SignerKey(name: "ledger.example/ipo", key: logKey)
    witness = try SignerKey(name: "witness.example/w1", key: witnessKey, kind: .cosignature)
  }

  @Test func aFileOfThePublishedNote() throws {
    let text = Self.header + "index 5\n" + Self.hashes + "\n" + Vectors.note.note
    let file = try ProofFile(parsing: Array(text.utf8))
    #expect(file.index == 5)
    #expect(file.hashes.count == 3)
    #expect(file.extra.isEmpty)
    #expect(file.checkpoint.size == 8)
    #expect(file.note.bytes == Array(Vectors.note.note.utf8))
    #expect(file.bytes == Array(text.utf8))
    let leaves = Vectors.note.leaves.map { MerkleTree.leafHash(bytes(hex: $0)) }
    for (index, leaf) in leaves.enumerated() {
      #expect((refusal { try file.verify(leafHash: leaf) } == nil) == (index == 5))
    }
    #expect(try file.note.signers(trusting: [signer.verifierKey]) == [signer.verifierKey])
    let cosignatures = try file.note.cosignatures(trusting: [witness.verifierKey])
    #expect(cosignatures.map(\.time) == [Vectors.note.time])
  }

  @Test func everyLeafOfEverySmallTree() throws {
    for size in 1...20 {
      let leaves = leafHashes(size)
      let note = try note(over: leaves)
      for index in 0..<size {
        let proof = try InclusionProof(forLeafAt: UInt64(index), in: leaves)
        for extra in [[], [UInt8](0..<UInt8(size))] {
          let made = try ProofFile(
            index: UInt64(index), hashes: proof.hashes, note: note, extra: extra)
          let file = try ProofFile(parsing: made.bytes)
          #expect(file == made)
          #expect(file.bytes == made.bytes)
          #expect(file.extra == extra)
          try file.verify(leafHash: leaves[index])
          let others = leaves.indices.filter { other in
            other != index && refusal { try file.verify(leafHash: leaves[other]) } == nil
          }
          #expect(others.isEmpty)
        }
        // The same hashes at another place, up to one past the tree.
        for other in 0...size where other != index {
          let moved = try ProofFile(index: UInt64(other), hashes: proof.hashes, note: note)
          #expect(refusal { try moved.verify(leafHash: leaves[index]) } != nil)
        }
      }
    }
  }

  @Test func aProofOfAnotherTreeIsRefused() throws {
    let leaves = leafHashes(7)
    let proof = try InclusionProof(forLeafAt: 2, in: leaves)
    for size in 3...20 where size != 7 {
      let note = try note(over: leafHashes(size))
      let file = try ProofFile(index: 2, hashes: proof.hashes, note: note)
      #expect(refusal { try file.verify(leafHash: leaves[2]) } != nil)
    }
    let outside = try ProofFile(index: 7, hashes: [], note: note(over: leaves))
    #expect(throws: TransparencyError.indexBeyondTree(found: 7, size: 7)) {
      try outside.verify(leafHash: leaves[2])
    }
    let short = try ProofFile(
      index: 2, hashes: Array(proof.hashes.dropLast()), note: note(over: leaves))
    #expect(throws: TransparencyError.proofLengthDiffers(found: proof.hashes.count - 1)) {
      try short.verify(leafHash: leaves[2])
    }
  }

  @Test func everyFlippedBitIsRefused() throws {
    let leaves = leafHashes(6)
    let proof = try InclusionProof(forLeafAt: 3, in: leaves)
    let whole = try ProofFile(index: 3, hashes: proof.hashes, note: note(over: leaves)).bytes
    var accepted: [Int] = []
    for bit in 0..<(8 * whole.count) {
      var changed = whole
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let refusal = refusal {
        let file = try ProofFile(parsing: changed)
        try file.verify(leafHash: leaves[3])
        _ = try file.note.signers(trusting: [signer.verifierKey])
      }
      if refusal == nil { accepted.append(bit) }
    }
    #expect(accepted.isEmpty)
  }

  @Test func everyPrefixIsRefused() throws {
    let leaves = leafHashes(6)
    let proof = try InclusionProof(forLeafAt: 3, in: leaves)
    let whole = try ProofFile(index: 3, hashes: proof.hashes, note: note(over: leaves)).bytes
    for count in 0..<whole.count {
      let prefix = Array(whole.prefix(count))
      #expect(refusal { _ = try ProofFile(parsing: prefix) } != nil)
    }
  }

  @Test(arguments: [
    "", "c2sp.org/tlog-proof@v2", "C2SP.org/tlog-proof@v1", " c2sp.org/tlog-proof@v1",
    "c2sp.org/tlog-proof@v1 ", "c2sp.org/tlog-proof@v1\r", "\nc2sp.org/tlog-proof@v1", "index 5",
  ])
  func anotherHeaderIsRefused(header: String) {
    expectFault("\(header)\nindex 5\n\(Self.hashes)\n\(Vectors.note.note)", at: 1)
  }

  /// What stands between the header and the hashes, and which line of the file is refused.
  @Test(arguments: [
    ("", 2), ("index\n", 2), ("index \n", 2), ("index 05\n", 2), ("index 00\n", 2),
    ("index +5\n", 2), ("index -0\n", 2), ("index  5\n", 2), ("index 5 \n", 2),
    ("index 5\r\n", 2), ("index 0x5\n", 2), ("index \u{ff15}\n", 2), ("Index 5\n", 2),
    ("index 18446744073709551616\n", 2), ("\nindex 5\n", 2), ("index 5\nindex 5\n", 3),
    ("extra \nindex 5\n", 2), ("extra\nindex 5\n", 2), ("extra AA\nindex 5\n", 2),
    ("extra AB==\nindex 5\n", 2), ("extra AA== \nindex 5\n", 2), ("extra  AA==\nindex 5\n", 2),
    ("extra AA==\r\nindex 5\n", 2), ("extra AA==\n", 3),
    ("extra AA==\nextra AA==\nindex 5\n", 3), ("index 5\nextra AA==\n", 3),
  ])
  func otherLinesBeforeTheHashesAreRefused(lines: String, number: Int) {
    expectFault("\(Self.header)\(lines)\(Self.hashes)\n\(Vectors.note.note)", at: number)
  }

  @Test(arguments: [
    "AAAA", "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms", " ", "\r",
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnmt=",
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms= ",
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnmvK", "ledger.example/ipo",
  ])
  func anotherHashLineIsRefused(line: String) {
    for (before, number) in [("", 3), (Self.hashes, 6)] {
      let lines = Self.header + "index 5\n" + before + line + "\n"
      expectFault(lines + "\n" + Vectors.note.note, at: number)
    }
  }

  @Test func theEmptyLineDivides() {
    expectFault(Self.header + "index 5\n" + Vectors.note.note, at: 3)
    let twice = Self.header + "index 5\n\n\n" + Vectors.note.note
    #expect(refusal { _ = try ProofFile(parsing: Array(twice.utf8)) } != nil)
    let without = Self.header + "index 5\n" + Self.hashes
    for end in ["", "\n", "\n\n"] {
      #expect(throws: TransparencyError.noteWithoutSignatures) {
        try ProofFile(parsing: Array((without + end).utf8))
      }
    }
  }

  @Test func otherBytesAreRefused() {
    for start in [Self.header, Self.header + "extra ", Self.header + "index ", ""] {
      let bytes = Array(start.utf8) + [0xff, 0x0a] + Array(Vectors.note.note.utf8)
      #expect(refusal { _ = try ProofFile(parsing: bytes) } != nil)
    }
  }

  @Test func theSmallestAndTheLargestIndex() throws {
    for index in [0, UInt64.max] {
      let text = Self.header + "index \(index)\n\n" + Vectors.note.note
      let file = try ProofFile(parsing: Array(text.utf8))
      #expect(file.index == index)
      #expect(file.bytes == Array(text.utf8))
    }
  }

  @Test func aProofHasAtMost63Hashes() throws {
    let note = try SignedNote(parsing: Array(Vectors.note.note.utf8))
    let most = [Digest](repeating: .zero, count: 63)
    let file = try ProofFile(index: 0, hashes: most, note: note)
    #expect(try ProofFile(parsing: file.bytes) == file)
    let refusal = TransparencyError.proofTooLong(found: 64, expected: 63)
    #expect(throws: refusal) {
      try ProofFile(index: 0, hashes: most + [.zero], note: note)
    }
    let line = Base64.encode(Digest.zero.bytes) + "\n"
    let lines = String(repeating: line, count: 64)
    let text = Self.header + "index 0\n" + lines + "\n" + Vectors.note.note
    #expect(throws: refusal) { try ProofFile(parsing: Array(text.utf8)) }
  }

  @Test func aFileHasALargestSize() throws {
    let note = try SignedNote(parsing: Array(Vectors.note.note.utf8))
    let bare = try ProofFile(index: 10, hashes: [], note: note).bytes.count
    // The mark and the line end, then four characters for three bytes.
    let most = (ProofFile.byteCountMax - bare - 7) / 4 * 3
    let extra = [UInt8](repeating: 0, count: most)
    let file = try ProofFile(index: 10, hashes: [], note: note, extra: extra)
    #expect(file.bytes.count > ProofFile.byteCountMax - 4)
    #expect(try ProofFile(parsing: file.bytes) == file)
    let found = file.bytes.count + 4
    let refusal = TransparencyError.proofFileTooLarge(found: found, expected: 1_000_000)
    #expect(throws: refusal) {
      try ProofFile(index: 10, hashes: [], note: note, extra: extra + [0])
    }
    #expect(throws: refusal) {
      try ProofFile(parsing: [UInt8](repeating: 0x61, count: found))
    }
  }

  @Test func theNoteIsASignedCheckpoint() throws {
    let unsigned = try SignedNote(text: note(over: leafHashes(1)).text)
    #expect(throws: TransparencyError.noteWithoutSignatures) {
      try ProofFile(index: 0, hashes: [], note: unsigned)
    }
    var other = try SignedNote(text: "text\n")
    try other.sign(with: signer)
    let refusal = TransparencyError.malformedCheckpointLine(
      number: 2, expected: "the size, without leading zeros")
    #expect(throws: refusal) { try ProofFile(index: 0, hashes: [], note: other) }
    let bytes = Array((Self.header + "index 0\n\n").utf8) + other.bytes
    #expect(throws: refusal) { try ProofFile(parsing: bytes) }
  }

  private func note(over leaves: [Digest]) throws -> SignedNote {
    let checkpoint = try Checkpoint(
      origin: "ledger.example/ipo", size: UInt64(leaves.count),
      root: MerkleTree.root(of: leaves))
    var note = try SignedNote(text: checkpoint.text)
    try note.sign(with: signer)
    return note
  }

  private func expectFault(_ text: String, at number: Int) {
    let refusal = refusal { _ = try ProofFile(parsing: Array(text.utf8)) }
    guard case .malformedProofLine(number, _) = refusal else {
      Issue.record("\(text) gave \(refusal?.description ?? "a proof file")")
      return
    }
  }
}
