import CanonicalJSON
import Cryptography
import Foundation
import Offerings
import Testing
import Transparency

/// The attacks of Specs/sealed-seed.md that software can stop, each tried as its attacker would.
struct LotteryAttackTests {
  private static let vkey = try? SealedOffering.witness().verifierKey.description

  /// A witnessed, sealed offering as it should be; attacks begin from it.
  private func sealed() throws -> SealedOffering {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    try offering.cosign(at: "2020-05-22T01:00:00Z")
    #expect(try offering.settle(epoch: nil).code == 0)
    #expect(try offering.grade("--witness", vkey()).grade == "sealed")
    return offering
  }

  private func vkey() throws -> String { try #require(Self.vkey) }

  /// Throws the journal away, as an operator who knows the beacons might.
  private func discardJournal(_ offering: SealedOffering) throws {
    for name in ["journal.jsonl", "checkpoint", "vkey", "out"] {
      try offering.workspace.remove(name)
    }
  }

  @Test func `Attack 1: drawing until the result is liked`() throws {
    let offering = try sealed()
    let before = try offering.workspace.data("journal.jsonl")
    let second = try offering.lottery("draw", epoch: nil)
    #expect(second.code == 1 && second.errors.contains("secondDraw"))
    let other = try offering.settle(beacon: "483921", epoch: nil)
    #expect(other.code == 2 && other.errors.contains("factContradicted"))
    try offering.workspace.replace("digits: 6", with: "digits: 5", in: "offering.yaml")
    let terms = try Program.run("settle", offering.path, epoch: nil)
    #expect(terms.code == 1 && terms.errors.contains("termsChanged"))
    #expect(try offering.workspace.data("journal.jsonl") == before)
  }

  @Test func `Attack 1: a journal begun again after the beacons is unwitnessed`() throws {
    let offering = try sealed()
    try discardJournal(offering)
    // Another order of the applications gives other numbers, and so other winners.
    let rows = try offering.workspace.text("inputs/applications.csv").split(separator: "\n")
    let turned = [rows[0]] + rows.dropFirst().reversed()
    try offering.workspace.write(
      "inputs/applications.csv", turned.map { $0 + "\n" }.joined())
    #expect(try offering.settle(epoch: nil).code == 0)
    let verified = try offering.grade("--witness", vkey())
    #expect(verified.code == 1 && verified.grade == "unwitnessed")
    #expect(verified.output.contains("witnessedRootDiffers"))
    // Without the witness's copy nothing contradicts it, and nothing vouches for it either.
    try offering.workspace.remove("witness/freeze.cosigned")
    #expect(try offering.grade("--witness", vkey()).grade == "unwitnessed")
    // A cosignature that comes after the beacons does not help.
    try offering.cosign(at: "2026-01-01T00:00:00Z")
    #expect(try offering.grade("--witness", vkey()).grade == "unwitnessed")
  }

  @Test(arguments: ["settle", "freeze", "reveal", "draw", "verify"])
  func `Attack 2: a list changed by one byte after it was frozen`(command: String) throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze").code == 0)
    let before = try offering.workspace.data("journal.jsonl")
    try offering.workspace.replace(
      "A000000009,500", with: "A000000019,500", in: "inputs/applications.csv")
    let result =
      switch command {
      case "settle", "verify": try Program.run(command, offering.path)
      case "reveal": try offering.reveal("issuer")
      default: try offering.lottery(command)
      }
    #expect(result.code == 1)
    #expect((result.errors + result.output).contains("sealedInputChanged"))
    #expect(try offering.workspace.data("journal.jsonl") == before)
  }

