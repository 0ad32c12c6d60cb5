import Cryptography
import Testing
import Transparency

@Suite struct CosignatureTests {
  private static let name = "witness.example/w1"

  private let key: SigningKey
  private let witness: SignerKey
  private let trusted: VerifierKey
  private let log: VerifierKey
  private let published: SignedNote

  init() throws {
    key = try SigningKey(seed: bytes(hex: Vectors.note.witnessSeed))
    witness = try SignerKey(name: Self.name, key: key, kind: .cosignature)
    trusted = try VerifierKey(parsing: Vectors.note.witnessKey, kind: .cosignature)
    log = try VerifierKey(parsing: Vectors.note.logKey)
    published = try SignedNote(parsing: Array(Vectors.note.note.utf8))
  }

  @Test func thePublishedCosignatureIsRead() throws {
    let cosignatures = try published.cosignatures(trusting: [trusted])
    #expect(cosignatures.map(\.key) == [trusted])
    #expect(cosignatures.map(\.time) == [Vectors.note.time])
    #expect(try published.signers(trusting: [log]) == [log])
  }

  @Test func cosigningGivesThePublishedNote() throws {
    var note = try SignedNote(text: published.text)
    let logKey = try SigningKey(seed: bytes(hex: Vectors.note.logSeed))
    try note.sign(with: SignerKey(name: log.name, key: logKey))
    try note.cosign(with: witness, at: Vectors.note.time)
    #expect(note.bytes == Array(Vectors.note.note.utf8))
  }

  @Test func thePublishedMessageIsWhatIsSigned() throws {
    let payload = try #require(published.signatures.last).signature
    #expect(payload.count == 72)
    #expect(Array(payload.prefix(8)) == timeBytes(UInt64(Vectors.note.time)))
    let message = Array(Vectors.note.cosignedMessage.utf8)
    #expect(trusted.key.isValid(Array(payload.dropFirst(8)), for: message))
  }

  @Test func everyChangedByteIsRefusedOrNotTrusted() throws {
    let whole = Array(Vectors.note.note.utf8)
    let expected = try published.cosignatures(trusting: [trusted])
    var unchanged: [Int] = []
    for index in whole.indices {
      for step: UInt8 in 1...255 {
        var changed = whole
        changed[index] &+= step
        let refusal = refusal {
          let note = try SignedNote(parsing: changed)
          guard try note.cosignatures(trusting: [trusted]) == expected else {
            throw TransparencyError.noTrustedSignature
          }
          _ = try note.signers(trusting: [log])
        }
        if refusal == nil { unchanged.append(index) }
      }
    }
    #expect(unchanged.isEmpty)
  }

