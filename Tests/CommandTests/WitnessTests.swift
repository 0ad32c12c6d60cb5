import CanonicalJSON
import Cryptography
import Foundation
import Storage
import Testing
import Transparency

/// `ipo witness`: a witness's desk, and what the journal's keeper does with its answers.
struct WitnessTests {
  @Test func `A growing journal is witnessed step by step`() throws {
    let desk = try WitnessCase.drawn()
    let first = try desk.size
    try desk.witness(by: "regulator")
    let vkey = try desk.vkey("regulator")
    let seen = try desk.verify("--witness", vkey)
    #expect(seen.code == 0 && seen.output.contains(#""entries":\#(first),"head":"witness/head""#))
    #expect(try Program.run("settle", desk.folder.path).code == 0)
    try desk.witness(by: "regulator", old: first)
    #expect(try desk.size == 44)
    // What was seen before stays, under the name of its size.
    #expect(desk.folder.exists("witness/\(first).cosigned"))
    let both = try desk.verify("--witness", vkey)
    #expect(both.code == 0, "\(both.output)")
    #expect(both.output.contains(#""head":"witness/\#(first)""#))
    #expect(both.output.contains(#""entries":44,"head":"witness/head""#))
    let shown = try Program.run("witness", "show", "--state", desk.path("regulator-seen"), "--json")
    #expect(shown.code == 0 && shown.output.contains(#""size":44"#), "\(shown.output)")
  }

