import CanonicalJSON
import Foundation
import Testing

/// The commands beside `settle` and `verify`.
struct SmallCommandTests {
  private func json(_ arguments: String..., code: Int32 = 0) throws -> JSONValue {
    let result = try Program.run(Program.path, arguments + ["--json"])
    #expect(result.code == code, "\(result.errors)")
    return try JSONParser.parse(Array(result.output.utf8.dropLast()))
  }

  @Test func `clawback prints the contract's members for a real offering`() throws {
    let folder = Program.package.appendingPathComponent("Ledgers/dema-688360").path
    for source in [folder, folder + "/offering.yaml"] {
      let json = try json("clawback", source)
      #expect(
        json.objectValue?.keys == [
          "band", "base", "clawback", "multiple", "offline", "online", "reason", "winRate",
          "winners",
        ])
      #expect(json["multiple"]?.stringValue == "3495.27")
      #expect(json["band"]?.stringValue == "100+")
      #expect(json["base"]?.integerValue == 20_348_192)
      #expect(json["clawback"]?.integerValue == 2_035_000)
      #expect(json["online"]?.integerValue == 8_138_000)
      #expect(json["offline"]?.integerValue == 12_210_192)
      #expect(json["winners"]?.integerValue == 16_276)
      #expect(json["winRate"]?.stringValue == "0.03814989")
    }
  }

  @Test func `clawback ends with 1 where the issue is suspended`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("P001,A,25.50,400000", with: "P001,A,25.50,100", in: "inputs/bids.csv")
    try folder.replace("P002,A,25.30,300000", with: "P002,A,25.30,100", in: "inputs/bids.csv")
    try folder.replace("P003,B,25.12,200000", with: "P003,B,25.12,100", in: "inputs/bids.csv")
    try folder.replace("P004,C,25.40,100000", with: "P004,C,25.40,100", in: "inputs/bids.csv")
    let json = try json("clawback", folder.path, code: 1)
    #expect(json["reason"]?.stringValue?.hasPrefix("suspended") == true)
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(settled.output.contains("Suspension"))
    #expect(try Program.run("verify", folder.path).code == 0)
    let balance = try folder.text("out/trial-balance.txt")
    #expect(!balance.contains("tranche") && !balance.contains("investor"))
  }

  @Test func `A ceremony's tails and locked accounts take the seed's place`() throws {
    let folder = try Workspace.tenAccounts()
    let text = try folder.text("offering.yaml")
    let seed = try #require(text.split(separator: "\n").first { $0.hasPrefix("  seed:") })
    try folder.replace("lottery:\n\(seed)\n", with: "", in: "offering.yaml")
    try folder.replace(
      "  listing_day",
      with: "  announced_tails: {1: [\"8\", \"0\", \"5\", \"9\", \"1\", \"4\"]}\n  listing_day",
      in: "offering.yaml")
    let waiting = try Program.run("settle", folder.path)
    #expect(waiting.output.contains("facts.locked_accounts"), "\(waiting.output)\(waiting.errors)")
    let wrong = try Program.run("settle", folder.path, "--fact", "locked_accounts=[P004]")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("lockedAccountNotACandidate"))
    let settled = try Program.run("settle", folder.path, "--fact", "locked_accounts=[P003]")
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(settled.output.contains("free float"))
    let verified = try Program.run("verify", folder.path, "--json")
    #expect(verified.code == 0, "\(verified.output)")
    #expect(!verified.output.contains("demonstration"))
    let theirs = try Program.run(
      "/usr/bin/env", ["python3", PythonVerifierTests.script, folder.path])
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
  }

  @Test func `Totals without a count of accounts are enough`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace(
      "  listing_day", with: "  online: {shares: 5000}\n  listing_day", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Shares that reach offline by a strategic shortfall alone are allotted there`() throws
  {
    let folder = try Workspace.tenAccounts()
    try folder.replace("offline: 15000", with: "offline: 0", in: "offering.yaml")
    try folder.replace("total: 20500", with: "total: 5500", in: "offering.yaml")
    for name in ["payments", "holders"] { try folder.remove("inputs/\(name).csv") }
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(
      settled.output.contains("class A               350 of 700,000 shares"), "\(settled.output)")
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Direct pricing that is short online is suspended`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("strategic: 2500", with: "strategic: 0", in: "offering.yaml")
    try folder.replace("offline: 15000", with: "offline: 0", in: "offering.yaml")
    try folder.replace("online: 3000", with: "online: 20500", in: "offering.yaml")
    try folder.replace("  strategic_final: 2000\n", with: "", in: "offering.yaml")
    for name in ["strategic", "bids", "payments"] { try folder.remove("inputs/\(name).csv") }
    let json = try json("clawback", folder.path, code: 1)
    #expect(json["reason"]?.stringValue?.hasPrefix("suspended") == true)
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Everyone gets all where supply covers demand`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("total: 20500", with: "total: 22500", in: "offering.yaml")
    try folder.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
    let json = try json("clawback", folder.path)
    #expect(json["winners"]?.integerValue == 0)
    #expect(json["winRate"]?.stringValue == "100")
    let settled = try Program.run("settle", folder.path)
    #expect(settled.output.contains("nothing is drawn, every number wins"), "\(settled.errors)")
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `lottery draw and count agree with each other`() throws {
    let seed = "d3ca17379f33cf3d46e78c7282d6e011c5512feb3ad03d3a829f130674afa085"
    let drawn = try json(
      "lottery", "draw", "--method", "tail-numbers", "--first", "100000000000", "--count",
      "42663290", "--winners", "16276", "--seed", seed)
    var arguments = ["lottery", "count", "--first", "100000000000", "--count", "42663290"]
    for (length, tails) in try #require(drawn["tails"]?.objectValue) {
      let list = tails.arrayValue?.compactMap(\.stringValue).joined(separator: ",") ?? ""
      arguments += ["--tails", "\(length):\(list)"]
    }
    let counted = try Program.run(Program.path, arguments + ["--json"])
    #expect(counted.output == "{\"winners\":16276}\n")
    let overlapping = try Program.run(
      "lottery", "count", "--first", "1", "--count", "100", "--tails", "1:8", "--tails", "2:18")
    #expect(overlapping.code == 2)
    #expect(overlapping.errors.contains("8") && overlapping.errors.contains("18"))
    let many = try Program.run(
      "lottery", "draw", "--first", "1", "--count", "10", "--winners", "11", "--seed", seed)
    #expect(many.code == 2)
  }

  @Test func `lottery count finds how many numbers there were`() throws {
    let star = ["lottery", "count", "--first", "100000000000"]
    let shown = try Program.run(
      Program.path, star + ["--winners", "22929", "--rate", "0.05985345"])
    #expect(shown.code == 0)
    #expect(shown.output.contains("38,308,566 to 38,308,571: 6 counts fit"), "\(shown.output)")
    let dema = ["--winners", "16276", "--tails", "4:3239,8239,6461", "--rate"]
    let least = try Program.run(Program.path, star + ["--winners", "1", "--rate", "100", "--json"])
    #expect(least.output == "{\"least\":1,\"most\":1}\n")
    let alone = try Program.run(Program.path, star + ["--winners", "1", "--rate", "100"])
    #expect(alone.output.contains("1, and no other count fits"), "\(alone.output)")
    // …3239, …6461, …8239 and …13239 win, and the next is …16461.
    let tails = try Program.run(
      Program.path, star + ["--winners", "4", "--tails", "4:3239,8239,6461", "--json"])
    #expect(tails.output == "{\"least\":13240,\"most\":16461}\n", "\(tails.errors)")
    for (call, name) in [
      (dema + ["0.03814989"], "12799 numbers, not 16276"),
      (["--winners", "7", "--rate", "60"], "7 winners are 60%"),
      (["--winners", "7", "--rate", "33%"], "winning rate"), (["--winners", "7"], "missingRate"),
      (["--count", "7", "--rate", "33", "--tails", "1:8"], "countAndRate"),
      (["--count", "7", "--winners", "1", "--tails", "1:8"], "countAndWinners"),
      (["--count", "7"], "missingTails"), (["--rate", "33"], "missingCount"),
      (["--winners=-1", "--rate", "33"], "at least 0, not -1"),
    ] {
      let result = try Program.run(Program.path, star + call)
      #expect(result.code == 2 && result.output.isEmpty, "\(call)")
      #expect(result.errors.contains(name), "\(result.errors)")
    }
  }

  @Test func `lottery draw writes its numbers one a line`() throws {
    let folder = try Workspace()
    let result = try Program.run(
      "lottery", "draw", "--method", "ranked", "--first", "1", "--count", "1000", "--winners",
      "10", "--seed", "fd1c6fae10afc071d55a91150fa37619fc8af981d33b994d9ef6fb1033ac9ca9", "--out",
      folder.url("numbers").path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try folder.text("numbers") == "839\n69\n942\n727\n276\n5\n923\n646\n651\n117\n")
  }

  @Test func `rulebook list and show name every rule with its clause`() throws {
    let list = try json("rulebook", "list")
    #expect(list["rulebooks"]?.arrayValue?.count == 10)
    let shown = try Program.run("rulebook", "show", "cn-star-2019")
    #expect(shown.output.contains("clawback.bands"))
    #expect(shown.output.contains("memory"))
    let before = try Program.run("rulebook", "show", "cn-chinext-2020", "--on", "2021-09-17")
    let after = try Program.run("rulebook", "show", "cn-chinext-2020", "--on", "2021-09-18")
    #expect(before.output.contains("at_least 10"))
    #expect(after.output.contains("at_most 3"))
    #expect(try Program.run("rulebook", "show", "cn-none").code == 2)
  }

  @Test func `lockups shows the schedule and posts releases once`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lockups", folder.path).code == 2)
    #expect(try Program.run("settle", folder.path).code == 0)
    let json = try json("lockups", folder.path, "--as-of", "2021-06-02")
    let states = json["lockups"]?.arrayValue?.compactMap { $0["state"]?.stringValue }
    #expect(
      states == ["due for release", "due for release", "locked", "locked", "locked"])
    let released = try Program.run("lockups", "release", folder.path, "--as-of", "2021-06-02")
    #expect(released.code == 0, "\(released.errors)")
    #expect(released.output.contains("2 lock-ups by 2021-06-02, instructed"))
    let journal = try folder.data("journal.jsonl")
    let again = try Program.run("lockups", "release", folder.path, "--as-of", "2021-06-02")
    #expect(again.output.contains("nothing more"))
    #expect(try folder.data("journal.jsonl") == journal)
    #expect(try Program.run("settle", folder.path).output.contains("nothing to add"))
    let verified = try Program.run("verify", folder.path)
    #expect(verified.code == 0, "\(verified.output)")
    #expect(try Program.run("lockups", folder.path).output.contains("release instructed"))
    let digest = String(repeating: "cd", count: 32)
    let early = try Program.run(
      "settle", folder.path, "--fact", "confirmations.release-2022-06-02=\(digest)")
    #expect(early.code == 2)
    #expect(early.errors.contains("nothingToConfirm"), "\(early.errors)")
    let confirmed = try Program.run(
      "settle", folder.path, "--fact", "confirmations.release-2020-12-02=\(digest)")
    #expect(confirmed.code == 0, "\(confirmed.errors)")
    let shown = try Program.run("lockups", folder.path).output
    #expect(shown.contains("offline             released"), "\(shown)")
    #expect(try Program.run("verify", folder.path).code == 0)
    let theirs = try Program.run(
      "/usr/bin/env", ["python3", PythonVerifierTests.script, folder.path])
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
  }
}
