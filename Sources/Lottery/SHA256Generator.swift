import Cryptography

/// A replayable source of uniform numbers: the SHA-256 generator of the public package
/// `cryptorandom` 0.4, so that anyone can repeat a draw without this program.
///
/// Block j is SHA-256(s ‖ "," ‖ j zero bytes), s being the seed's 64 hexadecimal digits. The
/// blocks, read from their least significant bit up, are one stream of bits: a draw that finds
/// too few left puts the next block above them.
///
/// Specs: contract section 4, Generator.
public struct SHA256Generator: RandomNumberGenerator, UniformSource, Sendable {
  // The state after s, "," and one zero byte for every block made so far.
  private var trunk: SHA256
  private var block: InlineArray<4, UInt64> = [0, 0, 0, 0]
  private var blockWordsLeft = 0
  private var cache: UInt64 = 0
  private var cachedBits = 0

  /// Starts the stream of a seed.
  public init(seed: Digest) {
    trunk = SHA256()
    var text: [UInt8] = []
    seed.appendHex(to: &text)
    text.append(UInt8(ascii: ","))
    trunk.update(text)
  }

  /// The next `count` bits, 0 to 64, as a number.
  ///
  /// - Complexity: O(1), one hash for every 256 bits.
  public mutating func bits(_ count: Int) -> UInt64 {
    precondition(count >= 0 && count <= 64, "At most 64 bits are drawn at once")
    if count <= cachedBits { return takeCached(count) }
    let low = cache
    let lowBits = cachedBits
    cache = nextWord()
    cachedBits = 64
    return low | takeCached(count - lowBits) << UInt64(lowBits)
  }

  /// A uniform number from 0 up to, not including, `bound`.
  ///
  /// Draws as many bits as `bound` − 1 has, again until the value is below the bound.
  ///
  /// - Complexity: fewer than two attempts on average.
  public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "Nothing lies below zero")
    let count = UInt64.bitWidth - (bound - 1).leadingZeroBitCount
    var value = bits(count)
    while value >= bound { value = bits(count) }
    return value
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 { bits(64) }

  private mutating func takeCached(_ count: Int) -> UInt64 {
    // Swift's shifts give zero for a distance of 64, which is what both lines need.
    let value = cache & ~(UInt64.max << UInt64(count))
    cache >>= UInt64(count)
    cachedBits -= count
    return value
  }

  /// The next 64 bits of the stream; a block's last word holds its least significant ones.
  private mutating func nextWord() -> UInt64 {
    if blockWordsLeft == 0 {
      block = trunk.finalized().bigEndianWords
      trunk.update(byte: 0)
      blockWordsLeft = 4
    }
    blockWordsLeft -= 1
    return block[blockWordsLeft]
  }
}