  @Test func `The same head is cosigned again, another size is a conflict`() throws {
    let desk = try WitnessCase.drawn()
    let size = try desk.size
    let request = try desk.request()
    #expect(try desk.cosign(request, by: "regulator").code == 0)
    // As after a crash between keeping and answering: the log asks again from where it was.
    let again = try desk.cosign(request, by: "regulator")
    #expect(again.code == 1)
    #expect(
      again.output.contains(
        #"{"body":"\#(size)\n","content_type":"text/x.tlog.size","ok":false,"refusal":"conflict","status":409}"#
      ), "\(again.output)")
    let same = try desk.cosign(desk.request("--old", "\(size)"), by: "regulator")
    #expect(same.code == 0 && same.output.contains(#""status":200"#), "\(same.output)")
    try desk.write("answer", desk.body(same))
    let added = try Program.run(
      "witness", "add", desk.folder.path, desk.path("answer"), "--witness",
      desk.vkey("regulator"))
    #expect(added.code == 0, "\(added.errors)")
  }

  @Test func `Each refusal has its name and its status, and nothing is kept`() throws {
    let desk = try WitnessCase.drawn()
    let request = try desk.request()
    let size = try desk.size
    let other = try SealedOffering.log().description
    let namesake = try SignerKey(
      name: VerifierKey(
        parsing: desk.folder.text("vkey").trimmingCharacters(in: .newlines)
      ).name, key: .generate())
    for (text, log, rule, status) in [
      ("nothing\n", nil, "malformedRequest", 400),
      (request.replacing("old 0\n", with: "old \(size + 1)\n"), nil, "oldSizeAboveNew", 400),
      (request.replacing("old 0\n", with: "old 1\n"), nil, "conflict", 409),
      (request, other, "unknownOrigin", 404),
      (request, namesake.verifierKey.description, "noTrustedSignature", 403),
      (
        request.replacing("old 0\n", with: "old 0\n\(Base64.encode(Digest.zero.bytes))\n"), nil,
        "proofInvalid", 422
      ),
    ] {
      let answer = try desk.cosign(text, by: "regulator", log: log)
      #expect(answer.code == 1, "\(rule) \(answer.output)\(answer.errors)")
      #expect(answer.output.contains(#""refusal":"\#(rule)","status":\#(status)"#))
    }
    let shown = try Program.run("witness", "show", "--state", desk.path("regulator-seen"))
    #expect(shown.output.contains("nothing seen"))
    #expect(try desk.cosign(request, by: "regulator").code == 0)
  }

  @Test func `A witness with a fixed clock, or one that went back, cosigns nothing`() throws {
    let desk = try WitnessCase.drawn()
    let request = try desk.request()
    let fixed = try desk.cosign(request, by: "regulator", epoch: Program.epoch)
    #expect(fixed.code == 2 && fixed.errors.contains("fixedClockAtWitness"))
    #expect(try desk.cosign(request, by: "regulator").code == 0)
    let folder = WitnessFolder(desk.path("regulator-seen"))
    let state = try #require(folder.states().first)
    var note = try SignedNote(text: state.note.text)
    try note.cosign(with: desk.signer("regulator"), at: 4_000_000_000)
    _ = try folder.update(state.checkpoint.origin) { _ in note }
    let back = try desk.cosign(desk.request("--old", "\(try desk.size)"), by: "regulator")
    #expect(back.code == 1 && back.errors.contains("clockWentBack"), "\(back.errors)")
    #expect(try folder.states().first?.note == note)
  }

  @Test func `A witness's memory that was changed by others stops it`() throws {
    let desk = try WitnessCase.drawn()
    let size = try desk.size
    #expect(try desk.cosign(desk.request(), by: "regulator").code == 0)
    let folder = URL(fileURLWithPath: desk.path("regulator-seen"))
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let file = folder.appendingPathComponent("\(name)/checkpoint")
    let kept = try String(contentsOf: file, encoding: .utf8)
    for text in [
      "", kept.replacing("/688999", with: "/688998"), String(kept.dropLast(2)),
      kept.replacing("\n\(size)\n", with: "\n1\n"),
    ] {
      try Data(text.utf8).write(to: file)
      let answer = try desk.cosign(desk.request("--old", "\(size)"), by: "regulator")
      #expect(answer.code != 0 && !answer.output.contains(#""ok":true"#), "\(answer.output)")
    }
  }

  @Test func `The key is made once, and keeps its name`() throws {
    let configuration = try Workspace()
    func run(_ arguments: String...) throws -> Program.Result {
      try Program.run(
        "/usr/bin/env",
        ["XDG_CONFIG_HOME=\(configuration.path)", Program.path, "witness", "key"] + arguments)
    }
    let nameless = try run()
    #expect(nameless.code == 2 && nameless.errors.contains("--name"), "\(nameless.errors)")
    #expect(try run("--name", "a b").code != 0)
    let made = try run("--name", "regulator.example/w1")
    #expect(made.code == 0 && made.output.hasPrefix("regulator.example/w1+"))
    let key = try VerifierKey(
      parsing: made.output.trimmingCharacters(in: .newlines), kind: .cosignature)
    #expect(key.name == "regulator.example/w1")
    #expect(try run().output == made.output)
    let other = try run("--name", "other")
    #expect(other.code == 2 && other.errors.contains("signerDiffers"))
    let mode = try FileManager.default.attributesOfItem(
      atPath: configuration.url("ipo/witness.key").path)
    #expect((mode[.posixPermissions] as? Int) == 0o600)
  }

  @Test func `Only lines of named witnesses over this head are kept`() throws {
    let desk = try WitnessCase.drawn()
    let request = try desk.request()
    var lines = ""
    for witness in ["regulator", "stranger"] {
      lines += try desk.body(desk.cosign(request, by: witness))
    }
    let answer = try desk.write("answer", lines)
    let path = desk.folder.path
    let none = try Program.run("witness", "add", path, answer)
    #expect(none.code == 2 && none.errors.contains("noTrustedCosignature"))
    let absent = try Program.run(
      "witness", "add", path, answer, "--witness", desk.vkey("depository"))
    #expect(absent.code == 1 && absent.errors.contains("noTrustedCosignature"))
    #expect(!desk.folder.exists("witness/head.cosigned"))
    let added = try Program.run(
      "witness", "add", path, answer, "--witness", desk.vkey("regulator"))
    #expect(added.code == 0, "\(added.errors)")
    let kept = try desk.folder.text("witness/head.cosigned")
    #expect(kept.contains("— regulator ") && !kept.contains("stranger"))
    // A second witness's word stands beside the first.
    #expect(
      try Program.run("witness", "add", path, answer, "--witness", desk.vkey("stranger")).code == 0)
    let both = try desk.folder.text("witness/head.cosigned")
    #expect(both.hasPrefix(kept) && both.contains("— stranger "))
    // A cosignature over another head.
    let elsewhere = try WitnessCase.drawn()
    #expect(try Program.run("settle", elsewhere.folder.path).code == 0)
    let foreign = try elsewhere.body(
      elsewhere.cosign(elsewhere.request(), by: "regulator"))
    let refused = try Program.run(
      "witness", "add", path, desk.write("foreign", foreign), "--witness", desk.vkey("regulator"))
    #expect(refused.code == 1 && refused.errors.contains("cosignatureInvalid"))
    #expect(try desk.folder.text("witness/head.cosigned") == both)
  }

  @Test func `An answer that comes late fits the head that was asked about`() throws {
    let desk = try WitnessCase.drawn()
    let size = try desk.size
    let answer = try desk.write("answer", desk.body(desk.cosign(desk.request(), by: "regulator")))
    #expect(try Program.run("settle", desk.folder.path).code == 0)
    let added = try Program.run(
      "witness", "add", desk.folder.path, answer, "--witness", desk.vkey("regulator"), "--json")
    #expect(added.code == 0 && added.output.contains(#""entries":\#(size)"#), "\(added.errors)")
    let verified = try desk.verify("--witness", desk.vkey("regulator"))
    #expect(verified.code == 0 && verified.output.contains(#""entries":\#(size),"head""#))
  }

  @Test func `A gate's head is asked about and kept by its name`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    let desk = try WitnessCase(offering.workspace)
    for form in ["freeze", "witness/freeze.checkpoint"] {
      let answer = try desk.cosign(desk.request("--head", form), by: form == "freeze" ? "a" : "b")
      #expect(answer.code == 0, "\(answer.output)")
      let file = try desk.write("answer", desk.body(answer))
      let added = try Program.run(
        "witness", "add", desk.folder.path, file, "--head", form, "--witness", desk.vkey("a"),
        "--witness", desk.vkey("b"))
      #expect(added.code == 0, "\(added.errors)")
    }
    let cosigned = try desk.folder.text("witness/freeze.cosigned")
    #expect(cosigned.contains("— a ") && cosigned.contains("— b "))
    #expect(!desk.folder.exists("witness/head.cosigned"))
    let absent = try Program.run(
      "witness", "request", desk.folder.path, "--head", "proceeds")
    #expect(absent.code == 2 && absent.errors.contains("missingFile"))
    let malformed = try Program.run(
      "witness", "request", desk.folder.path, "--head", "../freeze")
    #expect(malformed.code == 2 && malformed.errors.contains("malformedHeadName"))
  }

  @Test func `A request from a head of another history is refused`() throws {
    let desk = try WitnessCase.drawn()
    let old = try desk.write("old", desk.folder.text("checkpoint"))
    #expect(try Program.run("settle", desk.folder.path).code == 0)
    let size = try desk.size
    #expect(try desk.request("--from", old).hasPrefix("old "))
    let beyond = try Program.run("witness", "request", desk.folder.path, "--old", "\(size + 1)")
    #expect(beyond.code == 2 && beyond.output.isEmpty)
    let journal = try desk.folder.text("journal.jsonl")
    try ForgedJournal.replace("A000000009", with: "A000000019", in: "clawback", of: desk.folder)
    try ForgedJournal.replace("\"band\":\"", with: "\"band\":\"x", in: "clawback", of: desk.folder)
    let other = try Program.run("witness", "request", desk.folder.path, "--from", old)
    #expect(other.code == 1 && other.errors.contains("secondHead"), "\(other.errors)")
    try desk.folder.write("journal.jsonl", journal)
    let unsigned = try Program.run("witness", "request", desk.folder.path)
    #expect(unsigned.code == 1 && unsigned.errors.contains("secondHead"))
  }
}
