import Cryptography
import Lottery
import Offerings
import Testing
import TradingDays
import Transparency

/// Commitments, beacons and the seed's text on their own.
struct SealedSeedTests {
  private let draw = "online"

  private func party(_ name: String, key seed: String? = nil) throws -> SealingParty {
    let secret = try #require(SealingSecret(hex: SHA256.hash("secret \(name)").hex))
    let key = try SigningKey(seed: SHA256.hash("key \(seed ?? name)").bytes)
    return try SealingParty.committing(
      to: secret, offering: "688999", draw: draw, as: try #require(AccountName(name)),
      with: SignerKey(name: name, key: key))
  }

  private func errors(
    _ parties: [SealingParty], _ beacons: [Beacon], fallback: [Beacon] = [],
    revealBy: String = "2020-05-22T09:00:00+08:00"
  ) throws -> [SealedSeedError] {
    let revealBy = try #require(Instant(market: revealBy))
    do {
      _ = try SealedSeedTerms(
        parties: parties, revealBy: revealBy, beacons: beacons, fallback: fallback,
        offering: "688999", draw: draw)
      return []
    } catch {
      return error.errors
    }
  }

  private func ceremony(_ name: String, at: String = "2020-05-22T09:30:00+08:00") throws -> Beacon {
    try #require(Beacon(source: "ceremony:\(name)", at: Instant(market: at), digits: 6))
  }

  /// SHA-256 of a text that anyone can write: `printf 'ipo-lottery/v1 commit\n…' | sha256sum`.
  @Test func `A commitment is the hash of offering, draw, party and 32 bytes`() throws {
    let name = try #require(AccountName("issuer"))
    let secret = try #require(SealingSecret(hex: String(repeating: "01", count: 32)))
    let text = Array("ipo-lottery/v1 commit\n688999\nonline\nissuer\n".utf8)
    let expected = SHA256.hash(text + [UInt8](repeating: 1, count: 32))
    #expect(secret.commitment(offering: "688999", draw: "online", party: name) == expected)
    let others = [
      secret.commitment(offering: "688998", draw: "online", party: name),
      secret.commitment(offering: "688999", draw: "offline", party: name),
      secret.commitment(offering: "688999", draw: "online", party: .underwriter),
      SealingSecret.missing.commitment(offering: "688999", draw: "online", party: name),
    ]
    #expect(Set(others + [expected]).count == 5)
    for wrong in ["", String(repeating: "0", count: 63), String(repeating: "A", count: 64)] {
      #expect(SealingSecret(hex: wrong) == nil)
    }
  }

