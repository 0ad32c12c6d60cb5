import Cryptography
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples: the empty text, one block, two blocks.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func publishedVectors(text: String, expected: String) {
    #expect(SHA256.hash(text).hex == expected)
    #expect(SHA256.hash(Array(text.utf8)).hex == expected)
  }

  @Test func anySplitGivesTheSameDigest() {
    let message = (0..<200).map { UInt8($0) }
    let expected = SHA256.hash(message)
    for split in 0...message.count {
      var state = SHA256()
      state.update(Array(message[..<split]))
      state.update(Array(message[split...]))
      #expect(state.finalized() == expected)
    }
  }

  @Test func aCopyIsAFork() {
    var trunk = SHA256()
    trunk.update(Array("prefix".utf8))
    var left = trunk
    left.update(byte: 0x6c)
    var right = trunk
    right.update(byte: 0x72)
    #expect(left.finalized() == SHA256.hash("prefixl"))
    #expect(right.finalized() == SHA256.hash("prefixr"))
    #expect(trunk.finalized() == SHA256.hash("prefix"))
    #expect(trunk.finalized() == SHA256.hash("prefix"))
  }

  @Test func aDigestCountsAsItsBytes() {
    let digest = SHA256.hash("leaf")
    var byDigest = SHA256()
    byDigest.update(digest)
    #expect(byDigest.finalized() == SHA256.hash(digest.bytes))
  }

  /// Lengths on both sides of one block, of two blocks, and of what is laid out at once.
  @Test func aDomainByteIsTheFirstByteOfTheMessage() {
    let bytes = (0..<200).map { UInt8(truncatingIfNeeded: 7 * $0 + 1) }
    for count in 0...bytes.count {
      // One byte further on, so that the source is not aligned.
      for start in 0...1 where start + count <= bytes.count {
        let part = Array(bytes[start..<(start + count)])
        let wrong = (UInt8.min...UInt8.max).filter { domain in
          var state = SHA256()
          state.update(byte: domain)
          state.update(part)
          let expected = state.finalized()
          let found = bytes.withUnsafeBytes { source in
            SHA256.hash(
              domain: domain, UnsafeRawBufferPointer(rebasing: source[start..<(start + count)]))
          }
          return found != expected
        }
        #expect(wrong.isEmpty, "\(count) bytes from \(start)")
      }
    }
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(SHA256.hash(domain: 0, nothing) == SHA256.hash([0]))
  }

  @Test func twoDigestsFollowTheDomainByteInTheirOrder() {
    let left = SHA256.hash("left")
    let right = SHA256.hash("right")
    for domain in UInt8.min...UInt8.max {
      let expected = SHA256.hash([domain] + left.bytes + right.bytes)
      #expect(SHA256.hash(domain: domain, left, right) == expected)
      #expect(SHA256.hash(domain: domain, right, left) != expected)
    }
  }
}
