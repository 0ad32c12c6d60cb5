import Cryptography
import Testing
import Transparency

@Suite struct ConsistencyFileTests {
  private static let log = PolicyWorld.log
  private static let leaves = leafHashes(8)

  private static func note(_ size: Int, origin: String = log.verifierKey.name) throws -> SignedNote
  {
    let root = MerkleTree.root(of: Array(leaves.prefix(size)))
    var note = try SignedNote(
      text: Checkpoint(origin: origin, size: UInt64(size), root: root).text)
    try note.sign(with: log.named(origin))
    return note
  }

  private static func file(
    _ old: Int, _ new: Int, isSigned: Bool = true, origin: String = log.verifierKey.name
  ) throws -> ConsistencyFile {
    let oldNote = try note(old, origin: origin)
    return try ConsistencyFile(
      vkey: log.verifierKey.description, old: Checkpoint(text: oldNote.text),
      signed: isSigned ? oldNote : nil, new: note(new),
      hashes: ConsistencyProof(from: UInt64(old), in: Array(leaves.prefix(new))).hashes)
  }

  @Test func `Every pair of small heads is written, read and holds`() throws {
    for new in 0...8 {
      for old in 0...new {
        for isSigned in [true, false] {
          let file = try Self.file(old, new, isSigned: isSigned)
          try file.verify()
          let read = try ConsistencyFile(parsing: file.bytes)
          #expect(read == file)
          #expect((read.oldNote != nil) == isSigned)
          #expect(read.old.size == UInt64(old) && read.new.size == UInt64(new))
        }
      }
    }
  }

  @Test func `The form is that of the specification`() throws {
    let file = try Self.file(5, 8, isSigned: false)
    let lines = String(decoding: file.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "ipo/consistency-proof@v1")
    #expect(lines[1] == "vkey \(Self.log.verifierKey)")
    #expect(lines[2..<6].allSatisfy { $0.utf8.count == 44 })
    #expect(lines[6] == "" && lines[7] == "ledger.example/a" && lines[8] == "5")
    #expect(lines[10] == "" && lines[12] == "8" && lines[14] == "")
    #expect(lines[15].hasPrefix("— ledger.example/a ") && lines[16...] == [""])
  }

  @Test func `A changed byte is refused, or proves nothing`() throws {
    let file = try Self.file(5, 8)
    for place in file.bytes.indices {
      for step: UInt8 in [1, 2, 0x20, 0x80, 0xff] {
        var bytes = file.bytes
        bytes[place] ^= step
        let refusal = refusal {
          let read = try ConsistencyFile(parsing: bytes)
          try read.verify()
          _ = try read.newNote.signers(trusting: [Self.log.verifierKey])
          _ = try read.oldNote?.signers(trusting: [Self.log.verifierKey])
          if read.oldNote == nil || read.vkey != file.vkey {
            throw TransparencyError.noTrustedSignature
          }
        }
        #expect(refusal != nil, "byte \(place)")
      }
    }
    for count in file.bytes.indices {
      #expect(refusal { _ = try ConsistencyFile(parsing: Array(file.bytes.prefix(count))) } != nil)
    }
    #expect(refusal { _ = try ConsistencyFile(parsing: file.bytes + [0x0a]) } != nil)
  }

  @Test func `Two heads of one size with other roots prove a second history`() throws {
    let head = try Self.note(5)
    var other = try SignedNote(
      text: Checkpoint(
        origin: Self.log.verifierKey.name, size: 5, root: MerkleTree.emptyRoot
      ).text)
    try other.sign(with: Self.log)
    let file = try ConsistencyFile(
      vkey: "", old: Checkpoint(text: head.text), signed: head, new: other, hashes: [])
    #expect(throws: TransparencyError.self) { try file.verify() }
  }

  @Test func `Heads of two ledgers, a later one before, too many hashes are refused`() throws {
    #expect(
      throws: TransparencyError.originDiffers(
        found: "ledger.example/b", expected: "ledger.example/a")
    ) {
      try Self.file(3, 5, origin: "ledger.example/b").verify()
    }
    let new = try Self.note(3)
    let old = try Self.note(5)
    let file = try ConsistencyFile(
      vkey: "", old: Checkpoint(text: old.text), signed: old, new: new, hashes: [])
    #expect(throws: TransparencyError.treeShrinks(from: 5, to: 3)) { try file.verify() }
    let hashes = Array(repeating: Digest.zero, count: 64)
    #expect(throws: TransparencyError.proofTooLong(found: 64, expected: 63)) {
      try ConsistencyFile(
        vkey: "", old: Checkpoint(text: new.text), signed: nil, new: old, hashes: hashes)
    }
  }
}
