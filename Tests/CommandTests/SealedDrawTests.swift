import CanonicalJSON
import Cryptography
import Foundation
import Offerings
import Testing
import Transparency

/// A sealed draw from its commitments to its winners, step by step and all at once.
struct SealedDrawTests {
  @Test(arguments: ["tail-numbers", "ranked", "lowest-ticket"])
  func `Commit, freeze, reveal, beacon, draw`(method: String) throws {
    let offering = try SealedOffering(method: method)
    for (command, arguments, code) in [
      ("freeze", [], 0), ("freeze", [], 0),
      ("reveal", ["--party", "notary", "--value", SealedOffering.secret(of: "notary").hex], 0),
      ("reveal", ["--party", "issuer", "--value", SealedOffering.secret(of: "issuer").hex], 0),
      ("beacon", ["--value", "ceremony:hall-1=483920"], 1),
      (
        "reveal", ["--party", "investors", "--value", SealedOffering.secret(of: "investors").hex],
        0
      ),
      ("draw", [], 1), ("beacon", ["--value", "ceremony:hall-1=483920"], 0), ("draw", [], 0),
      ("draw", [], 1),
    ] {
      let result = try Program.run(
        Program.path, ["lottery", command, offering.path] + arguments)
      #expect(result.code == Int32(code), "\(command) \(arguments): \(result.errors)")
    }
    let text = try offering.workspace.text("out/seed.txt")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 13 && lines.last == "")
    #expect(lines[0] == "ipo-lottery/v1" && lines[1] == "offering 688999")
    #expect(lines[2] == "draw online" && lines[4] == "numbers 100000000000 10")
    #expect(lines[5] == "winners 6")
    #expect(lines[6] == (method == "tail-numbers" ? "method tail-numbers 8+1" : "method \(method)"))
    #expect(
      lines[8...11].map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "reveal issuer", "reveal notary", "reveal investors", "beacon ceremony:hall-1",
      ])
    let journal = try offering.workspace.text("journal.jsonl")
    #expect(journal.contains(#""seed":"\#(SHA256.hash(text).hex)""#))
    #expect(try Program.run("settle", offering.path).code == 0)
    #expect(try Program.run("verify", offering.path).code == 0)
    #expect(try offering.lottery("replay").code == 0)
    #expect(try offering.python().code == 0)
  }

  /// The same facts all at once, and a fact at a time, give the same decisions.
  @Test func `A recorded sealed offering settles in one run`() throws {
    let offering = try SealedOffering()
    #expect(try offering.settle().code == 0)
    let atOnce = try offering.workspace.text("out/winners.csv")
    let seed = try offering.workspace.text("out/seed.txt")
    let again = try SealedOffering()
    #expect(try Program.run("settle", again.path).code == 0)
    #expect(!again.workspace.exists("out/seed.txt"))
    for party in ["investors", "issuer", "notary"] {
      let fact = "reveals.\(party)=\(SealedOffering.secret(of: party).hex)"
      #expect(try Program.run("settle", again.path, "--fact", fact).code == 0)
    }
    let beacon = #"beacon={"ceremony:hall-1": "483920"}"#
    #expect(try Program.run("settle", again.path, "--fact", beacon).code == 0)
    #expect(try again.workspace.text("out/winners.csv") == atOnce)
    #expect(try again.workspace.text("out/seed.txt") == seed)
    #expect(try Program.run("verify", again.path).code == 0)
    #expect(try again.lottery("replay").code == 0)
  }

  @Test func `Who does not reveal is named and counts with zeros`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze").code == 0)
    #expect(try offering.reveal("issuer").code == 0)
    let early = try offering.lottery("beacon", "--value", "ceremony:hall-1=000000")
    #expect(early.code == 1)
    #expect(early.errors.contains("revealsOutstanding: notary, investors"))
    let beacon = try offering.lottery(
      "beacon", "--value", "ceremony:hall-1=000000", "--missing", "notary", "--missing",
      "investors")
    #expect(beacon.code == 0, "\(beacon.errors)")
    #expect(beacon.output.contains("NOT revealed, 32 zero bytes count: notary, investors"))
    let zeros = String(repeating: "0", count: 64)
    let text = try offering.workspace.text("out/seed.txt")
    #expect(text.contains("reveal notary \(zeros)\nreveal investors \(zeros)\n"))
    let journal = try offering.workspace.text("journal.jsonl")
    #expect(journal.contains(#""name":"missing_reveals","value":["notary","investors"]"#))
    #expect(try Program.run("settle", offering.path).code == 0)
    #expect(try Program.run("verify", offering.path).code == 0)
  }

  @Test func `A fallback is used where it is all there is, and is never graded sealed`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    try offering.cosign(at: "2020-05-22T01:00:00Z")
    for party in offering.parties {
      let fact = "reveals.\(party.name)=\(SealedOffering.secret(of: party.name.text).hex)"
      #expect(try Program.run("settle", offering.path, "--fact", fact, epoch: nil).code == 0)
    }
    let fact = #"beacon={"ceremony:hall-2": "111111"}"#
    #expect(try Program.run("settle", offering.path, "--fact", fact, epoch: nil).code == 0)
    let vkey = try SealedOffering.witness().verifierKey.description
    let verified = try offering.grade("--witness", vkey)
    #expect(verified.grade == "unwitnessed" && verified.code == 0)
    #expect(verified.output.contains("fallback"))
    #expect(
      try offering.workspace.text("out/seed.txt").hasSuffix("beacon ceremony:hall-2 111111\n"))
  }

  /// Both sides of every condition of the grade.
  @Test(arguments: [
    ("2020-05-22T01:29:59Z", true, true, "sealed"),
    ("2020-05-22T01:30:00Z", true, true, "unwitnessed"),
    ("2020-05-22T01:29:59Z", false, true, "unwitnessed"),
    ("2020-05-22T01:29:59Z", true, false, "unwitnessed"),
  ])
  func `Sealed takes a trusted witness before the beacons`(
    time: String, isTrusted: Bool, isRealClock: Bool, grade: String
  ) throws {
    let offering = try SealedOffering()
    let epoch = isRealClock ? nil : Program.epoch
    #expect(try offering.lottery("freeze", epoch: epoch).code == 0)
    try offering.cosign(at: time)
    #expect(try offering.settle(epoch: epoch).code == 0)
    let own = try SealedOffering.witness(isTrusted ? "regulator" : "stranger").verifierKey
    let verified = try offering.grade("--witness", own.description)
    #expect(verified.code == 0, "\(verified.output)")
    #expect(verified.grade == grade)
    #expect(try offering.grade().grade == "unwitnessed")
  }

  /// The stamp's time is real, so that the beacon has to come a little later. Where the machine is
  /// too slow for that, the beacon is given more time.
  @Test func `A time stamp over the frozen head seals as a witness does`() throws {
    let authority = try TimestampAuthority()
    var offering = try SealedOffering()
    var beacon = Date.distantPast
    for margin in [3.0, 10, 30, 90] {
      beacon = Date(timeIntervalSinceNow: margin)
      let times = [beacon.addingTimeInterval(-1), beacon, beacon].map {
        ISO8601DateFormatter().string(from: $0)
      }
      offering = try SealedOffering(revealBy: times[0], at: times[1], fallbackAt: times[2])
      #expect(try offering.lottery("freeze", epoch: nil).code == 0)
      try offering.workspace.write(
        "witness/freeze.tsr",
        authority.stamp(offering.workspace.url("witness/freeze.checkpoint").path))
      if Date.now.addingTimeInterval(1.5) < beacon { break }
    }
    let early = try offering.settle(epoch: nil)
    #expect(early.code == 1 && early.errors.contains("beaconBeforeItsTime"), "\(early.errors)")
    Thread.sleep(until: beacon.addingTimeInterval(1.1))
    #expect(try offering.settle(epoch: nil).code == 0)
    let stamped = try offering.grade("--tsa", authority.certificates)
    #expect(stamped.grade == "sealed" && stamped.code == 0, "\(stamped.output)")
    let other = try TimestampAuthority()
    let untrusted = try offering.grade("--tsa", other.certificates)
    #expect(untrusted.grade == "unwitnessed" && untrusted.code == 1)
    #expect(untrusted.output.contains("timestampInvalid"))
  }

  @Test func `verify tells whether the reveals were seen as well`() throws {
    let offering = try SealedOffering(["issuer"])
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    try offering.cosign(at: "2020-05-22T01:00:00Z")
    let reveal = "reveals.issuer=\(SealedOffering.secret(of: "issuer").hex)"
    #expect(try Program.run("settle", offering.path, "--fact", reveal, epoch: nil).code == 0)
    // A head with the reveal in it, seen in time.
    var note = try SignedNote(parsing: Array(offering.workspace.data("checkpoint")))
    try note.cosign(with: SealedOffering.witness(), at: 1_590_000_000)
    #expect(try offering.settle(epoch: nil).code == 0)
    let vkey = try SealedOffering.witness().verifierKey.description
    #expect(try offering.grade("--witness", vkey).output.contains(#""reveals_witnessed":false"#))
    try offering.workspace.write("witness/freeze.cosigned", Data(note.bytes))
    let seen = try offering.grade("--witness", vkey)
    #expect(seen.grade == "sealed" && seen.output.contains(#""reveals_witnessed":true"#))
    // A head that holds the beacon's value cannot have been seen before the beacon.
    var late = try SignedNote(parsing: Array(offering.workspace.data("checkpoint")))
    try late.cosign(with: SealedOffering.witness(), at: 1_590_000_000)
    try offering.workspace.write("witness/freeze.cosigned", Data(late.bytes))
    let contradiction = try offering.grade("--witness", vkey)
    #expect(contradiction.code == 1 && contradiction.grade == "unwitnessed")
    #expect(contradiction.output.contains("beaconBeforeItsTime"))
  }

  @Test func `Where supply covers demand nothing is sealed or drawn`() throws {
    let offering = try SealedOffering()
    try offering.workspace.replace("total: 20500", with: "total: 22500", in: "offering.yaml")
    try offering.workspace.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
    // The offline lock still draws accounts, so that the seed is needed.
    #expect(try Program.run("settle", offering.path).output.contains("the reveals of issuer"))
    #expect(try offering.settle().code == 0)
    #expect(
      try offering.workspace.text("out/seed.txt").contains("numbers 100000000000 10\nwinners 10\n"))
    #expect(
      try offering.workspace.text("journal.jsonl").contains(#""seed_text":"ipo-lottery/v1\n"#))
    #expect(try Program.run("verify", offering.path).code == 0)
    #expect(try offering.lottery("replay").code == 0)
    #expect(try offering.python().code == 0)
  }

  @Test func `Where no account is drawn either, no seed is asked for`() throws {
    let offering = try SealedOffering()
    try offering.workspace.replace("total: 20500", with: "total: 22500", in: "offering.yaml")
    try offering.workspace.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
    try offering.workspace.replace(
      "offline_locked: \"0\"", with: "offline_locked: \"0.5\"", in: "offering.yaml")
    #expect(try offering.lottery("freeze").code == 0)
    let reveal = try offering.reveal("issuer")
    #expect(reveal.code == 1 && reveal.errors.contains("noSeedNeeded"), "\(reveal.errors)")
    #expect(try offering.lottery("draw").code == 0)
    #expect(!offering.workspace.exists("out/seed.txt"))
  }

  /// The order in which missing parties are named is nobody's matter.
  @Test(arguments: ["[investors, notary]", "[notary, investors, notary]"])
  func `Missing parties in any order`(missing: String) throws {
    let offering = try SealedOffering()
    let facts = [
      "--fact", "reveals.issuer=\(SealedOffering.secret(of: "issuer").hex)", "--fact",
      #"beacon={"ceremony:hall-1": "483920"}"#, "--fact", "missing_reveals=\(missing)",
    ]
    for _ in 0..<2 {
      let settled = try Program.run(Program.path, ["settle", offering.path] + facts)
      #expect(settled.code == 0, "\(settled.errors)")
    }
    #expect(
      try offering.workspace.text("journal.jsonl").contains(
        #""name":"missing_reveals","value":["notary","investors"]"#))
  }

  @Test func `Once beacons are recorded no other value is taken`() throws {
    let offering = try SealedOffering(["issuer"])
    #expect(try offering.lottery("freeze").code == 0)
    #expect(try offering.reveal("issuer").code == 0)
    #expect(try offering.lottery("beacon", "--value", "ceremony:hall-2=111111").code == 0)
    let before = try offering.workspace.data("journal.jsonl")
    let fact = #"beacon={"ceremony:hall-1": "483920"}"#
    for result in [
      try Program.run("settle", offering.path, "--fact", fact),
      try offering.lottery("beacon", "--value", "ceremony:hall-1=483920"),
    ] {
      #expect(result.code == 1 && result.errors.contains("secondBeacon"), "\(result.errors)")
    }
    #expect(try offering.workspace.data("journal.jsonl") == before)
  }

  @Test func `commit keeps its secret and prints what the terms need`() throws {
    let folder = try Workspace()
    let arguments = [
      "lottery", "commit", "--offering", "688999", "--party", "issuer", "--secret",
      folder.url("secret").path,
    ]
    let first = try Program.run(Program.path, arguments + ["--json"])
    #expect(first.code == 0, "\(first.errors)")
    let json = try JSONParser.parse(Array(first.output.utf8.dropLast()))
    let secret = try #require(
      SealingSecret(hex: folder.text("secret").dropLast().split(separator: " ").last ?? ""))
    let name = try #require(AccountName("issuer"))
    let commitment = secret.commitment(offering: "688999", draw: "online", party: name)
    #expect(json["commitment"]?.stringValue == commitment.hex)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.url("secret").path)
    #expect((mode[.posixPermissions] as? Int) == 0o600)
    let second = try Program.run(Program.path, arguments + ["--json"])
    #expect(second.code == 0 && second.output == first.output)
    try folder.replace("party issuer", with: "party notary", in: "secret")
    let foreign = try Program.run(Program.path, arguments)
    #expect(foreign.code == 2 && foreign.errors.contains("malformedSecret"))
    for name in ["a b", "a\nb", "", String(repeating: "a", count: 65)] {
      let result = try Program.run(
        "lottery", "commit", "--offering", "688999", "--party", name, "--secret",
        folder.url("other").path)
      #expect(result.code == 2 && result.errors.contains("malformedName"), "\(name)")
      #expect(!folder.exists("other"))
    }
  }
}
