import Cryptography
import Testing

/// Bytes that were cut, changed or made up: refused, and never a crash.
@Suite struct TimestampDamageTests {
  private let data = Array("data".utf8)
  private let answer: [UInt8]
  private let bare: [UInt8]
  private let root: [UInt8]
  private let time: Int64

  init() throws {
    let authority = try TimestampAuthority()
    try authority.issue("tsa")
    answer = try authority.answer(over: data)
    bare = try authority.token(of: answer)
    root = try authority.certificates("root")
    time = try TimestampToken(parsing: answer).verify(over: data, trusting: root)
  }

  @Test func everyPrefixIsRefused() {
    for bytes in [answer, bare] {
      for count in 0..<bytes.count {
        #expect(throws: TimestampError.malformedTimestamp) {
          try TimestampToken(parsing: Array(bytes.prefix(count)))
        }
      }
    }
  }

  @Test func nothingFollowsAToken() {
    for bytes in [answer, bare] {
      #expect(throws: TimestampError.malformedTimestamp) {
        try TimestampToken(parsing: bytes + [0])
      }
      #expect(throws: TimestampError.malformedTimestamp) {
        try TimestampToken(parsing: bytes + bytes)
      }
    }
  }

  @Test func aTokenHasALargestSize() {
    let count = TimestampToken.byteCountMax
    #expect(throws: TimestampError.malformedTimestamp) {
      try TimestampToken(parsing: [UInt8](repeating: 0x30, count: count))
    }
    #expect(throws: TimestampError.timestampTooLarge(found: count + 1, expected: count)) {
      try TimestampToken(parsing: [UInt8](repeating: 0x30, count: count + 1))
    }
  }

  /// Some bits of a token carry nothing, such as those of its status; none carries another time
  /// or other data.
  @Test func everyFlippedBitIsRefusedOrChangesNothing() throws {
    var wrong: [Int] = []
    for bit in 0..<(8 * answer.count) {
      var changed = answer
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      if !isHarmless(changed) { wrong.append(bit) }
    }
    #expect(wrong.isEmpty)
  }

  @Test func severalChangedBytesAreRefusedOrChangeNothing() throws {
    var state: UInt64 = 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var wrong: [[UInt8]] = []
    for round in 0..<5_000 {
      var changed = round % 2 == 0 ? answer : bare
      for _ in 0...below(4) {
        switch below(3) {
        case 0: changed[below(changed.count)] = UInt8(below(256))
        case 1: changed.remove(at: below(changed.count))
        default: changed.insert(UInt8(below(256)), at: below(changed.count))
        }
      }
      if !isHarmless(changed) { wrong.append(changed) }
    }
    #expect(wrong.isEmpty)
  }

  /// Whether bytes are no token, or one that says what the whole one says.
  private func isHarmless(_ bytes: [UInt8]) -> Bool {
    guard let token = try? TimestampToken(parsing: bytes) else { return true }
    do {
      guard try token.verify(over: data, trusting: root) == time else { return false }
      return refusal { try token.verify(over: data + [0], trusting: root) } != nil
    } catch .timestampVersionDiffers, .timestampDigestUnsupported, .timestampImprintDiffers {
      // Only asked for below a signature that holds: then what is signed has changed.
      return false
    } catch {
      return true
    }
  }
}
