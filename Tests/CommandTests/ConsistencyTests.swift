import Foundation
import Testing
import Transparency

/// `ipo prove --from` and `ipo check-proof` of two heads.
struct ConsistencyTests {
  /// The ten-account offering as far as its draw, with the head of that time, then settled.
  static func grown() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lottery", "draw", folder.path).code == 0)
    try folder.write("old", try folder.data("checkpoint"))
    #expect(try Program.run("settle", folder.path).code == 0)
    return folder
  }

  @Test func `A later head continues an earlier one`() throws {
    let folder = try Self.grown()
    let old = folder.url("old").path
    let proof = folder.url("proof").path
    let made = try Program.run("prove", folder.path, "--from", old, "--out", proof)
    #expect(made.code == 0, "\(made.errors)")
    #expect(try folder.text("proof").hasPrefix("ipo/consistency-proof@v1\nvkey "))
    let vkey = folder.url("vkey").path
    let checked = try Program.run("check-proof", proof, "--from", old, "--trust", vkey, "--json")
    #expect(checked.code == 0, "\(checked.output)")
    #expect(checked.output.contains(#""signer":"trusted""#))
    #expect(checked.output.contains(#""size":44"#))
    let plain = try Program.run("check-proof", proof)
    #expect(plain.code == 0 && plain.output.contains("the later head continues the earlier"))
    // The present head is not the one that the proof begins from.
    let other = try Program.run(
      "check-proof", proof, "--from", folder.url("checkpoint").path)
    #expect(other.code == 1 && other.output.contains("earlierHeadDiffers"))
    let foreign = try SealedOffering.log().description
    let untrusted = try Program.run("check-proof", proof, "--trust", foreign)
    #expect(untrusted.code == 1 && untrusted.output.contains("untrustedSigner"))
    let witness = try SealedOffering.witness().verifierKey.description
    let unseen = try Program.run("check-proof", proof, "--witness", witness)
    #expect(unseen.code == 1 && unseen.output.contains("notCosigned"))
  }

  @Test func `Every size of a small journal is continued`() throws {
    let folder = try Self.grown()
    for size in 0...44 {
      let made = try Program.run("prove", folder.path, "--from-size", "\(size)")
      #expect(made.code == 0, "\(made.errors)")
      try folder.write("proof", made.output)
      let checked = try Program.run("check-proof", folder.url("proof").path, "--json")
      #expect(checked.code == 0 && checked.output.contains(#""from":\#(size),"#))
    }
    let beyond = try Program.run("prove", folder.path, "--from-size", "45")
    #expect(beyond.code == 2 && beyond.output.isEmpty)
  }

  @Test func `A head of another history, or a later one, makes no proof`() throws {
    let folder = try Self.grown()
    let journal = try folder.text("journal.jsonl")
    try ForgedJournal.replace("12560.00", with: "12560.01", in: "payment", of: folder)
    let before = try folder.text("checkpoint")
    try folder.write("forged", before)
    try folder.write("journal.jsonl", journal)
    let result = try Program.run("prove", folder.path, "--from", folder.url("forged").path)
    #expect(result.code == 1 && result.errors.contains("secondHead"), "\(result.errors)")
    let lines = journal.split(separator: "\n").prefix(20).map { "\($0)\n" }.joined()
    try folder.write("journal.jsonl", lines)
    let short = try Program.run("prove", folder.path, "--from", folder.url("forged").path)
    #expect(short.code == 1 && short.errors.contains("journalShorterThanHead"))
  }

  @Test func `One of the three kinds of proof has to be named`() throws {
    let folder = try Self.grown()
    #expect(try Program.run("prove", folder.path).code == 2)
    #expect(
      try Program.run("prove", folder.path, "--entry", "1", "--from-size", "2").code == 2)
    try folder.write("nothing", "text\n")
    let none = try Program.run("prove", folder.path, "--from", folder.url("nothing").path)
    #expect(none.code == 2 && none.errors.contains("malformedHead"))
    let entry = try Program.run("prove", folder.path, "--entry", "3")
    try folder.write("proof", entry.output)
    let idle = try Program.run(
      "check-proof", folder.url("proof").path, "--from", folder.url("old").path)
    #expect(idle.code == 2 && idle.errors.contains("noEarlierHead"))
  }
}
