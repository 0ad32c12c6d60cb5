import Cryptography
import Testing
import Transparency

@Suite struct WitnessStateTests {
  private static let log = PolicyWorld.log
  private static let origin = log.verifierKey.name
  private static let leaves = leafHashes(9)
  /// Another history: it parts from the first at its third leaf.
  private static let others = Array(leaves.prefix(2) + leafHashes(20).suffix(7))

  private static func head(
    _ size: Int, of leaves: [Digest] = leaves, root: Digest? = nil, by signer: SignerKey = log
  ) throws -> SignedNote {
    let checkpoint = try Checkpoint(
      origin: origin, size: UInt64(size),
      root: root ?? MerkleTree.root(of: Array(leaves.prefix(size))))
    var note = try SignedNote(text: checkpoint.text)
    try note.sign(with: signer)
    return note
  }

  private static func request(
    _ old: Int, _ new: Int, of leaves: [Digest] = leaves
  ) throws -> AddCheckpoint {
    let hashes =
      old <= new
      ? try ConsistencyProof(from: UInt64(old), in: Array(leaves.prefix(new))).hashes : []
    return try AddCheckpoint(oldSize: UInt64(old), hashes: hashes, note: head(new, of: leaves))
  }

  private static func state(_ size: Int?) throws -> WitnessState? {
    try size.map { try WitnessState(head($0)) }
  }

  private static func judged(
    _ request: AddCheckpoint, after state: WitnessState?,
    logs: [VerifierKey] = [log.verifierKey]
  ) -> WitnessRefusal? {
    do throws(WitnessRefusal) {
      _ = try WitnessState.head(of: request, after: state, logs: logs)
      return nil
    } catch {
      return error
    }
  }

