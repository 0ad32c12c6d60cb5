import Cryptography
import Lottery
import Testing

@Suite struct SHA256GeneratorTests {
  @Test func publishedValues() throws {
    let vector = Vectors.lottery.generator
    var generator = SHA256Generator(seed: try Digest(parsingSeed: vector.seed))
    #expect(vector.below.map { generator.below($0) } == vector.values)
  }

  @Test func theFirstBlockEndsInTheFirstBits() throws {
    let vector = Vectors.lottery
    let block = try #require(Digest(hex: vector.firstBlock)).bigEndianWords
    var generator = SHA256Generator(seed: try Digest(parsingSeed: vector.generator.seed))
    #expect(generator.next() == block[3])
    #expect(generator.next() == block[2])
    #expect(generator.next() == block[1])
    #expect(generator.next() == block[0])
    #expect(generator.next() != block[3])
  }

  @Test func everyWidthAgreesWithAStreamOfSingleBits() {
    for width in 0...64 {
      var stream = NaiveBits(seed: seed(width))
      var generator = SHA256Generator(seed: seed(width))
      for _ in 0..<40 {
        #expect(generator.bits(width) == stream.bits(width))
      }
    }
  }

  @Test func mixedWidthsAgreeWithAStreamOfSingleBits() {
    var stream = NaiveBits(seed: seed(0))
    var generator = SHA256Generator(seed: seed(0))
    for round in 0..<3_000 {
      let width = (round * 29) % 65
      #expect(generator.bits(width) == stream.bits(width))
    }
  }

  @Test func boundsOnBothSidesOfAPowerOfTwo() {
    for bound: UInt64 in [1, 2, 3, 4, 5, 255, 256, 257, 1 << 63, (1 << 63) + 1, .max] {
      var stream = NaiveBits(seed: seed(7))
      var generator = SHA256Generator(seed: seed(7))
      for _ in 0..<100 {
        let value = generator.below(bound)
        #expect(value < bound)
        #expect(value == stream.below(bound))
      }
    }
  }

  @Test func aSeedIsSixtyFourLowerCaseDigits() {
    #expect(throws: LotteryError.malformedSeed(found: "00")) { try Digest(parsingSeed: "00") }
    let upperCase = String(repeating: "A", count: 64)
    #expect(throws: LotteryError.malformedSeed(found: upperCase)) {
      try Digest(parsingSeed: upperCase)
    }
  }
}

/// The generator again, by the words of the contract: whole blocks, one bit at a time.
struct NaiveBits {
  private let seed: String
  private var blocks = 0
  private var waiting: [Bool] = []

  init(seed: Digest) { self.seed = seed.hex }

  mutating func bits(_ count: Int) -> UInt64 {
    while waiting.count < count {
      let zeros = [UInt8](repeating: 0, count: blocks)
      let block = SHA256.hash(Array((seed + ",").utf8) + zeros).bytes
      for byte in block.reversed() {
        for bit in 0..<8 { waiting.append(byte >> UInt8(bit) & 1 == 1) }
      }
      blocks += 1
    }
    var value: UInt64 = 0
    for bit in 0..<count where waiting[bit] { value |= 1 << UInt64(bit) }
    waiting.removeFirst(count)
    return value
  }

  mutating func below(_ bound: UInt64) -> UInt64 {
    let count = String(bound - 1, radix: 2).count * (bound > 1 ? 1 : 0)
    var value = bits(count)
    while value >= bound { value = bits(count) }
    return value
  }
}
