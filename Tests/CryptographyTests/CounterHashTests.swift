import Cryptography
import Testing

@Suite struct CounterHashTests {
  /// The ends, and both sides of every byte's boundary.
  private static let counters: [UInt64] = {
    var counters: [UInt64] = [0, 1, .max - 1, .max]
    for byte in 1..<8 {
      let boundary: UInt64 = 1 << UInt64(8 * byte)
      counters += [boundary - 1, boundary, boundary + 1]
    }
    return counters
  }()

  private func message(_ key: Digest, _ counter: UInt64) -> [UInt8] {
    key.bytes + (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
  }

  @Test func aValueIsTheHashOfKeyAndCounter() {
    for key in [Digest.zero, SHA256.hash("one key"), SHA256.hash("another key")] {
      var hash = CounterHash(key: key)
      for counter in Self.counters {
        let expected = SHA256.hash(message(key, counter))
        #expect(hash.digest(of: counter) == expected)
        #expect(hash.firstWord(of: counter) == UInt32(expected.bigEndianWords[0] >> 32))
      }
    }
  }

  /// `head -c 40 /dev/zero | sha256sum`
  @Test func fortyBytesOfZero() {
    var hash = CounterHash(key: .zero)
    #expect(
      hash.digest(of: 0).hex
        == "2c34ce1df23b838c5abf2a7f6437cca3d3067ed509ff25f11df6b11b582b51eb")
  }

  @Test func theOrderOfCallsDoesNotMatter() {
    var hash = CounterHash(key: SHA256.hash("key"))
    var other = hash
    let counters = Array(UInt64(0)..<100)
    let ascending = counters.map { hash.digest(of: $0) }
    let descending = counters.reversed().map { counter in
      _ = other.firstWord(of: 1_000 + counter)
      return other.digest(of: counter)
    }
    #expect(ascending == descending.reversed())
  }
}