  /// Every size seen, asked from, asked for, of both histories.
  @Test func `Only what continues the head seen last is cosigned`() throws {
    for seen in [nil] + (0...9).map(Optional.some) {
      let state = try Self.state(seen)
      let size = seen ?? 0
      for old in 0...9 {
        for new in 0...9 {
          for isOther in [false, true] {
            let request = try Self.request(old, new, of: isOther ? Self.others : Self.leaves)
            let refusal = Self.judged(request, after: state)
            // Both histories have their first two leaves in common.
            let continues = !isOther || size <= 2
            let expected =
              if old > new {
                400
              } else if old != size {
                409
              } else if continues {
                200
              } else {
                422
              }
            #expect(
              refusal?.status ?? 200 == expected, "\(size) \(old) \(new) \(isOther)")
            if expected == 409 {
              #expect(refusal == .conflict(found: UInt64(old), size: UInt64(size)))
              #expect(refusal?.body == "\(size)\n")
            }
            if expected == 422 {
              #expect(refusal?.rule == (new == size ? "secondHead" : "proofInvalid"))
            }
          }
        }
      }
    }
  }

  @Test func `A log that is not known, or did not sign, is refused first`() throws {
    let request = try Self.request(0, 3)
    #expect(Self.judged(request, after: nil, logs: []) == .unknownOrigin(found: Self.origin))
    let other = try VerifierKey(name: "ledger.example/b", key: Self.log.verifierKey.key)
    #expect(Self.judged(request, after: nil, logs: [other])?.status == 404)
    let namesake = try VerifierKey(
      name: Self.origin, key: SigningKey.generate().verificationKey)
    #expect(
      Self.judged(request, after: nil, logs: [namesake])
        == .noTrustedSignature(origin: Self.origin))
    #expect(Self.judged(request, after: nil, logs: [namesake, Self.log.verifierKey]) == nil)
    // A signature that does not hold comes before everything that the head says.
    let text = try Self.head(3).text.replacing("\n3\n", with: "\n4\n")
    let forged = try SignedNote(
      parsing: Array(text.utf8) + [0x0a]
        + Array("\(try Self.head(3).signatures[0].line)\n".utf8))
    let request2 = try AddCheckpoint(oldSize: 9, hashes: [], note: forged)
    #expect(Self.judged(request2, after: nil)?.status == 403)
  }

  @Test func `A proof that is damaged, too long or idle is refused`() throws {
    let request = try Self.request(3, 8)
    let state = try Self.state(3)
    for place in request.hashes.indices {
      var hashes = request.hashes
      hashes[place] = try flipped(hashes[place], bit: 3)
      let damaged = try AddCheckpoint(oldSize: 3, hashes: hashes, note: request.note)
      #expect(Self.judged(damaged, after: state)?.status == 422)
    }
    for hashes in [[], Array(request.hashes.dropLast()), request.hashes + [.zero]] {
      let other = try AddCheckpoint(oldSize: 3, hashes: hashes, note: request.note)
      #expect(Self.judged(other, after: state)?.rule == "proofInvalid")
    }
    let idle = try AddCheckpoint(oldSize: 0, hashes: [.zero], note: Self.head(8))
    #expect(Self.judged(idle, after: nil)?.rule == "proofInvalid")
    let same = try AddCheckpoint(oldSize: 3, hashes: [.zero], note: Self.head(3))
    #expect(Self.judged(same, after: state)?.rule == "proofInvalid")
  }

  @Test func `No entries have one root`() throws {
    let root = Self.leaves[0]
    let note = try Self.head(0, root: root)
    let request = try AddCheckpoint(oldSize: 0, hashes: [], note: note)
    #expect(Self.judged(request, after: nil) == .emptyRootDiffers(found: root))
    #expect(Self.judged(request, after: nil)?.status == 422)
    #expect(try Self.judged(Self.request(0, 0), after: nil) == nil)
  }

  @Test func `Only lines of known keys are kept`() throws {
    var note = try Self.head(3)
    try note.sign(with: SignerKey(name: "stranger", key: .generate()))
    try note.cosign(with: PolicyWorld.witnesses[0], at: 1)
    try note.sign(with: Self.log)
    let request = try AddCheckpoint(oldSize: 0, hashes: [], note: note)
    let head = try WitnessState.head(of: request, after: nil, logs: [Self.log.verifierKey])
    #expect(head.signatures.map(\.name) == [Self.origin])
    #expect(head.text == note.text)
  }

  @Test func `A request is written and read`() throws {
    for old in 0...9 {
      for new in old...9 {
        let request = try Self.request(old, new)
        #expect(try AddCheckpoint(parsing: request.bytes) == request)
        #expect(String(decoding: request.bytes, as: UTF8.self).hasPrefix("old \(old)\n"))
      }
    }
  }

  @Test func `Any other request is malformed`() throws {
    let request = String(decoding: try Self.request(3, 8).bytes, as: UTF8.self)
    let hash = Base64.encode(Self.leaves[0].bytes)
    for (old, new) in [
      ("old 3\n", "old 03\n"), ("old 3\n", "old +3\n"), ("old 3\n", "old  3\n"),
      ("old 3\n", "Old 3\n"), ("old 3\n", "old -1\n"), ("old 3\n", "old 3 \n"), ("old 3\n", ""),
      ("old 3\n", "old 3\r\n"), ("old 3\n", "old 18446744073709551616\n"),
      ("old 3\n", "old 3\n" + String(repeating: hash + "\n", count: 64)),
      ("old 3\n", "old 3\nAAAA\n"), ("old 3\n", "old 3\n \n"), ("old 3\n", "old 3\n\n"),
      ("\n8\n", "\n08\n"), ("\n\u{2014} ", "\n- "),
    ] {
      let changed = request.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != request)
      #expect(
        refusal { _ = try AddCheckpoint(parsing: Array(changed.utf8)) } != nil, "\(changed)")
    }
    for count in request.utf8.indices.map({
      request.utf8.distance(from: request.startIndex, to: $0)
    }) {
      #expect(
        refusal { _ = try AddCheckpoint(parsing: Array(request.utf8.prefix(count))) } != nil)
    }
    #expect(refusal { _ = try AddCheckpoint(parsing: [0xff]) } != nil)
  }

  /// The body of the specification's example.
  @Test func `The published request is read`() throws {
    let body = """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      \u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

      """
    let request = try AddCheckpoint(parsing: Array(body.utf8))
    #expect(request.oldSize == 20_852_014 && request.checkpoint.size == 20_852_163)
    #expect(request.hashes.count == 4 && request.note.signatures.count == 2)
    #expect(request.bytes == Array(body.utf8))
  }

  @Test func `Lines are answered and merged`() throws {
    let plain = try Self.head(3)
    var cosigned = plain
    for (place, witness) in PolicyWorld.witnesses.enumerated() {
      try cosigned.cosign(with: witness, at: Int64(place))
    }
    let keys = PolicyWorld.witnesses.map(\.verifierKey)
    let lines = cosigned.lines(of: Array(keys.prefix(2)))
    #expect(lines.split(separator: "\n").count == 2 && lines.hasSuffix("\n"))
    let answered = try plain.answered(by: Array(lines.utf8))
    #expect(try answered.cosignatures(trusting: keys).map(\.key) == Array(keys.prefix(2)))
    let merged = plain.merging(answered).merging(cosigned)
    #expect(merged == cosigned && merged.merging(plain) == merged)
    #expect(refusal { _ = try plain.answered(by: Array("text\n".utf8)) } != nil)
    #expect(refusal { _ = try plain.answered(by: []) } != nil)
    let smuggled = "extension\n\n" + lines
    #expect(
      refusal { _ = try plain.answered(by: Array(smuggled.utf8)) }
        == .malformedSignatureLine(number: 1))
  }
}
