import CanonicalJSON
import Cryptography
import Foundation
import Testing
import Transparency

/// What is tried against a journal, row by row: what finds it, and what it names.
struct AttackTableTests {
  /// A settled offering that two witnesses have seen: as drawn, and as it is now.
  private func witnessed() throws -> WitnessCase {
    let desk = try WitnessCase.drawn()
    try desk.witness(by: "regulator", "depository")
    let drawn = try desk.size
    #expect(try Program.run("settle", desk.folder.path).code == 0)
    try desk.witness(by: "regulator", "depository", old: drawn)
    #expect(try desk.verify().code == 0)
    #expect(try desk.verify("--witness", try desk.vkey("regulator")).code == 0)
    return desk
  }

  /// What verify finds, as JSON objects.
  private func findings(
    _ desk: WitnessCase, _ arguments: String...
  ) throws -> [(entry: Int64?, rule: String, found: String, expected: String)] {
    let result = try Program.run(
      Program.path, ["verify", desk.folder.path, "--json"] + arguments)
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    let findings = (json["findings"]?.arrayValue ?? []).map { finding in
      (
        entry: finding["entry"]?.integerValue, rule: finding["rule"]?.stringValue ?? "",
        found: finding["found"]?.stringValue ?? "",
        expected: finding["expected"]?.stringValue ?? ""
      )
    }
    #expect(result.code == (findings.isEmpty ? 0 : 1))
    return findings
  }

  private func lines(_ desk: WitnessCase) throws -> [String] {
    try desk.folder.text("journal.jsonl").split(separator: "\n").map(String.init)
  }

  private func write(_ lines: [String], _ desk: WitnessCase) throws {
    try desk.folder.write("journal.jsonl", lines.map { "\($0)\n" }.joined())
  }

  @Test func `Edit a middle row`() throws {
    let desk = try witnessed()
    var lines = try lines(desk)
    let place = try #require(lines.firstIndex { $0.contains("12560.00") })
    let before = MerkleTree.leafHash(Array(lines[place].utf8)).hex
    lines[place] = lines[place].replacing("12560.00", with: "12560.10")
    try write(lines, desk)
    let findings = try findings(desk)
    // The entry behind it still says what the row was; the sum and the root say so too.
    let chain = try #require(findings.first { $0.rule == "brokenChain" })
    #expect(chain.entry == Int64(place) + 1)
    #expect(chain.found.contains(before))
    #expect(chain.expected.contains(MerkleTree.leafHash(Array(lines[place].utf8)).hex))
    #expect(chain.expected.contains("entry \(place)"), "\(chain)")
    #expect(findings.contains { $0.rule == "rootDiffers" })
  }

  @Test func `Edit a row and hash everything after it again`() throws {
    let desk = try witnessed()
    let before = try desk.folder.data("checkpoint")
    let vkey = try desk.folder.data("vkey")
    try ForgedJournal.replace("12560.00", with: "12560.10", in: "payment", of: desk.folder)
    // Without the key the signed head stays what it was.
    try desk.folder.write("checkpoint", before)
    try desk.folder.write("vkey", vkey)
    let findings = try findings(desk)
    #expect(!findings.contains { $0.rule == "brokenChain" })
    #expect(findings.contains { $0.rule == "rootDiffers" })
  }

  /// The chain, the sums and the signature hold: only others know better.
  @Test func `Edit, hash again and sign again with the stolen key`() throws {
    let desk = try WitnessCase(Workspace.tenAccounts())
    try desk.folder.write("key", Self.stolen.text)
    let settled = try Program.run(
      "settle", desk.folder.path, "--key", desk.folder.url("key").path)
    #expect(settled.code == 0, "\(settled.errors)")
    try desk.witness(by: "regulator", "depository")
    try Self.rewrite(desk.folder)
    // No rule of the ledger is broken by another explanation of nothing.
    #expect(try findings(desk).isEmpty)
    let seen = try findings(desk, "--witness", try desk.vkey("regulator"))
    let other = try #require(seen.first)
    #expect(seen.count == 1 && other.rule == "witnessedRootDiffers")
    #expect(other.expected.contains("regulator"))
    let policy = try desk.policy(2, of: "regulator", "depository")
    let rules = try findings(desk, "--policy", policy).map(\.rule)
    #expect(rules.contains("notFinal") && rules.contains("witnessedRootDiffers"))
    // The witness itself refuses the second history.
    let refused = try desk.cosign(desk.request("--old", "\(try desk.size)"), by: "regulator")
    #expect(refused.code == 1 && refused.output.contains("secondHead"), "\(refused.output)")
  }