  @Test func `Sound terms, and each thing that makes them unsound`() throws {
    let (issuer, notary) = (try party("issuer"), try party("notary"))
    let beacon = try ceremony("hall-1")
    #expect(try errors([issuer, notary], [beacon]) == [])
    #expect(try errors([], []) == [.noParties, .noBeacons])
    let name = issuer.name
    #expect(
      try errors([issuer, issuer], [beacon]) == [
        .equalParties(name), .equalCommitments(name, name), .equalKeys(name, name),
      ])
    let twin = try party("twin", key: "issuer")
    #expect(try errors([issuer, twin], [beacon]) == [.equalKeys(name, twin.name)])
    let stolen = SealingParty(
      name: twin.name, key: twin.key, commitment: issuer.commitment, signature: twin.signature)
    #expect(try errors([stolen], [beacon]) == [.commitmentNotSigned(twin.name)])
    #expect(try errors([issuer], [beacon, beacon]) == [.equalBeacons(beacon.source)])
    #expect(
      try errors([issuer], [beacon], fallback: [beacon]) == [.equalBeacons(beacon.source)])
  }

  @Test func `At most sixteen parties, beacons and beacons of the fallback`() throws {
    let parties = try (0..<17).map { try party("party-\($0)") }
    let beacons = try (0..<34).map { try ceremony("hall-\($0)") }
    #expect(
      try errors(Array(parties[..<16]), Array(beacons[..<16]), fallback: Array(beacons[16..<32]))
        == [])
    #expect(try errors(parties, [beacons[0]]) == [.tooManyParties(found: 17)])
    #expect(try errors([parties[0]], Array(beacons[..<17])) == [.tooManyBeacons(found: 17)])
    #expect(
      try errors([parties[0]], [beacons[0]], fallback: Array(beacons[1..<18])) == [
        .tooManyBeacons(found: 17)
      ])
  }

  /// Nothing but one signature stands in the terms, since the seed's text refers to all of them.
  @Test func `A signature with something behind it is refused`() throws {
    let issuer = try party("issuer")
    for more in ["\n\u{2014} x AAAAAAAA", "\n", " ", "AAAA"] {
      let longer = SealingParty(
        name: issuer.name, key: issuer.key, commitment: issuer.commitment,
        signature: issuer.signature + more)
      #expect(try errors([longer], [ceremony("hall-1")]) == [.commitmentNotSigned(issuer.name)])
    }
  }

  @Test func `A beacon comes after the reveals, by a second at least`() throws {
    let issuer = try party("issuer")
    for (at, isSound) in [
      ("2020-05-22T09:00:01+08:00", true), ("2020-05-22T09:00:00+08:00", false),
      ("2020-05-22T08:59:59+08:00", false),
    ] {
      let beacon = try ceremony("hall-1", at: at)
      #expect(try errors([issuer], [beacon]).isEmpty == isSound)
      let late = try ceremony("hall-2")
      #expect(try errors([issuer], [late], fallback: [beacon]).isEmpty == isSound)
    }
  }

  /// Round 657413 of quicknet, from the chain's genesis and period.
  @Test func `A drand round has its time, a ceremony and an index are told theirs`() throws {
    let quicknet = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
    let standard = "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce"
    let round = try #require(Beacon(source: "drand:\(quicknet):657413", at: nil, digits: nil))
    #expect(round.time.description == "2023-09-15T11:00:03Z")
    #expect(
      Beacon(source: "drand:\(quicknet):1", at: nil, digits: nil)?.time.secondsSinceEpoch
        == 1_692_803_367)
    #expect(
      Beacon(source: "drand:\(standard):2", at: nil, digits: nil)?.time.secondsSinceEpoch
        == 1_595_431_080)
    let at = Instant(market: "2020-05-22T09:30:00+08:00")
    for (source, time, digits) in [
      ("drand:\(quicknet):0", nil, nil), ("drand:\(quicknet):01", nil, nil),
      ("drand:\(quicknet):9223372036854775807", nil, nil), ("drand:\(quicknet)", nil, nil),
      ("drand:\(quicknet):1", at, nil), ("drand:abc:1", nil, nil), ("ceremony:a", nil, 6),
      ("ceremony:a", at, nil), ("ceremony:a", at, 0), ("ceremony:a", at, 65), ("ceremony:", at, 6),
      ("index:a", nil, nil), ("index:a", at, 6), ("dice:a", at, nil), ("ceremony:a b", at, 6),
      ("ceremony:a\n", at, 6), ("", at, nil), ("index", at, nil),
    ] as [(String, Instant?, Int?)] {
      #expect(Beacon(source: source, at: time, digits: digits) == nil, "\(source)")
    }
    // The published signature of that round; the values of the others by their form.
    let signature =
      "b713718a" + String(repeating: "0", count: 84) + "d97b"
    #expect(round.allows(value: signature))
    #expect(!round.allows(value: String(signature.dropLast())))
    #expect(!round.allows(value: signature.uppercased()))
    let hall = try ceremony("hall-1")
    for (value, isAllowed) in [
      ("000000", true), ("483920", true), ("48392", false), ("4839201", false), ("48392x", false),
      ("-48392", false), ("", false),
    ] { #expect(hall.allows(value: value) == isAllowed) }
    let index = try #require(Beacon(source: "index:000001.SH", at: at, digits: nil))
    for (value, isAllowed) in [
      ("3117.74", true), ("0.05", true), ("3117.7", false), ("3117", false), ("03117.74", false),
      ("3,117.74", false), (".74", false), ("3117.741", false),
    ] { #expect(index.allows(value: value) == isAllowed, "\(value)") }
  }

  @Test func `The seed's text is what the contract prints`() throws {
    let text = SeedText(
      offering: "688999", draw: "online", terms: .zero,
      numbers: try NumberRange(first: 100_000_000_000, count: 10), winners: 6,
      method: .tailNumbers(.eightPlusOne), applications: SHA256.hash([]),
      reveals: [
        .init(party: try #require(AccountName("issuer")), secret: .missing)
      ], beacons: [.init(source: "ceremony:hall-1", value: "483920")])
    let zeros = String(repeating: "0", count: 64)
    let expected = """
      ipo-lottery/v1
      offering 688999
      draw online
      terms \(zeros)
      numbers 100000000000 10
      winners 6
      method tail-numbers 8+1
      applications e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
      reveal issuer \(zeros)
      beacon ceremony:hall-1 483920

      """
    #expect(text.text == expected && text.seed == SHA256.hash(expected))
  }
}