  @Test func `Attack 3: no seed is known while the list can still be chosen`() throws {
    let offering = try SealedOffering()
    let early = try offering.reveal("issuer")
    #expect(early.code == 1 && early.errors.contains("revealBeforeFreeze"))
    let beacon = try offering.lottery("beacon", "--value", "ceremony:hall-1=483920")
    #expect(beacon.code == 1 && beacon.errors.contains("beaconBeforeFreeze"))
    #expect(!offering.workspace.exists("journal.jsonl"))
    // One honest party's bytes change everything that the others know.
    #expect(try offering.settle().code == 0)
    let without = try SealedOffering(["issuer", "notary", "broker"])
    #expect(try without.settle().code == 0)
    #expect(
      try offering.workspace.text("out/seed.txt") != without.workspace.text("out/seed.txt"))
  }

  @Test(arguments: ["2020-05-22T09:00:00+08:00", "2020-05-22T08:59:59+08:00"])
  func `Attack 4: a beacon that the last to reveal would know`(at: String) throws {
    let offering = try SealedOffering(at: at)
    let result = try Program.run("settle", offering.path)
    #expect(result.code == 2 && result.errors.contains("beaconBeforeReveals"))
    let later = try SealedOffering(at: "2020-05-22T09:00:01+08:00")
    #expect(try Program.run("settle", later.path).code == 0)
  }

  @Test func `Attack 4: a reveal that comes too late`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze").code == 0)
    // By the real clock the deadline of 2020 is over.
    let other = try SealedOffering()
    #expect(try other.lottery("freeze", epoch: nil).code == 0)
    let late = try other.lottery(
      "reveal", "--party", "issuer", "--value", SealedOffering.secret(of: "issuer").hex, epoch: nil)
    #expect(late.code == 1 && late.errors.contains("revealAfterDeadline"))
    #expect(try offering.reveal("issuer").code == 0)
    #expect(
      try offering.lottery(
        "beacon", "--value", "ceremony:hall-1=483920", "--missing", "notary", "--missing",
        "investors"
      ).code == 0)
    let before = try offering.workspace.data("journal.jsonl")
    let after = try offering.reveal("notary")
    #expect(after.code == 1 && after.errors.contains("revealAfterBeacon"))
    let fact = "reveals.notary=\(SealedOffering.secret(of: "notary").hex)"
    let asFact = try Program.run("settle", offering.path, "--fact", fact)
    #expect(asFact.code == 1 && asFact.errors.contains("revealAfterBeacon"))
    #expect(try offering.workspace.data("journal.jsonl") == before)
  }

  @Test func `Attack 5: all parties together still wait for the beacon`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze").code == 0)
    for party in offering.parties { #expect(try offering.reveal(party.name.text).code == 0) }
    let result = try offering.lottery("draw")
    #expect(result.code == 1 && result.errors.contains("ceremony:hall-1"))
    #expect(!offering.workspace.exists("out/seed.txt"))
  }

  @Test(arguments: [
    ("ceremony:hall-3=483920", "unknownBeacon"), ("ceremony:hall-1=48392", "malformedBeaconValue"),
    ("ceremony:hall-1=48392a", "malformedBeaconValue"), ("ceremony:hall-1", "malformedBeaconValue"),
  ])
  func `Attack 6: another beacon than the terms name`(value: String, rule: String) throws {
    let offering = try SealedOffering(["issuer"])
    #expect(try offering.lottery("freeze").code == 0)
    #expect(try offering.reveal("issuer").code == 0)
    let before = try offering.workspace.data("journal.jsonl")
    let result = try offering.lottery("beacon", "--value", value)
    #expect(result.code == 2 && result.errors.contains(rule), "\(result.errors)")
    #expect(try offering.workspace.data("journal.jsonl") == before)
  }

  @Test func `Attack 7: a journal's clock proves nothing, the witness's does`() throws {
    // Everything is written under a clock set back before the beacons.
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze").code == 0)
    try offering.cosign(at: "2020-05-22T01:00:00Z")
    #expect(try offering.settle().code == 0)
    let fixed = try offering.grade("--witness", vkey())
    #expect(fixed.grade == "unwitnessed" && fixed.output.contains("clock is fixed"))
    // A value before its beacon's time is refused by a real clock.
    let future = try SealedOffering(
      ["issuer"], revealBy: "2099-12-31T09:00:00+08:00", at: "2099-12-31T09:30:00+08:00",
      fallbackAt: "2099-12-31T10:30:00+08:00")
    #expect(try future.lottery("freeze", epoch: nil).code == 0)
    let missing = try future.lottery(
      "beacon", "--value", "ceremony:hall-2=483920", "--missing", "issuer", epoch: nil)
    #expect(missing.code == 1 && missing.errors.contains("revealsStillOpen"))
    let secret = SealedOffering.secret(of: "issuer").hex
    #expect(
      try future.lottery("reveal", "--party", "issuer", "--value", secret, epoch: nil).code == 0)
    let before = try future.workspace.data("journal.jsonl")
    let fact = #"beacon={"ceremony:hall-1": "483920"}"#
    for early in [
      try future.lottery("beacon", "--value", "ceremony:hall-1=483920", epoch: nil),
      try Program.run("settle", future.path, "--fact", fact, epoch: nil),
    ] {
      #expect(early.code == 1 && early.errors.contains("beaconBeforeItsTime"), "\(early.errors)")
    }
    #expect(try future.workspace.data("journal.jsonl") == before)
  }

  @Test func `Attack 10: an account that stands twice, and rows beyond the frozen count`() throws {
    let offering = try SealedOffering()
    let rows = try offering.workspace.text("inputs/applications.csv")
    try offering.workspace.write("inputs/applications.csv", rows + "A000000009,500\n")
    let result = try offering.lottery("freeze")
    #expect(result.code == 2 && result.errors.contains("duplicateAccount"))
    #expect(!offering.workspace.exists("journal.jsonl"))
  }

  @Test func `Attack 13: reserves are the next ranks, however many are drawn`() throws {
    func drawn(_ winners: Int, _ reserves: Int) throws -> String {
      let result = try Program.run(
        "lottery", "draw", "--method", "ranked", "--first", "1", "--count", "100", "--winners",
        "\(winners)", "--reserves", "\(reserves)", "--seed", String(repeating: "0", count: 64),
        "--json")
      return result.output.replacing(#"],"reserves":["#, with: ",")
    }
    #expect(try drawn(4, 6) == drawn(10, 0))
    #expect(try drawn(9, 1) == drawn(10, 0))
  }

  @Test func `Attack 14: a commitment for another draw or offering`() throws {
    let foreign = try SealedOffering.party("issuer", offering: "688360")
    let offering = try SealedOffering(
      parties: [foreign, SealedOffering.party("notary")])
    let result = try Program.run("settle", offering.path)
    #expect(result.code == 2 && result.errors.contains("commitmentNotSigned"))
    // Signed for this draw, but made of bytes committed for another.
    let own = try SealedOffering(["issuer"])
    #expect(try own.lottery("freeze").code == 0)
    let other = SealedOffering.secret(of: "notary").hex
    let reveal = try own.lottery("reveal", "--party", "issuer", "--value", other)
    #expect(reveal.code == 2 && reveal.errors.contains("revealDiffers"))
  }

  @Test func `Attack 15: a proof of one list does not hold for another`() throws {
    let offering = try sealed()
    let proof = offering.workspace.url("proof").path
    #expect(
      try offering.lottery("check", "--account", "A000000009", "--proof", proof, epoch: nil).code
        == 0)
    let checked = try Program.run(
      Program.path, ["check-proof", proof, "--witness", try vkey()])
    #expect(checked.code == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output.contains("A000000009,500"))
    let shown = try SealedOffering()
    try shown.workspace.replace(
      "A000000009,500", with: "A000000019,500", in: "inputs/applications.csv")
    #expect(try shown.settle().code == 0)
    #expect(
      try shown.lottery("check", "--account", "A000000019", "--proof", proof).code == 0)
    let other = try Program.run(
      Program.path, ["check-proof", proof, "--witness", try vkey()])
    #expect(other.code == 1 && other.output.contains("notCosigned"))
  }

  @Test(arguments: [
    (#"{name: "a b""#, "malformedName"), (#"{name: "a\nb""#, "malformedName"),
    (#"{name: "a:b""#, "malformedName"), (#"{name: """#, "malformedName"),
  ])
  func `Attack 18: a name that could be read in two ways`(name: String, rule: String) throws {
    let offering = try SealedOffering(["issuer"])
    try offering.workspace.replace(#"{name: "issuer""#, with: name, in: "offering.yaml")
    let result = try Program.run("settle", offering.path)
    #expect(result.code == 2 && result.errors.contains(rule), "\(result.errors)")
    let beacon = try SealedOffering(["issuer"])
    try beacon.workspace.replace("ceremony:hall-1", with: "ceremony:hall 1", in: "offering.yaml")
    #expect(try Program.run("settle", beacon.path).errors.contains("malformedBeacon"))
  }

  @Test func `Attack 19: losing evidence is cut off after the draw`() throws {
    let offering = try sealed()
    // The witness saw the head after the draw; the operator keeps less, and signs that anew.
    var note = try SignedNote(parsing: Array(offering.workspace.data("checkpoint")))
    try note.cosign(with: SealedOffering.witness(), at: 1_590_000_000)
    try offering.workspace.write("witness/freeze.cosigned", Data(note.bytes))
    let lines = try offering.workspace.text("journal.jsonl").split(separator: "\n")
    try offering.workspace.write(
      "journal.jsonl", lines.dropLast(3).map { $0 + "\n" }.joined())
    #expect(try offering.grade().code == 1)
    let verified = try offering.grade("--witness", vkey())
    #expect(verified.output.contains("journalShorterThanWitnessed"))
  }

  /// Each forgery has a sound chain and a signed head: what was decided has to give it away.
  @Test(arguments: [
    ("reveal-notary", "PARTY", "ZEROS"), ("beacon", "483920", "483921"),
    ("beacon", "483920", "48392"),
    ("draw", #""grade":"unwitnessed""#, #""grade":"sealed""#),
    ("draw", "winners 6\\n", "winners 5\\n"), ("draw", #""tails":{"1":["#, #""tails":{"1":["7","#),
    ("freeze", "2020-05-22T01:00:00Z", "2020-05-22T01:00:01Z"),
    ("freeze", #""accounts":10"#, #""accounts":9"#),
    ("offline-lock", #""grade":"unwitnessed""#, #""grade":"sealed""#),
    ("beacon", #""value":[]"#, #""value":["notary"]"#),
  ])
  func `Attack 17: a forged decision is found by verify, and by the replay`(
    operation: String, old: String, new: String
  ) throws {
    let offering = try SealedOffering()
    #expect(try offering.settle().code == 0)
    let secret = SealedOffering.secret(of: "notary").hex
    let changed = try ForgedJournal.replace(
      old.replacing("PARTY", with: secret),
      with: new.replacing("ZEROS", with: String(repeating: "0", count: 64)), in: operation,
      of: offering.workspace)
    #expect(changed == 1)
    let verified = try Program.run("verify", offering.path)
    #expect(
      verified.code == 1 && !verified.output.contains("IssuanceRefusal("), "\(verified.output)")
    #expect(try offering.python().code == 1)
    let replayed = try offering.lottery("replay")
    // Who is missing changes nothing that is drawn: the list of names is verify's matter.
    #expect(replayed.code == (new.contains("notary") ? replayed.code : 1), "\(replayed.output)")
    #expect(!replayed.errors.contains("IssuanceRefusal("), "\(replayed.errors)")
  }

  @Test func `Announced tails, a bare seed and equal commitments beside sealed ones`() throws {
    let tails = try SealedOffering()
    let announced = try Program.run(
      "settle", tails.path, "--fact", "announced_tails={1: [\"8\"]}")
    #expect(announced.code == 2 && announced.errors.contains("announcedTailsWithCommitments"))
    let locked = try Program.run("settle", tails.path, "--fact", "locked_accounts=[P001]")
    #expect(locked.code == 2 && locked.errors.contains("lockedAccountsWithCommitments"))
    let bare = try SealedOffering()
    try bare.workspace.replace(
      "  sealed:", with: "  seed: \(String(repeating: "0", count: 64))\n  sealed:",
      in: "offering.yaml")
    #expect(try Program.run("settle", bare.path).errors.contains("seedWithCommitments"))
    let issuer = try SealedOffering.party("issuer")
    let twin = SealingParty(
      name: try #require(AccountName("twin")), key: issuer.key, commitment: issuer.commitment,
      signature: issuer.signature)
    let equal = try SealedOffering(parties: [issuer, twin])
    let refused = try Program.run("settle", equal.path)
    #expect(refused.code == 2)
    for rule in ["equalCommitments", "equalKeys", "keyOfAnotherName", "commitmentNotSigned"] {
      #expect(refused.errors.contains(rule), "\(rule): \(refused.errors)")
    }
    let none = try Workspace.tenAccounts()
    let unsealed = try Program.run(
      "settle", none.path, "--fact", "reveals.issuer=\(String(repeating: "0", count: 64))")
    #expect(unsealed.code == 2 && unsealed.errors.contains("noCommitments"))
  }
}
