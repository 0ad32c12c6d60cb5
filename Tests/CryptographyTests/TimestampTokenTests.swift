import Cryptography
import Foundation
import Testing

@Suite struct TimestampTokenTests {
  private let authority: TimestampAuthority
  private let data = Array("ledger.example/ipo\n8\n".utf8)

  init() throws {
    authority = try TimestampAuthority()
    try authority.issue("tsa")
  }

  @Test func anAnswerGivesItsTime() throws {
    let answer = try authority.answer(over: data)
    let token = try TimestampToken(parsing: answer)
    let time = try token.verify(over: data, trusting: authority.certificates("root"))
    #expect(time == (try printedTime(of: answer)))
    #expect(token.bytes == answer)
    let bare = try TimestampToken(parsing: authority.token(of: answer))
    #expect(try bare.verify(over: data, trusting: authority.certificates("root")) == time)
  }

  @Test(arguments: [
    ("19700101000000Z", 0), ("20200229120000Z", 1_582_977_600),
    ("20200229120000.999Z", 1_582_977_600), ("20380119031408Z", 2_147_483_648),
    ("20991231235958Z", 4_102_444_798),
  ])
  func timesAreCountedFrom1970(time: String, expected: Int64) throws {
    #expect(try verified(TimestampContents(over: data, time: time)) == expected)
  }

  @Test(arguments: ["20200230120000Z", "20200229250000Z", "2020", "", "20200229120000.Z"])
  func anotherTimeIsRefused(time: String) {
    #expect(throws: TimestampError.malformedTimestamp) {
      try verified(TimestampContents(over: data, time: time))
    }
  }

  @Test(arguments: [0, 1, 100_000])
  func dataOfAnyLength(count: Int) throws {
    let data = [UInt8](repeating: 0x61, count: count)
    let token = try TimestampToken(parsing: authority.answer(over: data))
    let root = try authority.certificates("root")
    #expect(try token.verify(over: data, trusting: root) > 0)
    #expect(refusal { try token.verify(over: data + [0], trusting: root) } != nil)
  }

  @Test func otherDataIsRefused() throws {
    let token = try TimestampToken(parsing: authority.answer(over: data))
    let root = try authority.certificates("root")
    for index in data.indices {
      var other = data
      other[index] ^= 1
      let refusal = TimestampError.timestampImprintDiffers(
        found: SHA256.hash(data).hex, expected: SHA256.hash(other).hex)
      #expect(throws: refusal) { try token.verify(over: other, trusting: root) }
    }
    #expect(refusal { try token.verify(over: [], trusting: root) } != nil)
    #expect(refusal { try token.verify(over: data.dropLast(), trusting: root) } != nil)
  }

  @Test(arguments: ["sha512", "sm3"])
  func longerOrOtherDigestsAreKnown(digest: String) throws {
    let token = try TimestampToken(parsing: authority.answer(over: data, digest: digest))
    let root = try authority.certificates("root")
    #expect(try token.verify(over: data, trusting: root) > 0)
    #expect(refusal { try token.verify(over: data + data, trusting: root) } != nil)
  }

  @Test func shortAndUnknownDigestsAreRefused() throws {
    let token = try TimestampToken(parsing: authority.answer(over: data, digest: "sha1"))
    #expect(throws: TimestampError.timestampDigestUnsupported(found: "SHA1")) {
      try token.verify(over: data, trusting: authority.certificates("root"))
    }
    var contents = TimestampContents(over: data, time: "20200229120000Z")
    contents.digest = [0x2a, 0x03, 0x04]
    #expect(throws: TimestampError.timestampDigestUnsupported(found: "UNDEF")) {
      try verified(contents)
    }
  }

  @Test func anImprintOfAnotherLengthIsRefused() throws {
    let whole = TimestampContents(over: data, time: "20200229120000Z")
    for imprint in [[], Array(whole.imprint.prefix(31)), whole.imprint + [0]] {
      var contents = whole
      contents.imprint = imprint
      #expect(refusal { try verified(contents) } != nil)
    }
    #expect(try verified(whole) == 1_582_977_600)
  }

  @Test(arguments: [0, 2, 3])
  func anotherVersionIsRefused(version: Int) {
    var contents = TimestampContents(over: data, time: "20200229120000Z")
    contents.version = UInt8(version)
    #expect(
      throws: TimestampError.timestampVersionDiffers(found: version, expected: 1)
    ) { try verified(contents) }
  }

  @Test func anAuthorityCannotCallItselfAnother() throws {
    var contents = TimestampContents(over: data, time: "20200229120000Z")
    contents.name = "tsa"
    #expect(try verified(contents) == 1_582_977_600)
    contents.name = "tsb"
    guard case .timestampSignatureInvalid? = refusal({ try verified(contents) }) else {
      Issue.record("a wrong name was not refused")
      return
    }
  }

  @Test func anAnswerWithoutATokenIsNotGranted() throws {
    // The authority does not take this digest.
    let answer = try authority.answer(over: data, digest: "sha384")
    let token = try TimestampToken(parsing: answer)
    #expect(throws: TimestampError.timestampNotGranted(status: 2)) {
      try token.verify(over: data, trusting: authority.certificates("root"))
    }
  }

  @Test func otherContentIsNoTimestamp() throws {
    let content = TimestampContents(over: data, time: "20200229120000Z").der
    let typed = try authority.token(over: content, type: "1.2.840.113549.1.7.1")
    let empty = try authority.token(over: [])
    for bytes in [typed, empty, content] {
      #expect(throws: TimestampError.malformedTimestamp) { try TimestampToken(parsing: bytes) }
    }
  }

  /// The time of a token over these contents, made by hand.
  private func verified(_ contents: TimestampContents) throws -> Int64 {
    let token = try TimestampToken(parsing: authority.token(over: contents.der))
    return try token.verify(over: data, trusting: authority.certificates("root"))
  }

  /// The time that `openssl` prints, without its fraction.
  private func printedTime(of answer: [UInt8]) throws -> Int64 {
    let text = try authority.text(of: answer)
    let pattern = /Time stamp: (\w+ +\d+ \d+:\d+:\d+)\.?\d* (\d+) GMT/
    let match = try #require(text.firstMatch(of: pattern))
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "MMM d HH:mm:ss yyyy"
    let date = try #require(formatter.date(from: "\(match.output.1) \(match.output.2)"))
    return Int64(date.timeIntervalSince1970)
  }
}

/// Why a token was refused; `nil` when it was not.
func refusal(_ body: () throws -> Int64) -> TimestampError? {
  do {
    _ = try body()
    return nil
  } catch let error as TimestampError {
    return error
  } catch {
    Issue.record(error)
    return nil
  }
}
