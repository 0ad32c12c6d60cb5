import CanonicalJSON
import Foundation
import Testing

/// `ipo book price --set`: people's price, with the passage up to it.
@Suite struct PriceSettingTests {
  private func set(
    _ offering: InquiryOffering, _ price: String = "9.50", by: String = "alice",
    approve: String = "bob", _ more: String...
  ) throws -> Program.Result {
    try Program.run(
      Program.path,
      ["book", "price", offering.path, "--set", price, "--by", by, "--approve", approve] + more)
  }

  private func operations(_ workspace: Workspace) throws -> [String] {
    var operations: [String] = []
    for line in try workspace.text("journal.jsonl").split(separator: "\n") {
      let id = try #require(JSONParser.parse(Array(line.utf8))["id"]?.stringValue)
      let name = String(id.prefix { $0 != "/" })
      if operations.last != name { operations.append(name) }
    }
    return operations
  }

  @Test func `The price is recorded with whose word it is and nothing after it`() throws {
    let offering = try InquiryOffering()
    let result = try set(
      offering, "9.50", by: "alice", approve: "bob", "--because",
      "below all four numbers, it's agreed")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("Price 确定发行价格"))
    #expect(result.output.contains("alice") && result.output.contains("bob"))
    #expect(try operations(offering.workspace) == ["opening", "book", "price"])
    #expect(try Program.run("verify", offering.path).code == 0)
    for file in [
      "removed-bids.csv", "demand-curve.csv", "demand-curve.svg", "price-tests.csv",
      "price-tests.svg",
    ] {
      #expect(offering.workspace.exists("out/\(file)"), "\(file)")
    }
    #expect(try Program.run("report", offering.path).code == 0)
    let page = try offering.workspace.text("out/report.html")
    #expect(page.contains("9.50 yuan a share") && !page.contains("not set yet"))
    // The book knows its price from the journal.
    #expect(try offering.json("price")["price"] == "9.50")
    let settled = try Program.run("settle", offering.path)
    #expect(settled.code == 0, "\(settled.errors)")
  }

  @Test func `The same again changes nothing and another is refused`() throws {
    let offering = try InquiryOffering()
    #expect(try set(offering).code == 0)
    let journal = try offering.workspace.data("journal.jsonl")
    let again = try set(offering, "9.5")
    #expect(again.code == 0 && again.output.contains("already"))
    for other in [
      try set(offering, "9.49"), try set(offering, by: "carol"), try set(offering, approve: "dave"),
    ] {
      #expect(other.code != 0 && other.errors.contains("factContradicted"), "\(other.errors)")
    }
    #expect(try offering.workspace.data("journal.jsonl") == journal)
  }

  @Test func `Wrong calls and forbidden prices write nothing`() throws {
    let offering = try InquiryOffering()
    let path = offering.path
    let calls: [(arguments: [String], rule: String)] = [
      (["--set", "9.50"], "approverMissing"),
      (["--set", "9.50", "--by", "alice"], "approverMissing"),
      (["--set", "9.50", "--approve", "bob"], "nameMissing"),
      (["--set", "9.50", "--by", "alice", "--approve", "alice"], "approverIsProposer"),
      (["--set", "9.505", "--by", "alice", "--approve", "bob"], "malformedPrice"),
      (["--set", "0", "--by", "alice", "--approve", "bob"], "malformedPrice"),
      (["--set", "9.50", "--by", "alice", "--approve", "bob", "--at", "9.50"], "setTestsNothing"),
      // The cap is 12.935.
      (["--set", "12.94", "--by", "alice", "--approve", "bob"], "withinPriceCap"),
    ]
    for (arguments, rule) in calls {
      let result = try Program.run(Program.path, ["book", "price", path] + arguments)
      #expect(result.code == 2, "\(arguments)")
      #expect(result.errors.contains(rule), "\(arguments): \(result.errors)")
      #expect(!offering.workspace.exists("journal.jsonl"))
    }
  }

  @Test func `A price at the cap is taken though it stops the issue`() throws {
    let offering = try InquiryOffering()
    // A slip of the hand must not end an issue.
    let held = try set(offering, "12.93")
    #expect(held.code == 1 && held.errors.contains("priceStopsIssue"), "\(held.errors)")
    #expect(!offering.workspace.exists("journal.jsonl"))
    let result = try set(offering, "12.93", "--stop-issue")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("Suspension"))
    #expect(try operations(offering.workspace) == ["opening", "book", "price"])
  }

  @Test func `A price that was recorded without a name gets none later`() throws {
    let offering = try InquiryOffering()
    #expect(try Program.run("settle", offering.path, "--fact", "price=9.50").code == 0)
    let journal = try offering.workspace.data("journal.jsonl")
    let named = try set(offering)
    #expect(named.code == 1 && named.errors.contains("priceAlreadySet"), "\(named.errors)")
    try offering.workspace.replace(
      "synthetic: [all]", with: "facts: {price: {value: 9.50, by: alice, approved_by: bob}}",
      in: "offering.yaml")
    let settled = try Program.run("settle", offering.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try offering.workspace.data("journal.jsonl") == journal)
  }

  @Test func `An offering that begins at its price has none to set`() throws {
    let workspace = try Workspace.tenAccounts()
    let result = try Program.run(
      "book", "price", workspace.path, "--set", "25.12", "--by", "alice", "--approve", "bob")
    #expect(result.code == 1 && result.errors.contains("priceInTerms"))
    #expect(!workspace.exists("journal.jsonl"))
  }

  @Test func `Two signed words open the gate before the price`() throws {
    let inquiry = try InquiryOffering()
    let offering = try ApprovedOffering(gates: ["price"], in: inquiry.workspace)
    let held = try set(inquiry)
    #expect(held.code == 0, "\(held.errors)")
    #expect(held.output.contains("price waits for a proposal"))
    #expect(try offering.operations() == ["opening", "book"])
    #expect(try !inquiry.workspace.text("journal.jsonl").contains("9.50\",\"by"))
    let line = try #require(held.output.split(separator: "\n").first { $0.hasPrefix("--fact") })
    let fact = String(line.dropFirst("--fact '".count).dropLast())
    let without = try offering.say("propose", "price", "alice")
    #expect(without.code == 1 && without.errors.contains("gateNotReached"))
    let proposed = try offering.say("propose", "price", "alice", "--fact", fact)
    #expect(proposed.code == 0, "\(proposed.errors)")
    // The word stands though the price that it is of is not recorded yet.
    #expect(try offering.findings() == [])
    #expect(try Program.run("settle", inquiry.path).code == 0)
    for (price, by) in [("9.40", "alice"), ("9.50", "mallory")] {
      let other = try set(inquiry, price, by: by)
      #expect(other.code == (by == "mallory" ? 1 : 0), "\(price) \(by): \(other.errors)")
    }
    // Bob approves the price that he states himself: another is another.
    let other = fact.replacingOccurrences(of: "9.50", with: "9.40")
    let differing = try offering.say("approve", "price", "bob", "--fact", other)
    #expect(differing.code == 1 && differing.errors.contains("approvalOfAnother"))
    #expect(try offering.say("approve", "price", "alice", "--fact", fact).code == 1)
    let approved = try offering.say("approve", "price", "bob", "--fact", fact)
    #expect(approved.code == 0, "\(approved.errors)")
    #expect(approved.output.contains("--fact '\(fact)'"))
    #expect(try offering.findings() == [])
    #expect(try Program.run("settle", inquiry.path).code == 0)
    let cheaper = try set(inquiry, "9.40")
    #expect(cheaper.code == 1 && cheaper.errors.contains("approvalOfAnother"))
    let set = try set(inquiry)
    #expect(set.code == 0, "\(set.errors)")
    #expect(
      try offering.operations()
        == ["opening", "book", "proposal-price-1", "approval-price-1", "price"])
    #expect(try offering.findings() == [])
  }
}
