import Cryptography
import Testing
import Transparency

@Suite struct KeyTests {
  /// The key of the Go package `note` and its C2SP sibling.
  private static let goVerifier =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  private static let goSigner =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

  @Test(arguments: [goVerifier, Vectors.note.logKey])
  func aVerifierKeyIsPrintedAsItIsRead(text: String) throws {
    #expect(try VerifierKey(parsing: text).description == text)
  }

  @Test func aSignerKeyIsPrintedAsItIsRead() throws {
    let signer = try SignerKey(parsing: Self.goSigner)
    #expect(signer.text == Self.goSigner)
    #expect(signer.verifierKey.description == Self.goVerifier)
  }

  @Test func aSeedGivesThePublishedKey() throws {
    let key = try SigningKey(seed: bytes(hex: Vectors.note.logSeed))
    let signer = try SignerKey(name: "ledger.example/ipo", key: key)
    #expect(signer.verifierKey.description == Vectors.note.logKey)
    #expect(signer.verifierKey.id == 0x5d37_9d04)
  }

  @Test func everyPartOfAVerifierKeyIsRefused() {
    let whole = Array(Self.goVerifier.utf8)
    for start in whole.indices {
      for end in start...whole.count where end - start < whole.count {
        let part = String(decoding: whole[start..<end], as: UTF8.self)
        #expect(refusal { _ = try VerifierKey(parsing: part) } != nil)
      }
    }
  }

  @Test func everyChangedByteOfAKeyIsRefused() {
    for text in [Self.goVerifier, Self.goSigner, Vectors.note.witnessKey] {
      let whole = Array(text.utf8)
      for index in whole.indices {
        for step: UInt8 in 1...255 {
          var changed = whole
          changed[index] &+= step
          let text = String(decoding: changed, as: UTF8.self)
          for kind in [KeyKind.note, .cosignature] {
            #expect(refusal { _ = try VerifierKey(parsing: text, kind: kind) } != nil)
            #expect(refusal { _ = try SignerKey(parsing: text, kind: kind) } != nil)
          }
        }
      }
    }
  }

  @Test func anotherLengthOrKindIsRefused() throws {
    let key = try VerifierKey(parsing: Self.goVerifier).key.bytes
    for count in [0, 31] {
      let text = keyText(type: 1, key: Array(key.prefix(count)))
      #expect(throws: TransparencyError.malformedVerifierKey(found: text)) {
        try VerifierKey(parsing: text)
      }
    }
    let long = keyText(type: 1, key: key + [0])
    #expect(throws: TransparencyError.malformedVerifierKey(found: long)) {
      try VerifierKey(parsing: long)
    }
    for type: UInt8 in [0, 2, 3, 5, 255] {
      let text = keyText(type: type, key: key)
      #expect(throws: TransparencyError.keyTypeDiffers(found: type, expected: 1)) {
        try VerifierKey(parsing: text)
      }
      #expect(throws: TransparencyError.keyTypeDiffers(found: type, expected: 4)) {
        try VerifierKey(parsing: text, kind: .cosignature)
      }
    }
    #expect(try VerifierKey(parsing: keyText(type: 1, key: key)).key.bytes == key)
  }

  @Test func aWitnessKeyIsPrintedAsItIsRead() throws {
    let key = try VerifierKey(parsing: Vectors.note.witnessKey, kind: .cosignature)
    #expect(key.description == Vectors.note.witnessKey)
    #expect(key.kind == .cosignature)
    #expect(key.id == 0xdf1c_0a35)
    let seed = bytes(hex: Vectors.note.witnessSeed)
    let signer = try SignerKey(
      name: "witness.example/w1", key: SigningKey(seed: seed), kind: .cosignature)
    #expect(signer.verifierKey == key)
    let text = "PRIVATE+KEY+witness.example/w1+df1c0a35+" + Base64.encode([4] + seed)
    #expect(signer.text == text)
    let read = try SignerKey(parsing: text, kind: .cosignature)
    #expect(read.verifierKey == key)
    #expect(read.text == text)
    #expect(try read.named("other").verifierKey.kind == .cosignature)
  }

  @Test func oneKindIsNotReadAsTheOther() throws {
    let seed = bytes(hex: Vectors.note.witnessSeed)
    let note = try SignerKey(name: "name", key: SigningKey(seed: seed))
    let cosignature = try SignerKey(
      name: "name", key: SigningKey(seed: seed), kind: .cosignature)
    #expect(note.verifierKey.key == cosignature.verifierKey.key)
    #expect(note.verifierKey.id != cosignature.verifierKey.id)
    #expect(note.verifierKey != cosignature.verifierKey)
    for (key, other, type) in [(note, cosignature, UInt8(1)), (cosignature, note, 4)] {
      let text = key.verifierKey.description
      let kind = other.verifierKey.kind
      let refusal = TransparencyError.keyTypeDiffers(found: type, expected: kind.rawValue)
      #expect(throws: refusal) { try VerifierKey(parsing: text, kind: kind) }
      #expect(throws: refusal) { try SignerKey(parsing: key.text, kind: kind) }
      // The id of one kind before the key of the other.
      let key = type == 1 ? "AYE5" : "BIE5"
      let otherKey = type == 1 ? "BIE5" : "AYE5"
      let mixed = text.replacing("+\(key)", with: "+\(otherKey)")
      #expect(mixed != text)
      #expect(throws: TransparencyError.malformedVerifierKey(found: mixed)) {
        try VerifierKey(parsing: mixed, kind: kind)
      }
    }
  }

  @Test(arguments: ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\tb", "a\u{7f}"])
  func aNameThatCannotBeToldApartIsRefused(name: String) throws {
    let key = try SigningKey.generate()
    #expect(throws: TransparencyError.malformedName(found: name)) {
      try SignerKey(name: name, key: key)
    }
    #expect(throws: TransparencyError.malformedName(found: name)) {
      try VerifierKey(name: name, key: key.verificationKey)
    }
  }

  /// A key's text with its own right id, whatever the kind and length.
  private func keyText(type: UInt8, key: [UInt8]) -> String {
    let id = SHA256.hash(Array("name\n".utf8) + [type] + key).hex.prefix(8)
    return "name+\(id)+\(Base64.encode([type] + key))"
  }
}
