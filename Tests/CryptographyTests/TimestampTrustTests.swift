import Cryptography
import Testing

@Suite struct TimestampTrustTests {
  private let authority: TimestampAuthority
  private let data = Array("data".utf8)

  init() throws {
    authority = try TimestampAuthority()
    try authority.issue("tsa")
  }

  @Test func anotherRootIsRefused() throws {
    let token = try TimestampToken(parsing: authority.answer(over: data))
    let other = try TimestampAuthority()
    try other.issue("tsa")
    let own = try authority.certificates("root")
    let foreign = try other.certificates("root")
    #expect(isUntrusted { try token.verify(over: data, trusting: foreign) })
    #expect(isUntrusted { try token.verify(over: data, trusting: other.certificates("tsa")) })
    for both in [own + foreign, foreign + own, own + own] {
      #expect(try token.verify(over: data, trusting: both) > 0)
    }
  }

  @Test func anIntermediateHasToBeGiven() throws {
    try authority.issue("middle", extensions: "root")
    try authority.issue("stamper", by: "middle")
    let token = try TimestampToken(parsing: authority.answer(over: data, by: "stamper"))
    let alone = try authority.certificates("root")
    #expect(isUntrusted { try token.verify(over: data, trusting: alone) })
    for trusted in [["root", "middle"], ["middle", "root"], ["middle"], ["stamper"]] {
      let certificates = try trusted.flatMap { name in try authority.certificates(name) }
      #expect(try token.verify(over: data, trusting: certificates) > 0)
    }
  }

  @Test func aTokenWithoutItsCertificateNeedsIt() throws {
    let answer = try authority.answer(over: data, withCertificate: false)
    let token = try TimestampToken(parsing: answer)
    let alone = try authority.certificates("root")
    #expect(isForged { try token.verify(over: data, trusting: alone) })
    let both = try authority.certificates("root", "tsa")
    #expect(try token.verify(over: data, trusting: both) > 0)
  }

  /// RFC 3161 section 2.3: the purpose is critical, and the only one.
  @Test(arguments: ["uncritical", "serving", "both", "root"])
  func aCertificateForAnotherPurposeIsRefused(extensions: String) throws {
    try authority.issue("other", extensions: extensions)
    let contents = TimestampContents(over: data, time: "20200229120000Z").der
    let token = try TimestampToken(parsing: authority.token(over: contents, by: "other"))
    for trusted in [["root"], ["root", "other"], ["other"]] {
      let certificates = try trusted.flatMap { name in try authority.certificates(name) }
      #expect(isUntrusted { try token.verify(over: data, trusting: certificates) })
    }
    let right = try TimestampToken(parsing: authority.token(over: contents))
    #expect(try right.verify(over: data, trusting: authority.certificates("root")) > 0)
  }

  /// The certificate ended long before today, and began long after the root.
  @Test(arguments: [
    ("20191231235959Z", false), ("20200101000000Z", true), ("20201231235958Z", true),
    ("20210101000000Z", false),
  ])
  func theChainIsJudgedAtTheTokensTime(time: String, isValid: Bool) throws {
    try authority.issue("old", from: "20200101000000Z", to: "20201231235959Z")
    let contents = TimestampContents(over: data, time: time).der
    let token = try TimestampToken(parsing: authority.token(over: contents, by: "old"))
    let root = try authority.certificates("root")
    if isValid {
      #expect(try token.verify(over: data, trusting: root) > 0)
    } else {
      #expect(isUntrusted { try token.verify(over: data, trusting: root) })
    }
  }

  @Test func aSignerHasToNameItsCertificate() throws {
    let contents = TimestampContents(over: data, time: "20200229120000Z").der
    let nameless = try TimestampToken(
      parsing: authority.token(over: contents, namesCertificate: false))
    let root = try authority.certificates("root")
    #expect(isForged { try nameless.verify(over: data, trusting: root) })
  }

  @Test func certificatesAreReadFromPEM() throws {
    let token = try TimestampToken(parsing: authority.answer(over: data))
    let root = try authority.certificates("root")
    let key = try authority.privateKey("root")
    let text = Array("a text around it\n".utf8)
    for certificates in [root, text + root + text, key + root, root + key] {
      #expect(try token.verify(over: data, trusting: certificates) > 0)
    }
    // Cut inside the certificate, or its base64 changed.
    let lines = root.split(separator: 0x0a)
    let cut = Array(lines.dropLast().joined(separator: [0x0a]))
    var damaged = root
    damaged[root.count / 2] = 0x21
    let encrypted = Array(
      String(decoding: root, as: UTF8.self).replacing(
        "BEGIN CERTIFICATE-----\n",
        with: """
          BEGIN CERTIFICATE-----
          Proc-Type: 4,ENCRYPTED
          DEK-Info: AES-128-CBC,00000000000000000000000000000000


          """
      ).utf8)
    let tooMany = [UInt8](repeating: 0x0a, count: 1_000_001)
    for certificates in [
      [], text, key, cut, damaged, root + cut, root + damaged, encrypted, root + tooMany,
    ] {
      #expect(throws: TimestampError.malformedCertificates) {
        try token.verify(over: data, trusting: certificates)
      }
    }
  }

  private func isUntrusted(_ body: () throws -> Int64) -> Bool {
    if case .timestampCertificateUntrusted? = refusal(body) { true } else { false }
  }

  private func isForged(_ body: () throws -> Int64) -> Bool {
    if case .timestampSignatureInvalid? = refusal(body) { true } else { false }
  }
}
