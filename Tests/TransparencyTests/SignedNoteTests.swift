import Cryptography
import Testing
import Transparency

@Suite struct SignedNoteTests {
  private let signer: SignerKey
  private let trusted: VerifierKey

  init() throws {
    let key = try SigningKey(seed: bytes(hex: Vectors.note.logSeed))
    signer = try SignerKey(name: "ledger.example/ipo", key: key)
    trusted = signer.verifierKey
  }

  @Test func thePublishedNoteIsReadAndWrittenBack() throws {
    let bytes = Array(Vectors.note.note.utf8)
    let note = try SignedNote(parsing: bytes)
    #expect(note.bytes == bytes)
    #expect(note.signatures.map(\.name) == ["ledger.example/ipo", "witness.example/w1"])
    #expect(note.signatures.map(\.keyID) == [0x5d37_9d04, 0xdf1c_0a35])
    #expect(try note.signers(trusting: [trusted]) == [trusted])
  }

  @Test func signingGivesThePublishedLine() throws {
    let published = try SignedNote(parsing: Array(Vectors.note.note.utf8))
    var note = try SignedNote(text: published.text)
    try note.sign(with: signer)
    #expect(note.signatures == Array(published.signatures.prefix(1)))
  }

  /// The note of the Go package `note`, and the example of C2SP.
  @Test(arguments: [
    (
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp\
      RZb6KE6RyyBwJnAM=

      """
    ),
    (
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmR\
      KuwHjG1Yu72IneyaQM=

      """
    ),
  ])
  func publishedNotes(key: String, text: String) throws {
    let key = try VerifierKey(parsing: key)
    #expect(try SignedNote(parsing: Array(text.utf8)).signers(trusting: [key]) == [key])
  }

  @Test func everyFlippedBitIsRefusedOrNotTrusted() {
    let bytes = Array(Vectors.note.note.prefix { $0 != "—" }.utf8)
    let all = Array(Vectors.note.note.utf8)
    for bit in 0..<(8 * bytes.count) {
      var changed = all
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let refusal = refusal {
        _ = try SignedNote(parsing: changed).signers(trusting: [trusted])
      }
      #expect(refusal != nil)
    }
  }

  @Test func unknownSignaturesAreIgnored() throws {
    var note = try SignedNote(text: "text\n")
    let stranger = try SignerKey(name: "stranger", key: .generate())
    let namesake = try SignerKey(name: trusted.name, key: .generate())
    try note.sign(with: stranger)
    try note.sign(with: namesake)
    #expect(throws: TransparencyError.noTrustedSignature) {
      try note.signers(trusting: [trusted])
    }
    #expect(throws: TransparencyError.noTrustedSignature) { try note.signers(trusting: []) }
    try note.sign(with: signer)
    try note.sign(with: signer)
    #expect(try note.signers(trusting: [trusted]) == [trusted])
    let read = try SignedNote(parsing: note.bytes)
    #expect(read == note)
    let keys = [trusted, stranger.verifierKey]
    #expect(try read.signers(trusting: keys) == [stranger.verifierKey, trusted])
  }

  @Test func aBadSignatureOfAKnownKeyRefusesTheNote() throws {
    var note = try SignedNote(text: "text\n")
    let other = try SignerKey(name: "other", key: .generate())
    try note.sign(with: other)
    try note.sign(with: signer)
    let altered = Array("texT\n".utf8) + note.bytes.dropFirst(5)
    let read = try SignedNote(parsing: altered)
    #expect(throws: TransparencyError.signatureInvalid(name: trusted.name)) {
      try read.signers(trusting: [trusted])
    }
    // One good signature does not make up for a bad one.
    var resigned = read
    try resigned.sign(with: other)
    #expect(throws: TransparencyError.signatureInvalid(name: "other")) {
      try resigned.signers(trusting: [other.verifierKey, trusted])
    }
  }

  @Test func theLastEmptyLineDivides() throws {
    var note = try SignedNote(text: "first\n\nsecond\n\n— not a signature\n")
    try note.sign(with: signer)
    let read = try SignedNote(parsing: note.bytes)
    #expect(read.text == "first\n\nsecond\n\n— not a signature\n")
    #expect(try read.signers(trusting: [trusted]) == [trusted])
  }

  @Test(arguments: ["", "text", "a\tb\n", "a\r\n", "a\u{0}\n"])
  func aTextThatIsNotPlainLinesIsRefused(text: String) {
    #expect(throws: TransparencyError.malformedNoteText) { try SignedNote(text: text) }
  }

  @Test(arguments: ["", "text\n", "text\n\n", "\n", "\n\n", "text\n— a AAAAAAA=\n"])
  func aNoteNeedsSignatures(text: String) {
    #expect(throws: TransparencyError.noteWithoutSignatures) {
      try SignedNote(parsing: Array(text.utf8))
    }
  }

  @Test(arguments: [
    "- a AAAAAAA=", "—  a AAAAAAA=", "— a AAAA", "— a AAAAAA==", "— a AAAAAAA= ", "— a+b AAAAAAA=",
    "—a AAAAAAA=", "— AAAAAAA=", "— a AAAAAAA", "— a  AAAAAAA=",
  ])
  func anotherSignatureLineIsRefused(line: String) {
    let note = "text\n\n— a AAAAAAA=\n\(line)\n"
    #expect(throws: TransparencyError.malformedSignatureLine(number: 2)) {
      try SignedNote(parsing: Array(note.utf8))
    }
  }

  @Test func otherBytesAreRefused() {
    let signature = Array("\n— a AAAAAAA=\n".utf8)
    #expect(throws: TransparencyError.malformedNoteText) {
      try SignedNote(parsing: [0xff, 0x0a] + signature)
    }
    #expect(throws: TransparencyError.noteWithoutSignatures) {
      try SignedNote(parsing: Array("text\n".utf8) + signature.dropLast())
    }
    let count = SignedNote.byteCountMax + 1
    #expect(throws: TransparencyError.noteTooLarge(found: count, expected: count - 1)) {
      try SignedNote(parsing: [UInt8](repeating: 0x61, count: count))
    }
  }
}
