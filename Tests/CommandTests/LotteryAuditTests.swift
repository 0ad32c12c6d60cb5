import Audit
import CanonicalJSON
import Foundation
import Inputs
import Issuance
import Offerings
import Storage
import Testing

/// A settled offering's draw, replayed and asked about.
struct LotteryAuditTests {
  @Test func `A replay draws every winner again`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lottery", "replay", folder.path).code == 2)
    #expect(try Program.run("settle", folder.path).code == 0)
    let result = try Program.run("lottery", "replay", folder.path, "--json")
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    let draws = json["draws"]?.arrayValue ?? []
    #expect(draws.compactMap { $0["method"]?.stringValue } == ["tail-numbers 8+1", "ranked"])
    #expect(draws.compactMap { $0["winners"]?.integerValue } == [6, 1])
  }

  /// Edits that the chain would betray as well: here the replay alone has to find them.
  @Test(arguments: [
    ("allotted:online:A000000009", "allotted:online:A000000002"),
    (#"A000000009","amount":"500""#, #"A000000009","amount":"1000""#),
    (#""tails":{"1":["8""#, #""tails":{"1":["7""#),
    (#""lot":"500","seed":"5d1a"#, #""lot":"500","seed":"5d1b"#),
    (#""seed":"aa88"#, #""seed":"aa89"#),
    (#""winners":"6""#, #""winners":"5""#), (#"]},"winners":"6"}"#, #"]},"winners":"5"}"#),
  ])
  func `A replay finds what does not follow from the seed`(old: String, new: String) throws {
    let workspace = try Workspace.tenAccounts()
    #expect(try Program.run("settle", workspace.path).code == 0)
    let folder = OfferingFolder(workspace.path)
    let offering = try folder.readOffering().offering
    let list = try #require(try folder.readInputs(offering).applications).value
    func replay() throws -> [AuditFinding] {
      let journal = Array(try workspace.data("journal.jsonl"))
      return DrawReplay(journal, applications: list, offering: offering).findings
    }
    #expect(try replay().isEmpty)
    try workspace.replace(old, with: new, in: "journal.jsonl")
    #expect(try !replay().isEmpty)
  }

  @Test func `A replay of everyone winning and of a changed list`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("total: 20500", with: "total: 22500", in: "offering.yaml")
    try folder.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try Program.run("lottery", "replay", folder.path).code == 0)
    let checked = try Program.run("lottery", "check", folder.path, "--number", "100000000003")
    #expect(checked.output.contains("every number wins"))
    try folder.replace("A000000009,500", with: "A000000019,500", in: "inputs/applications.csv")
    let changed = try Program.run("lottery", "replay", folder.path)
    #expect(changed.code == 1)
    #expect(changed.errors.contains("sealedInputChanged"))
  }

  @Test func `A lock that nobody can be drawn for is replayed too`() throws {
    let folder = try Workspace.tenAccounts()
    for name in ["P001,A", "P002,A", "P003,B"] {
      try folder.replace(name, with: name.dropLast() + "C", in: "inputs/bids.csv")
    }
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try Program.run("verify", folder.path).code == 0)
    let replayed = try Program.run("lottery", "replay", folder.path)
    #expect(replayed.code == 0, "\(replayed.output)")
  }

  @Test func `An investor is told won or lost, and by which tail`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let won = try Program.run("lottery", "check", folder.path, "--account", "A000000009", "--json")
    #expect(
      won.output
        == #"{"account":"A000000009","first":100000000000,"grade":"demonstration","last":100000000000,"#
        + #""won":[{"number":100000000000,"tail":"0"}]}"# + "\n")
    let lost = try Program.run("lottery", "check", folder.path, "--number", "100000000002")
    #expect(lost.output.contains("A000000002"))
    #expect(lost.output.contains("nothing"))
    for wrong in [
      ["--account", "A1"], ["--number", "100000000010"], ["--number", "99999999999"],
      ["--account", "A000000009", "--number", "100000000000"], [],
    ] {
      let result = try Program.run(
        Program.path, ["lottery", "check", folder.path] + wrong)
      #expect(result.code == 2, "\(wrong)")
    }
  }
}