  @Test func theTimeIsSigned() throws {
    let payload = try #require(published.signatures.last).signature
    for bit in 0..<64 {
      var changed = payload
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let note = try cosigned(published.text, by: trusted, payload: changed)
      #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
        try note.cosignatures(trusting: [trusted])
      }
    }
    let note = try cosigned(published.text, by: trusted, payload: payload)
    #expect(try note.cosignatures(trusting: [trusted]).map(\.time) == [Vectors.note.time])
  }

  @Test(arguments: [0, 1, Int64.max])
  func aTimeComesBack(time: Int64) throws {
    var note = try SignedNote(text: published.text)
    try note.cosign(with: witness, at: time)
    let read = try SignedNote(parsing: note.bytes)
    #expect(try read.cosignatures(trusting: [trusted]).map(\.time) == [time])
  }

  @Test func aTimeOutOfRangeIsRefused() throws {
    var note = published
    #expect(throws: TransparencyError.cosignatureTimeBefore1970(found: -1)) {
      try note.cosign(with: witness, at: -1)
    }
    #expect(note == published)
    // Signed as it should be, but past what a time may be.
    let time = UInt64(Int64.max) + 1
    let message = Array("cosignature/v1\ntime \(time)\n\(published.text)".utf8)
    let payload = try timeBytes(time) + key.sign(message)
    let late = try cosigned(published.text, by: trusted, payload: payload)
    #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
      try late.cosignatures(trusting: [trusted])
    }
  }

  @Test func theTimeIsWrittenWithoutZerosBeforeIt() throws {
    let message = Array("cosignature/v1\ntime 007\n\(published.text)".utf8)
    let payload = try timeBytes(7) + key.sign(message)
    let note = try cosigned(published.text, by: trusted, payload: payload)
    #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
      try note.cosignatures(trusting: [trusted])
    }
  }

  @Test func anotherLengthIsRefused() throws {
    let payload = try #require(published.signatures.last).signature
    for count in [1, 7, 8, 9, 71, 73] {
      let changed = Array((payload + [0]).prefix(count))
      let note = try cosigned(published.text, by: trusted, payload: changed)
      #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
        try note.cosignatures(trusting: [trusted])
      }
    }
  }

  /// One seed, one name: only the type byte tells the two keys apart.
  @Test func aKeyOfOneKindCannotPassForTheOther() throws {
    let signer = try SignerKey(name: Self.name, key: key)
    let noteKey = signer.verifierKey
    var signed = try SignedNote(text: published.text)
    try signed.sign(with: signer)
    var cosigned = try SignedNote(text: published.text)
    try cosigned.cosign(with: witness, at: 7)

    #expect(try signed.signers(trusting: [noteKey, trusted]) == [noteKey])
    #expect(try signed.cosignatures(trusting: [noteKey, trusted]).isEmpty)
    #expect(try cosigned.cosignatures(trusting: [noteKey, trusted]).map(\.key) == [trusted])
    #expect(throws: TransparencyError.noTrustedSignature) {
      try cosigned.signers(trusting: [noteKey, trusted])
    }
    // The signature of one under the id of the other.
    let signature = try #require(signed.signatures.first).signature
    let payload = try #require(cosigned.signatures.first).signature
    let renamed = try self.cosigned(
      published.text, by: trusted, payload: timeBytes(7) + signature)
    #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
      try renamed.cosignatures(trusting: [trusted])
    }
    for bytes in [payload, Array(payload.dropFirst(8))] {
      let renamed = try self.cosigned(published.text, by: noteKey, payload: bytes)
      #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
        try renamed.signers(trusting: [noteKey])
      }
    }
  }

  @Test func aKeyOfTheOtherKindIsOurOwnFault() async {
    await #expect(processExitsWith: .failure) {
      var note = try SignedNote(text: "text\n")
      try note.sign(with: SignerKey(name: "w", key: .generate(), kind: .cosignature))
    }
    await #expect(processExitsWith: .failure) {
      let checkpoint = try Checkpoint(origin: "a", size: 0, root: MerkleTree.emptyRoot)
      var note = try SignedNote(text: checkpoint.text)
      try note.cosign(with: SignerKey(name: "w", key: .generate()), at: 1)
    }
  }

  @Test func unknownWitnessesAreIgnored() throws {
    var note = published
    let stranger = try SignerKey(name: "stranger", key: .generate(), kind: .cosignature)
    let namesake = try SignerKey(name: Self.name, key: .generate(), kind: .cosignature)
    #expect(try note.cosignatures(trusting: [stranger.verifierKey]).isEmpty)
    #expect(try note.cosignatures(trusting: []).isEmpty)
    try note.cosign(with: namesake, at: 1)
    try note.cosign(with: stranger, at: 2)
    #expect(try note.cosignatures(trusting: [trusted]).map(\.key) == [trusted])
    let keys = [stranger.verifierKey, trusted]
    let cosignatures = try note.cosignatures(trusting: keys)
    #expect(cosignatures.map(\.key) == [trusted, stranger.verifierKey])
    #expect(cosignatures.map(\.time) == [Vectors.note.time, 2])
    #expect(try note.signers(trusting: [log]) == [log])
  }

  @Test func aWitnessCountsOnceWithItsEarliestTime() throws {
    for times: [Int64] in [[5, 3, 4], [3, 4, 5], [5, 4, 3], [3, 3]] {
      var note = try SignedNote(text: published.text)
      for time in times { try note.cosign(with: witness, at: time) }
      let cosignatures = try note.cosignatures(trusting: [trusted])
      #expect(cosignatures.map(\.time) == [3])
    }
  }

  /// One good cosignature does not make up for a bad one, of the same witness or another.
  @Test func aBadCosignatureOfATrustedWitnessRefusesTheNote() throws {
    let other = try SignerKey(name: "other", key: .generate(), kind: .cosignature)
    let text = "ledger.example/ipo\n9\n\(Base64.encode(MerkleTree.emptyRoot.bytes))\n"
    let payload = try #require(published.signatures.last).signature
    var note = try cosigned(text, by: trusted, payload: payload)
    try note.cosign(with: other, at: 1)
    try note.cosign(with: witness, at: 1)
    #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
      try note.cosignatures(trusting: [other.verifierKey, trusted])
    }
    let cosignatures = try note.cosignatures(trusting: [other.verifierKey])
    #expect(cosignatures.map(\.key) == [other.verifierKey])
  }

  @Test func furtherLinesOfACheckpointAreSigned() throws {
    let text = published.text + "extension\n"
    var note = try SignedNote(text: text)
    try note.cosign(with: witness, at: 9)
    #expect(try note.cosignatures(trusting: [trusted]).map(\.time) == [9])
    let payload = try #require(note.signatures.first).signature
    for other in [published.text, published.text + "extensioN\n"] {
      let altered = try cosigned(other, by: trusted, payload: payload)
      #expect(throws: TransparencyError.signatureInvalid(name: Self.name)) {
        try altered.cosignatures(trusting: [trusted])
      }
    }
  }

  @Test func aTextThatIsNoCheckpointHasNoCosignature() throws {
    for text in ["text\n", "ledger.example/ipo\n08\n\(Base64.encode(Digest.zero.bytes))\n"] {
      var note = try SignedNote(text: text)
      #expect(refusal { try note.cosign(with: witness, at: 1) } != nil)
      #expect(note.signatures.isEmpty)
      let message = Array("cosignature/v1\ntime 1\n\(text)".utf8)
      let signed = try cosigned(
        text, by: trusted, payload: timeBytes(1) + key.sign(message))
      #expect(try signed.cosignatures(trusting: [trusted]).isEmpty)
    }
  }

  /// A note with one signature line of that key, whatever the payload.
  private func cosigned(
    _ text: String, by key: VerifierKey, payload: [UInt8]
  ) throws -> SignedNote {
    let id = (0..<4).map { UInt8(truncatingIfNeeded: key.id >> (24 - 8 * UInt32($0))) }
    let line = "\u{2014} \(key.name) \(Base64.encode(id + payload))"
    return try SignedNote(parsing: Array("\(text)\n\(line)\n".utf8))
  }

  private func timeBytes(_ time: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * UInt64($0))) }
  }
}