  @Test func `Truncate the newest entries`() throws {
    let desk = try witnessed()
    let whole = try lines(desk)
    let drawn = try #require(
      try desk.folder.text("witness/head.checkpoint").split(separator: "\n").dropFirst().first)
    try write(Array(whole.dropLast(3)), desk)
    let cut = try findings(desk)
    let short = try #require(cut.first { $0.rule == "journalShorterThanCheckpoint" })
    #expect(short.found.contains("\(whole.count - 3)") && short.expected.contains("\(whole.count)"))
    // An older checkpoint put back beside it: only who saw the newer one knows.
    let old = try #require(
      try FileManager.default.contentsOfDirectory(atPath: desk.folder.url("witness").path)
        .first { $0.hasSuffix(".checkpoint") && $0 != "head.checkpoint" })
    #expect(drawn == "\(whole.count)")
    let size = try #require(Int(old.split(separator: ".")[0]))
    try write(Array(whole.prefix(size)), desk)
    try desk.folder.write("checkpoint", desk.folder.data("witness/\(old)"))
    #expect(try !findings(desk).contains { $0.rule == "journalShorterThanCheckpoint" })
    let seen = try findings(desk, "--witness", try desk.vkey("regulator"))
    #expect(
      seen.contains {
        $0.rule == "journalShorterThanWitnessed" && $0.expected.contains("\(whole.count)")
      })
    // The witness answers with the size that it saw.
    let answer = try desk.cosign(desk.request(), by: "regulator")
    #expect(answer.code == 1 && answer.output.contains(#""body":"\#(whole.count)\n""#))
  }

  /// Two histories of one offering under one key, one shown to each of two people.
  @Test func `Fork, or show two people two views`() throws {
    let desk = try WitnessCase(Workspace.tenAccounts())
    try desk.folder.write("key", Self.stolen.text)
    #expect(
      try Program.run("settle", desk.folder.path, "--key", desk.folder.url("key").path).code == 0)
    let vkey = try desk.folder.text("vkey").trimmingCharacters(in: .newlines)
    try desk.witness(by: "regulator")
    let cosigned = try desk.folder.data("witness/head.cosigned")
    let other = try WitnessCase(Workspace.tenAccounts())
    try other.folder.write("key", Self.stolen.text)
    #expect(
      try Program.run("settle", other.folder.path, "--key", other.folder.url("key").path).code == 0)
    try Self.rewrite(other.folder)
    // Each alone is sound, under the same signer.
    #expect(try findings(desk, "--trust", vkey).isEmpty)
    #expect(try findings(other, "--trust", vkey).isEmpty)
    // The witness cosigns one of them, whatever it is told of the other.
    for old in [0, 1, 44] {
      let answer = try desk.cosign(other.request("--old", "\(old)"), by: "regulator")
      #expect(answer.code == 1, "\(old) \(answer.output)")
    }
    // Who was shown the other view sees it beside the witness's head.
    try other.folder.write("witness/head.cosigned", cosigned)
    let seen = try findings(other, "--witness", try desk.vkey("regulator"))
    #expect(seen.map(\.rule) == ["witnessedRootDiffers"])
    // And no proof leads from the one to the other.
    let proof = try Program.run(
      "prove", other.folder.path, "--from", desk.folder.url("checkpoint").path)
    #expect(proof.code == 1 && proof.errors.contains("secondHead"))
  }

  @Test(arguments: [7, 20, 40])
  func `Reorder two rows`(place: Int) throws {
    let desk = try witnessed()
    var lines = try lines(desk)
    lines.swapAt(place, place + 1)
    try write(lines, desk)
    let findings = try findings(desk)
    #expect(
      findings.contains {
        $0.rule == "wrongSequence" && $0.entry == Int64(place) && $0.found.contains("\(place + 1)")
          && $0.expected == "\(place)"
      })
    #expect(findings.contains { $0.rule == "rootDiffers" })
    let chain = findings.filter { $0.rule == "wrongSequence" || $0.rule == "brokenChain" }
    #expect(chain.compactMap(\.entry).min() == Int64(place))
  }

  @Test(arguments: [1, 20, 44])
  func `Insert a row`(place: Int) throws {
    let desk = try witnessed()
    var lines = try lines(desk)
    lines.insert(lines[3], at: place)
    try write(lines, desk)
    let findings = try findings(desk)
    #expect(findings.contains { $0.rule == "duplicateEntryID" })
    #expect(findings.contains { $0.rule == "entriesPastCheckpoint" && $0.entry == 44 })
    let first = try #require(findings.first { $0.rule == "wrongSequence" })
    #expect(first.entry == Int64(place) && first.found == "seq 3" && first.expected == "\(place)")
  }

  /// A journal made today with yesterday's times is sound by itself.
  @Test func `Date the whole ledger back`() throws {
    let desk = try WitnessCase.drawn()
    let authority = try TimestampAuthority()
    let began = Int64(Date.now.timeIntervalSince1970)
    let journal = try desk.folder.text("journal.jsonl")
    #expect(journal.hasPrefix(#"{"at":"2020-05-20T"#))
    #expect(try Program.run("witness", "stamp", desk.folder.path).code == 0)
    try desk.folder.write(
      "answer.tsr", authority.answer(desk.folder.url("witness/head.tsq").path))
    let added = try Program.run(
      "witness", "add", desk.folder.path, desk.folder.url("answer.tsr").path, "--tsa",
      authority.certificates)
    #expect(added.code == 0, "\(added.errors)")
    try desk.witness(by: "regulator")
    #expect(try findings(desk).isEmpty)
    let seen = try Program.run(
      "verify", desk.folder.path, "--json", "--witness", desk.vkey("regulator"), "--tsa",
      authority.certificates)
    #expect(seen.code == 0, "\(seen.output)")
    let json = try JSONParser.parse(Array(seen.output.utf8.dropLast()))
    let sightings = json["witnesses"]?.arrayValue ?? []
    #expect(sightings.map { $0["by"]?.stringValue } == ["regulator", "time stamp"])
    // Nobody saw it before today, whatever it says of itself; and it says that its clock was fixed.
    let formatter = ISO8601DateFormatter()
    for sighting in sightings {
      let time = try #require(formatter.date(from: sighting["time"]?.stringValue ?? ""))
      #expect(Int64(time.timeIntervalSince1970) >= began - 1)
    }
    #expect(json["clock"]?.stringValue == "fixed")
  }

  /// The digest in the journal stays, what it stands for does not.
  @Test(arguments: ["applications", "payments", "bids", "holders", "strategic"])
  func `Change a payload under a kept digest`(file: String) throws {
    let desk = try witnessed()
    let name = "inputs/\(file).csv"
    let text = try desk.folder.text(name)
    let digest = SHA256.hash(text).hex
    let last = try #require(text.lastIndex { $0.isNumber })
    let digit = text[last] == "7" ? "8" : "7"
    try desk.folder.write(name, text.replacingCharacters(in: last...last, with: digit))
    let changed = SHA256.hash(try desk.folder.text(name)).hex
    #expect(changed != digest)
    let findings = try findings(desk)
    let found = try #require(findings.first { $0.rule == "sealedInputChanged" })
    #expect(found.entry != nil)
    #expect(found.found.contains(changed) && found.expected.contains(digest), "\(found)")
  }

  /// Other entries with the same bytes one after the other, and nodes that pass for entries.
  @Test func `Find another preimage of a hash`() throws {
    let desk = try witnessed()
    let whole = try lines(desk)
    let place = try #require(whole.firstIndex { $0.contains("receivable:online:A000000001") })
    // A field's end moves into the next: the same letters, another line.
    let moved = whole[place].replacing("online:A000000001", with: "onlineA:000000001")
    #expect(moved.utf8.count == whole[place].utf8.count && moved != whole[place])
    // The same values in another spelling or order.
    let spaced = whole[place].replacing(#"","amount""#, with: #"", "amount""#)
    let escaped = whole[place].replacing("online:A0", with: #"\u006fnline:A0"#)
    let turned = whole[place].replacing(
      /("account":"[^"]*"),("amount":"[^"]*")/, with: { "\($0.2),\($0.1)" })
    for (line, rule) in [
      (moved, "accountNotOnChart"), (spaced, "notCanonical"), (escaped, "notCanonical"),
      (turned, "notCanonical"),
    ] {
      #expect(line != whole[place])
      var lines = whole
      lines[place] = line
      try write(lines, desk)
      let findings = try findings(desk)
      #expect(findings.contains { $0.rule == rule && $0.entry == Int64(place) }, "\(rule)")
      #expect(findings.contains { $0.rule == "rootDiffers" })
    }
    // The last entry twice, which some trees do not tell from once.
    try write(whole + [whole[43]], desk)
    #expect(try findings(desk).contains { $0.rule == "entriesPastCheckpoint" })
    // A line that is the two children of a node: the entry of a smaller tree with the same root.
    let leaves = whole.map { MerkleTree.leafHash(Array($0.utf8)) }
    let pair = leaves[42].bytes + leaves[43].bytes
    #expect(MerkleTree.leafHash(pair) != MerkleTree.nodeHash(leaves[42], leaves[43]))
    #expect(
      MerkleTree.root(of: leaves.dropLast(2) + [MerkleTree.leafHash(pair)])
        != MerkleTree.root(of: leaves))
    #expect(MerkleTree.root(of: leaves + leaves.suffix(1)) != MerkleTree.root(of: leaves))
  }

  @Test func `Show a stale view`() throws {
    let desk = try witnessed()
    let policy = try desk.policy(2, of: "regulator", "depository")
    let now = Int64(Date.now.timeIntervalSince1970)
    func rules(at time: Int64, _ arguments: String...) throws -> [String] {
      let result = try Program.run(
        Program.path, ["verify", desk.folder.path, "--policy", policy, "--json"] + arguments,
        epoch: "\(time)")
      let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
      return (json["findings"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
    }
    #expect(try rules(at: now, "--max-age", "1h").isEmpty)
    #expect(try rules(at: now + 36 * 3_600 - 60, "--max-age", "36h").isEmpty)
    #expect(try rules(at: now + 36 * 3_600 + 60, "--max-age", "36h") == ["cosignatureTooOld"])
    #expect(try rules(at: now + 8 * 86_400, "--max-age", "7d") == ["cosignatureTooOld"])
    // Without an age it is final for ever.
    #expect(try rules(at: now + 8 * 86_400).isEmpty)
  }

  static let stolen = makeKey()

  private static func makeKey() -> SignerKey {
    guard let key = try? SigningKey(seed: SHA256.hash("stolen").bytes),
      let signer = try? SignerKey(name: "issuer", key: key)
    else { preconditionFailure("A digest is a seed") }
    return signer
  }

  /// Writes another history that breaks no rule of the ledger, under the journal's own key: what a
  /// record of who did it says, and so every hash behind it.
  private static func rewrite(_ folder: Workspace) throws {
    var leaf = Digest.zero
    var tree = MerkleFrontier()
    var text = ""
    for line in try folder.text("journal.jsonl").split(separator: "\n") {
      guard case .object(var entry) = try JSONParser.parse(Array(line.utf8)) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      entry["prev"] = .string(leaf.hex)
      // A second later, all of it.
      let at = entry["at"]?.stringValue ?? ""
      entry["at"] = .string(at.replacing("40:00Z", with: "40:01Z"))
      let bytes = JSONValue.object(entry).canonicalBytes
      leaf = MerkleTree.leafHash(bytes)
      tree.append(leaf)
      text += String(decoding: bytes, as: UTF8.self) + "\n"
    }
    try folder.write("journal.jsonl", text)
    let key = try stolen.named("issuer/688999")
    var note = try SignedNote(
      text: Checkpoint(origin: key.verifierKey.name, size: tree.count, root: tree.root).text)
    try note.sign(with: key)
    try folder.write("checkpoint", Data(note.bytes))
  }
}
