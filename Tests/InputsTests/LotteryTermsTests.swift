import Cryptography
import Inputs
import Lottery
import Offerings
import SampleOfferings
import Testing
import TradingDays
import Transparency

/// `lottery:` of `offering.yaml`.
struct LotteryTermsTests {
  private func terms(_ lottery: String) throws -> LotteryTerms {
    let text = """
      name: 样本
      code: "688360"
      rulebook: cn-star-2019
      price: "25.12"
      subscription_day: 2020-05-21
      shares: {total: 10000, strategic: 1000, offline: 6000, online: 3000}
      lottery:
      \(lottery)
      """
    let document = try OfferingDocument(Array(text.utf8), file: "offering.yaml")
    let reference = try document.rulebookReference()
    return try document.read(
      rulebook: Sample.rulebook(reference.name, on: reference.day)
    ).offering.terms.lottery
  }

  private func party(_ name: String) throws -> String {
    let key = try SigningKey(seed: SHA256.hash("key \(name)").bytes)
    let secret = try #require(SealingSecret(hex: SHA256.hash("secret \(name)").hex))
    let party = try SealingParty.committing(
      to: secret, offering: "688360", draw: "online", as: try #require(AccountName(name)),
      with: SignerKey(name: name, key: key))
    return
      "{name: \(name), vkey: \"\(party.key)\", commitment: \(party.commitment.hex), signature: "
      + "\"\(party.signature)\"}"
  }

  /// The lines of a sealed seed, one of them replaced.
  private func sealed(replacing old: String = "", with new: String = "") throws -> String {
    let lines = """
          sealed:
            reveal_by: 2020-05-22T09:00:00+08:00
            parties: [\(try party("issuer")), \(try party("notary"))]
            beacons: [{source: "ceremony:hall", at: "2020-05-22 09:30", digits: 6}]
            fallback: [{source: "index:000001.SH", at: "2020-05-22 15:00"}]
      """
    return old.isEmpty ? lines : lines.replacing(old, with: new, maxReplacements: 1)
  }

  @Test(arguments: [
    ("  method: tail-numbers", DrawMethod.tailNumbers(.eightPlusOne)),
    ("  {method: tail-numbers, nines: 5+4}", .tailNumbers(.fivePlusFour)),
    ("  method: ranked", .ranked), ("  method: lowest-ticket", .lowestTicket),
    ("  first_number: 1", .tailNumbers(.eightPlusOne)),
  ])
  func `Each method is read, with the rulebook's nines`(text: String, method: DrawMethod) throws {
    let terms = try terms(text)
    #expect(terms.method == method && terms.seed == .ceremony)
  }

  @Test func `A bare and a sealed seed are read`() throws {
    let bare = try terms("  seed: \(Digest.zero.hex)")
    #expect(bare.seed == .bare(.zero) && bare.seed.sealedTerms == nil)
    let sealed = try #require(try terms(self.sealed()).seed.sealedTerms)
    #expect(sealed.parties.map(\.name.text) == ["issuer", "notary"])
    #expect(sealed.beacons.map(\.source) == ["ceremony:hall"])
    #expect(sealed.beacons.map(\.time.description) == ["2020-05-22T01:30:00Z"])
    #expect(sealed.fallback.map(\.source) == ["index:000001.SH"])
    #expect(sealed.revealBy.description == "2020-05-22T01:00:00Z")
    let issuer = try #require(AccountName("issuer"))
    #expect(sealed.party(named: issuer) == sealed.parties[0])
    #expect(sealed.party(named: .underwriter) == nil)
  }

  @Test(arguments: [
    ("method: raffle", "8:11 unknownMethod"), ("nines: 7+2", "8:10 unknownNines"),
    ("seed: 00", "8:9 malformedDigest"), ("dice: 6", "8:3 unknownKey"),
  ])
  func `A wrong key or value is refused where it stands`(line: String, fault: String) throws {
    #expect(try faults { _ = try terms("  \(line)") } == [fault])
  }

  @Test(arguments: [
    ("name: issuer", "name: is suer", "malformedName"),
    ("issuer+", "issuer-", "malformedVerifierKey"),
    ("commitment: ", "commitment: x", "malformedCommitment"),
    ("09:00:00+08:00", "9 o'clock", "malformedTime"),
    ("ceremony:hall", "dice:hall", "malformedBeacon"),
    ("digits: 6", "digits: 65", "malformedInteger"),
    ("digits: 6", "number: 6", "unknownKey"), ("at: \"2020-05-22 09:30\", ", "", "malformedBeacon"),
    ("index:000001.SH", "ceremony:hall", "malformedBeacon"),
    ("name: notary", "name: issuer", "equalParties"),
    ("2020-05-22 09:30", "2020-05-22 09:00", "beaconBeforeReveals"),
    ("2020-05-22 15:00", "2020-05-22 08:00", "beaconBeforeReveals"),
  ])
  func `What is wrong with a sealed seed is named`(old: String, new: String, rule: String) throws {
    let text = try sealed(replacing: old, with: new)
    let found = try faults { _ = try terms(text) }
    #expect(found.contains { $0.hasSuffix(" \(rule)") }, "\(found)")
  }

  @Test func `A bare seed beside a sealed one is refused`() throws {
    let text = try "    seed: \(Digest.zero.hex)\n" + sealed()
    let found = try faults { _ = try terms(text) }
    #expect(found == ["8:11 seedWithCommitments"])
  }

  @Test(arguments: [
    ("reveals.issuer=00", "malformedReveal"),
    ("reveals={\"a b\": \(Digest.zero.hex)}", "malformedName"),
    ("missing_reveals=[a b]", "malformedName"), ("beacon=6", "notAMap"),
  ])
  func `Facts of a sealed seed that are none`(argument: String, rule: String) throws {
    let found = try faults { _ = try FactsReader.read(argument: argument) }
    #expect(found.contains { $0.hasSuffix(" \(rule)") }, "\(found)")
  }

  @Test func `Facts of a sealed seed are merged by name, and contradictions told`() throws {
    let zeros = Digest.zero.hex
    let ones = String(repeating: "1", count: 64)
    let own = try FactsReader.read(argument: "reveals.issuer=\(zeros)")
    let other = try FactsReader.read(argument: "reveals.notary=\(ones)")
    let both = try own.merging(other, from: "--fact")
    #expect(both.reveals.count == 2 && both.reveals.values.contains(.missing))
    let differing = try FactsReader.read(argument: "reveals.issuer=\(ones)")
    #expect(try messages { _ = try both.merging(differing, from: "--fact") }.count == 1)
    let first = try FactsReader.read(argument: "beacon={\"ceremony:hall\": \"000001\"}")
    #expect(first.beacon == ["ceremony:hall": "000001"])
    let second = try FactsReader.read(argument: "beacon={\"ceremony:hall\": \"000002\"}")
    let told = try messages { _ = try first.merging(second, from: "--fact") }
    #expect(told.count == 1 && told[0].contains("facts.beacon.ceremony:hall"))
  }
}
