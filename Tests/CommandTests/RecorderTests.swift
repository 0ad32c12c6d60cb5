import Cryptography
import Foundation
import Testing
import Transparency

/// What `settle` must never sign: it holds the whole journal against terms and facts first.
struct RecorderTests {
  /// A settled folder whose journal got a forged, well-formed and closed operation behind it.
  private func forged() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    var journal = try folder.text("journal.jsonl")
    let bodies = [
      (
        #"{"by":"operator","event":"theft"}"#, "theft/settlement", "settlement",
        #"[{"account":"issuer","amount":"-1.00","unit":"CNY"},{"account":"fees:thief","amount":"1.00","unit":"CNY"}]"#
      ),
      (#"{"by":"operator","clear":[],"closes":"theft"}"#, "theft/close", "gate", "[]"),
    ]
    for (body, id, kind, postings) in bodies {
      let lines = journal.split(separator: "\n")
      let prev = MerkleTree.leafHash(Array((lines.last ?? "").utf8)).hex
      journal +=
        #"{"at":"2020-05-20T18:40:00Z","body":\#(body),"id":"\#(id)","kind":"\#(kind)","#
        + #""postings":\#(postings),"prev":"\#(prev)","seq":\#(lines.count)}"# + "\n"
    }
    try folder.write("journal.jsonl", journal)
    return folder
  }

  @Test func `A forged operation behind the checkpoint is not signed`() throws {
    let folder = try forged()
    let checkpoint = try folder.data("checkpoint")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 1)
    #expect(result.errors.contains("unexplainedOperation"), "\(result.errors)")
    #expect(try folder.data("checkpoint") == checkpoint)
  }

  @Test func `A journal that lost its checkpoint is not signed anew`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    try folder.write("journal.jsonl", lines.prefix(34).joined(separator: "\n") + "\n")
    try folder.remove("checkpoint")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 1)
    #expect(result.errors.contains("checkpointMissing"), "\(result.errors)")
    #expect(!folder.exists("checkpoint"))
  }

  @Test func `A folder that lost its journal begins no second history`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    for name in ["journal.jsonl", "checkpoint"] { try folder.remove(name) }
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 1)
    #expect(result.errors.contains("journalMissing"), "\(result.errors)")
    #expect(!folder.exists("checkpoint"))
    try folder.remove("vkey")
    #expect(try Program.run("settle", folder.path).code == 0)
  }

  @Test func `What is signed though nobody signed it before is told by its name`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let head = try folder.data("checkpoint")
    try folder.write(
      "b.jsonl", #"{"id":"odd","do":[{"action":"deposit","account":"A1","amount":"5"}]}"# + "\n")
    #expect(try Program.run("post", folder.path, folder.url("b.jsonl").path).code == 0)
    try folder.write("checkpoint", head)
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 0)
    #expect(result.errors.contains("booking-odd (1 in all)"), "\(result.errors)")
    #expect(try !Program.run("settle", folder.path).errors.contains("booking-odd"))
  }

  @Test func `A crash before the very first checkpoint is gone on from`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    try folder.write("journal.jsonl", lines.prefix(2).joined(separator: "\n") + "\n")
    try folder.remove("checkpoint")
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `A checkpoint with a broken signature stops everything`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.replace("\n44\n", with: "\n41\n", in: "checkpoint")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 1)
    #expect(result.errors.contains("checkpointInvalid"), "\(result.errors)")
  }

  @Test func `Facts of a torn operation bind nobody`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let whole = try folder.text("journal.jsonl")
    let partial = try Workspace.tenAccounts()
    try partial.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", partial.path).code == 0)
    let closed = try partial.text("journal.jsonl")
    // The registration's first line, which seals the listing day, and no more.
    let torn = whole.dropFirst(closed.count).prefix { $0 != "\n" }
    try partial.write("journal.jsonl", closed + torn + "\n")
    let other = try Program.run("settle", partial.path, "--fact", "listing_day=2020-06-03")
    #expect(other.code == 0, "\(other.errors)")
    #expect(other.errors.contains("were cut"))
    #expect(other.output.contains("2020-06-03"))
    #expect(try Program.run("verify", partial.path).code == 0)
  }

  @Test func `A torn tail is cut even where nothing is to be added`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let whole = try folder.data("journal.jsonl")
    try folder.write("journal.jsonl", whole + Data("{\"at\":\"2020".utf8))
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("were cut"))
    #expect(try folder.data("journal.jsonl") == whole)
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Nobody releases today what comes free tomorrow`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path, epoch: nil).code == 0)
    let result = try Program.run(
      Program.path, ["lockups", "release", folder.path, "--as-of", "2199-01-01"], epoch: nil)
    #expect(result.code == 2)
    #expect(result.errors.contains("asOfInFuture"))
  }
}
