import Cryptography
import Foundation
import Testing

/// RFC 3161 stamps over kept heads: `ipo witness stamp`, `add`, and what verify makes of them.
struct StampTests {
  @Test func `A stamp over any kept head is asked for, added and checked`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    let folder = offering.workspace
    let authority = try TimestampAuthority()
    for (name, head) in [("freeze", "freeze"), ("head", "head")] {
      let asked = try Program.run("witness", "stamp", folder.path, "--head", head, "--json")
      #expect(asked.code == 0, "\(asked.errors)")
      let query = folder.url("witness/\(name).tsq").path
      // What others read in the question.
      let text = try Program.run(
        "/usr/bin/openssl", ["ts", "-query", "-in", query, "-text"], epoch: nil)
      #expect(text.output.contains("Hash Algorithm: sha256"), "\(text.output)\(text.errors)")
      #expect(text.output.contains("Certificate required: yes"))
      #expect(text.output.contains("Nonce: 0x"))
      // The same question again, until it is answered.
      let before = try folder.data("witness/\(name).tsq")
      #expect(try Program.run("witness", "stamp", folder.path, "--head", head).code == 0)
      #expect(try folder.data("witness/\(name).tsq") == before)
      try folder.write("answer.tsr", authority.answer(query))
      let added = try Program.run(
        "witness", "add", folder.path, folder.url("answer.tsr").path, "--head", head, "--tsa",
        authority.certificates)
      #expect(added.code == 0, "\(added.errors)")
      #expect(added.output.contains("time stamp under 1.2.3.4"))
      let checked = try Program.run(
        "/usr/bin/openssl",
        [
          "ts", "-verify", "-queryfile", query, "-in", folder.url("witness/\(name).tsr").path,
          "-CAfile", authority.certificates,
        ], epoch: nil)
      #expect(checked.output.contains("Verification: OK"), "\(checked.errors)")
    }
    let verified = try Program.run(
      "verify", folder.path, "--tsa", authority.certificates, "--tsa-policy", "1.2.3.4", "--json")
    #expect(verified.code == 0, "\(verified.output)")
    for name in ["freeze", "head"] {
      #expect(verified.output.contains(#""head":"witness/\#(name)""#))
    }
    #expect(verified.output.contains(#""tsa_policy":"1.2.3.4""#))
    let other = try Program.run(
      "verify", folder.path, "--tsa", authority.certificates, "--tsa-policy", "1.2.3.5")
    #expect(other.code == 1 && other.output.contains("timestampInvalid"))
    #expect(other.output.contains("1.2.3.5"))
  }

  @Test func `An answer to another question, over another head or of another authority`() throws {
    let desk = try WitnessCase.drawn()
    let folder = desk.folder
    let authority = try TimestampAuthority()
    #expect(try Program.run("witness", "stamp", folder.path).code == 0)
    let head = folder.url("witness/head.checkpoint").path
    func add(_ answer: Data, _ certificates: String) throws -> Program.Result {
      try folder.write("answer.tsr", answer)
      return try Program.run(
        "witness", "add", folder.path, folder.url("answer.tsr").path, "--tsa", certificates)
    }
    // The same bytes stamped, with a nonce that nobody here asked for.
    let stray = try add(authority.stamp(head), authority.certificates)
    #expect(stray.code == 1 && stray.errors.contains("nonce"), "\(stray.errors)")
    let elsewhere = try add(
      authority.stamp(folder.url("offering.yaml").path), authority.certificates)
    #expect(elsewhere.code == 1 && elsewhere.errors.contains("digest"), "\(elsewhere.errors)")
    let answer = try authority.answer(folder.url("witness/head.tsq").path)
    let stranger = try TimestampAuthority()
    let untrusted = try add(answer, stranger.certificates)
    #expect(untrusted.code == 1 && untrusted.errors.contains("timestampInvalid"))
    var damaged = answer
    damaged[damaged.count - 3] ^= 1
    #expect(try add(damaged, authority.certificates).code == 1)
    let unnamed = try Program.run(
      "witness", "add", folder.path, folder.url("answer.tsr").path)
    #expect(unnamed.code == 2 && unnamed.errors.contains("--tsa"))
    #expect(!folder.exists("witness/head.tsr"))
    #expect(try add(answer, authority.certificates).code == 0)
    // A question that was exchanged later.
    try folder.write(
      "witness/head.tsq", Data(TimestampQuery(over: Array(folder.data("checkpoint"))).bytes))
    let exchanged = try Program.run("verify", folder.path, "--tsa", authority.certificates)
    #expect(exchanged.code == 1 && exchanged.output.contains("timestampInvalid"))
    #expect(exchanged.output.contains("witness/head.tsr"))
  }
}
