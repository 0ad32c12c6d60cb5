import Cryptography
import Testing

@Suite struct SigningKeyTests {
  /// RFC 8032 section 7.1, TEST 2: the message is the one byte 72.
  private static let seed =
    Digest(hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
  private static let publicKey =
    Digest(hex: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
  private static let signatureHalves = (
    Digest(hex: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"),
    Digest(hex: "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
  )

  @Test func publishedVector() throws {
    let key = try SigningKey(seed: #require(Self.seed).bytes)
    #expect(key.verificationKey.bytes == Self.publicKey?.bytes)
    let expected =
      try #require(Self.signatureHalves.0).bytes + #require(Self.signatureHalves.1).bytes
    #expect(try key.sign([0x72]) == expected)
    #expect(key.verificationKey.isValid(expected, for: [0x72]))
  }

  @Test func everyFlippedBitIsRefused() throws {
    let key = try SigningKey(seed: [UInt8](repeating: 1, count: 32))
    let message = Array("origin\n8\n".utf8)
    let signature = try key.sign(message)
    for bit in 0..<(8 * signature.count) {
      var forged = signature
      forged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verificationKey.isValid(forged, for: message))
    }
    for bit in 0..<(8 * message.count) {
      var altered = message
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verificationKey.isValid(signature, for: altered))
    }
    #expect(!key.verificationKey.isValid(signature.dropLast(), for: message))
    #expect(!key.verificationKey.isValid(signature + [0], for: message))
    #expect(!key.verificationKey.isValid([], for: message))
  }

  @Test func theEmptyMessageCanBeSigned() throws {
    let key = try SigningKey.generate()
    #expect(key.verificationKey.isValid(try key.sign([]), for: []))
    #expect(!key.verificationKey.isValid(try key.sign([]), for: [0]))
  }

  @Test(arguments: [0, 31, 33])
  func anotherKeyLengthIsRefused(count: Int) {
    let bytes = [UInt8](repeating: 0, count: count)
    let refusal = CryptographyError.keyLengthDiffers(found: count, expected: 32)
    #expect(throws: refusal) { try SigningKey(seed: bytes) }
    #expect(throws: refusal) { try VerificationKey(bytes: bytes) }
  }

  @Test func aPrintedKeyKeepsItsSeed() throws {
    let key = try SigningKey(seed: [UInt8](repeating: 211, count: 32))
    #expect("\(key)" == "an Ed25519 signing key")
    #expect(!"\([key])".contains("211"))
  }

  @Test func generatedKeysDiffer() throws {
    #expect(try SigningKey.generate().seed != SigningKey.generate().seed)
    #expect(try SecureRandom.bytes(0).isEmpty)
    #expect(try SecureRandom.bytes(33).count == 33)
  }
}
