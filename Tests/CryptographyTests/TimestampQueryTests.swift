import Cryptography
import Testing

@Suite struct TimestampQueryTests {
  private let data = Array("checkpoint\n".utf8)

  @Test func `A question is over the data's SHA-256, with a nonce of its own`() throws {
    let query = try TimestampQuery(over: data)
    #expect(query.imprint == SHA256.hash(data).bytes)
    #expect(query.asks(for: data) && !query.asks(for: data + [0]))
    #expect(try TimestampQuery(parsing: query.bytes) == query)
    let nonces = try (0..<20).map { _ in try TimestampQuery(over: data).nonce }
    #expect(Set(nonces).count == 20 && !nonces.contains(nil))
  }

  @Test func `Any other bytes are no question`() throws {
    let bytes = try TimestampQuery(over: data).bytes
    for other in [[], Array(bytes.dropLast()), bytes + [0], [0x30, 0], Array("text".utf8)] {
      #expect(throws: TimestampError.malformedTimestampQuery) {
        try TimestampQuery(parsing: other)
      }
    }
    let large = [UInt8](repeating: 0x30, count: TimestampToken.byteCountMax + 1)
    #expect(throws: TimestampError.self) { try TimestampQuery(parsing: large) }
  }

  @Test func `An answer repeats the nonce, and names its policy`() throws {
    let authority = try TimestampAuthority()
    try authority.issue("tsa")
    let root = try authority.certificates("root")
    let query = try TimestampQuery(over: data)
    let token = try TimestampToken(parsing: authority.answer(to: query.bytes))
    let stamp = try token.timestamp(over: data, trusting: root, answering: query)
    #expect(stamp.nonce == query.nonce && stamp.policy == "1.2.3.4")
    #expect(try token.verify(over: data, trusting: root) == stamp.time)
    #expect(
      try token.timestamp(over: data, trusting: root, under: ["1.2", "1.2.3.4"]) == stamp)
    let other = try TimestampQuery(over: data)
    #expect(
      throws: TimestampError.timestampNonceDiffers(
        found: query.nonce ?? "", expected: other.nonce ?? "")
    ) {
      try token.timestamp(over: data, trusting: root, answering: other)
    }
    #expect(
      throws: TimestampError.timestampPolicyDiffers(
        found: "1.2.3.4", expected: "1.2.3.40 or 1.2.3")
    ) {
      try token.timestamp(over: data, trusting: root, under: ["1.2.3.40", "1.2.3"])
    }
    // An answer without a nonce answers no question that has one.
    let plain = try TimestampToken(parsing: authority.answer(over: data, nonce: false))
    #expect(try plain.timestamp(over: data, trusting: root).nonce == nil)
    #expect(throws: TimestampError.self) {
      try plain.timestamp(over: data, trusting: root, answering: query)
    }
  }
}
