import Cryptography
import Testing

@Suite struct DigestTests {
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func hexadecimalTextIsReadAndWrittenBack() throws {
    let digest = try #require(Digest(hex: Self.abc))
    #expect(digest.hex == Self.abc)
    #expect(digest.description == Self.abc)
    #expect(digest.bytes.first == 0xba)
    #expect(digest.bytes.last == 0xad)
    var target: [UInt8] = [0x3e]
    digest.appendHex(to: &target)
    #expect(target == Array((">" + Self.abc).utf8))
  }

  @Test func onlySixtyFourLowerCaseDigitsAreADigest() {
    #expect(Digest(hex: "") == nil)
    #expect(Digest(hex: Self.abc.dropLast()) == nil)
    #expect(Digest(hex: Self.abc + "0") == nil)
    #expect(Digest(hex: Self.abc.uppercased()) == nil)
    #expect(Digest(hex: Self.abc.dropLast() + "g") == nil)
    #expect(Digest(hex: Self.abc.dropLast() + " ") == nil)
    #expect(Digest(hex: Self.abc.dropLast(2) + "é") == nil)
  }

  @Test func everyWrongDigitIsRefusedWhereverItStands() {
    let digits = Array(Self.abc.utf8)
    for position in digits.indices {
      for wrong: UInt8 in [0x00, 0x2f, 0x3a, 0x41, 0x46, 0x60, 0x67, 0xff] {
        var changed = digits
        changed[position] = wrong
        #expect(changed.withUnsafeBufferPointer { Digest(hexDigits: $0) } == nil)
      }
    }
    let read = digits.withUnsafeBufferPointer { Digest(hexDigits: $0) }
    #expect(read == Digest(hex: Self.abc))
    #expect(read != nil)
  }

  @Test func onlyThirtyTwoBytesAreADigest() throws {
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 33)) == nil)
    let bytes = [UInt8](0..<32)
    #expect(try #require(Digest(bytes: bytes)).bytes == bytes)
    #expect(try #require(Digest(bytes: ([9] + bytes).dropFirst())).bytes == bytes)
  }

  @Test func orderIsThatOfTheBytes() throws {
    let zero = [UInt8](repeating: 0, count: 32)
    #expect(Digest.zero.bytes == zero)
    for position in 0..<32 {
      var higher = zero
      higher[position] = 1
      let digest = try #require(Digest(bytes: higher))
      #expect(Digest.zero < digest)
      #expect(!(digest < Digest.zero))
      if position > 0 {
        var higherStill = zero
        higherStill[position - 1] = 1
        #expect(digest < (try #require(Digest(bytes: higherStill))))
      }
    }
    #expect(!(Digest.zero < Digest.zero))
  }

  @Test func wordsAreBigEndian() throws {
    let words = try #require(Digest(bytes: [UInt8](0..<32))).bigEndianWords
    #expect(words[0] == 0x0001_0203_0405_0607)
    #expect(words[3] == 0x1819_1a1b_1c1d_1e1f)
  }
}
