import COpenSSL

/// SHA-256 of 40 bytes: a fixed key of 32, then a counter of 8, big-endian.
///
/// Key, counter, padding and length fill exactly one block of the hash, so that a value costs one
/// run of the compression function and nothing is allocated. A value of this type carries its
/// block along: give each core a copy of its own.
///
/// ```swift
/// var hash = CounterHash(key: .zero)
/// hash.digest(of: 1)  // SHA-256 of 32 bytes of zero and 00 00 00 00 00 00 00 01
/// ```
///
/// Specs: FIPS 180-4, sections 5.1.1 and 6.2.
public struct CounterHash: Sendable {
  // The message as it lies in memory: key, counter, one bit, zeros, length.
  // It is written sixteen bytes at a time, as the compression function reads it: a load that waits
  // for two shorter stores takes as long as two thirds of a hash.
  private var block: InlineArray<4, SIMD2<UInt64>>
  private var context: SHA256_CTX
  private let initial: SHA256_CTX

  /// Prepares the block of a key.
  public init(key: Digest) {
    let words = key.bigEndianWords
    block = [
      SIMD2(words[0].bigEndian, words[1].bigEndian),
      SIMD2(words[2].bigEndian, words[3].bigEndian),
      Self.end(0),
      SIMD2(0, UInt64(40 * 8).bigEndian),
    ]
    var context = SHA256_CTX()
    let status = SHA256_Init(&context)
    precondition(status == 1, "SHA-256 cannot be started")
    self.context = context
    initial = context
  }

  /// The hash of a counter.
  public mutating func digest(of counter: UInt64) -> Digest {
    compress(counter)
    let state = context.h
    let words: InlineArray<8, UInt32> = [
      state.0.bigEndian, state.1.bigEndian, state.2.bigEndian, state.3.bigEndian,
      state.4.bigEndian, state.5.bigEndian, state.6.bigEndian, state.7.bigEndian,
    ]
    return Digest { target in
      withUnsafeBytes(of: words) { source in target.copyMemory(from: source) }
    }
  }

  /// The first 4 bytes of the hash as a number, big-endian: where it is lower, the hash is lower.
  public mutating func firstWord(of counter: UInt64) -> UInt32 {
    compress(counter)
    return context.h.0
  }

  private mutating func compress(_ counter: UInt64) {
    block[2] = Self.end(counter)
    context.h = initial.h
    withUnsafeBytes(of: &block) { source in
      SHA256_Transform(&context, source.assumingMemoryBound(to: UInt8.self).baseAddress)
    }
  }

  /// The counter and the bit that ends the message.
  private static func end(_ counter: UInt64) -> SIMD2<UInt64> {
    SIMD2(counter.bigEndian, (UInt64(1) << 63).bigEndian)
  }
}
