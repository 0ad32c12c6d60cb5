import Audit
import CanonicalJSON
import Foundation
import Pages
import Reports
import Testing
import Transparency

/// `ipo report` from outside: every state of an offering, what it refuses, and what it says of a
/// journal that does not hold.
struct ReportTests {
  private static func page(_ folder: Workspace) throws -> Page {
    try Page(folder.text("out/report.html"))
  }

  @Test(arguments: [
    (FlowTests.Case.opened, "Under way", "facts.strategic_final", 1),
    (.placed, "Under way", "inputs/applications.csv", 2),
    (.reallocated, "Under way", "facts.announced_tails", 4),
    (.unpaid, "Under way", "inputs/payments.csv", 7),
    (.unregistered, "Under way", "facts.listing_day", 13),
    (.listed, "Listed", "facts.confirmations.registration", 15),
    (.released, "Listed", "facts.confirmations.registration", 16),
    (.suspendedAfterPayment, "Suspended", "all money goes back", 9),
    (.withoutDraw, "Under way", "inputs/payments.csv", 7),
    (.sealedDraw, "Listed", "facts.confirmations.proceeds", 19),
  ])
  func `It tells every state of an offering`(
    _ state: FlowTests.Case, _ verdict: String, _ waitsFor: String, _ steps: Int
  ) throws {
    let folder = try ReportCase.folder(state)
    let result = try Program.run("report", folder.path)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("out/report.html"))
    let page = try Self.page(folder)
    let banner = try #require(page.root.all(class: "verdict").first)
    #expect(banner.text.contains(verdict))
    #expect(banner.text.contains(waitsFor), "\(banner.text)")
    let told = try #require(page.section("steps")).all("li")
    #expect(told.count { $0.attributes["class"] == nil } == steps)
    try Self.check(page)
  }

  /// What every report keeps: nothing from outside, pictures in words, headings in order.
  private static func check(_ page: Page) throws {
    #expect(page.outside.isEmpty, "\(page.outside)")
    let ids = page.root.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for picture in page.all("svg") {
      #expect(picture.attributes["role"] == "img")
      #expect(picture.children.first { $0.name == "title" }?.text.isEmpty == false)
      #expect(picture.children.first { $0.name == "desc" }?.text.isEmpty == false)
      for id in (picture.attributes["aria-labelledby"] ?? "").split(separator: " ") {
        #expect(ids.contains(String(id)))
      }
    }
    var level = 0
    for node in page.root.all {
      guard let own = ["h1", "h2", "h3"].firstIndex(of: node.name) else { continue }
      #expect(own <= level + 1)
      level = own
    }
    for table in page.all("table") {
      #expect(table.children.first?.name == "caption")
      for head in table.all("th") { #expect(["col", "row"].contains(head.attributes["scope"])) }
    }
  }

  @Test func `Its figures are those of ipo settle, to the last digit`() throws {
    let folder = try ReportCase.folder(.listed)
    let json = try JSONParser.parse(
      Array(try Program.run("settle", folder.path, "--json").output.utf8.dropLast()))
    #expect(try Program.run("report", folder.path).code == 0)
    let page = try Self.page(folder)
    let rows = try #require(page.section("figures")).all("tr").dropFirst()
    let told = rows.map { $0.all("td")[0].text.replacingOccurrences(of: ",", with: "") }
    let decided = try #require(json["figures"]?.objectValue).compactMap(\.value.stringValue)
    #expect(told.sorted() == decided.sorted())
    #expect(page.section("chain")?.text.contains(json["root"]?.stringValue ?? "none") == true)
    for row in rows { #expect(row.all("td").last?.text != "–", "no entries: \(row.text)") }
  }

  @Test func `Published figures are compared, synthetic ones named`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace(
      "synthetic: [all]",
      with: "published:\n  gross: \"514960.00\"\nsynthetic: [facts.listing_day]",
      in: "offering.yaml")
    try ReportCase.settle(folder)
    #expect(try Program.run("report", folder.path).code == 0)
    let section = try #require(Self.page(folder).section("figures"))
    let gross = section.all("tr").first { $0.text.contains("募集资金总额") }
    #expect(
      gross?.all("td").map(\.text).prefix(4) == ["514,960.00", "yuan", "514,960.00", "agrees"])
    #expect(section.text.contains("1 of 1 published figures"))
    #expect(section.all("code").map(\.text) == ["facts.listing_day"])
  }

  @Test func `The same folder gives the same bytes, wherever it is written`() throws {
    let folder = try ReportCase.folder(.listed)
    #expect(try Program.run("report", folder.path).code == 0)
    let bytes = try folder.data("out/report.html")
    #expect(try Program.run("report", folder.path, epoch: nil).code == 0)
    #expect(try folder.data("out/report.html") == bytes)
    let other = folder.url("other.html").path
    #expect(try Program.run("report", folder.path, "--out", other).code == 0)
    #expect(try Program.run("report", folder.path, "--out", other).code == 0, "it replaces its own")
    #expect(try folder.data("other.html") == bytes)
  }

  @Test func `It replaces no file of another kind`() throws {
    let folder = try ReportCase.folder(.listed)
    let journal = try folder.data("journal.jsonl")
    let result = try Program.run(
      "report", folder.path, "--out", folder.url("journal.jsonl").path)
    #expect(result.code == 2)
    #expect(result.errors.contains("fileTaken"))
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `Without a journal it refuses by name`() throws {
    let folder = try Workspace.tenAccounts()
    let result = try Program.run("report", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("journal.jsonl"))
    #expect(!folder.exists("out/report.html"))
  }

  @Test func `A hostile name stays text`() throws {
    let folder = try Workspace.tenAccounts()
    let name = #"</title><script>alert(1)</script> & 'x'"#
    try folder.replace("name: Ten Accounts", with: "name: \"\(name)\"", in: "offering.yaml")
    try ReportCase.settle(folder)
    #expect(try Program.run("report", folder.path).code == 0)
    let page = try Self.page(folder)
    #expect(page.all("h1").map(\.text) == ["\(name) (688999)"])
    try Self.check(page)
  }

  @Test func `What the folder leads to and the journal does not hold is told`() throws {
    let folder = try ReportCase.folder(.unpaid)
    let source = Program.package.appendingPathComponent("Ledgers/ten-accounts/inputs/payments.csv")
    try folder.write("inputs/payments.csv", Data(contentsOf: source))
    #expect(try Program.run("report", folder.path).code == 0)
    let page = try Self.page(folder)
    let banner = try #require(page.root.all(class: "verdict").first?.text)
    #expect(banner.contains("ipo settle: payment, abandonment"))
    #expect(page.section("exceptions") == nil, "nothing that is not recorded is told as a fact")
    #expect(!page.root.text.contains("Gross proceeds 募集资金总额"))
  }

  @Test func `A trusted signer is told, another one is a finding`() throws {
    let folder = try ReportCase.folder(.listed)
    let key = folder.url("vkey").path
    #expect(try Program.run("report", folder.path, "--trust", key).code == 0)
    #expect(try Self.page(folder).section("chain")?.text.contains("trusted by this call") == true)
    let other = try Program.run(
      "report", folder.path, "--trust",
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    #expect(other.code == 1)
    let banner = try Self.page(folder).root.all(class: "unsound").first
    #expect(banner?.text.contains("untrustedSigner") == true)
  }

  @Test func `A witness raises the grade of a sealed draw`() throws {
    let offering = try SealedOffering()
    #expect(try offering.lottery("freeze", epoch: nil).code == 0)
    try offering.cosign(at: "2020-05-22T01:00:00Z")
    #expect(try offering.settle(epoch: nil).code == 0)
    func grade(_ arguments: String...) throws -> String? {
      let result = try Program.run(Program.path, ["report", offering.path] + arguments)
      #expect(result.code == 0, "\(result.errors)")
      let page = try Self.page(offering.workspace)
      #expect(page.section("chain")?.text.contains(" saw ") == !arguments.isEmpty)
      return page.section("draw")?.all("strong").first?.text
    }
    #expect(try grade() == "unwitnessed")
    let key = try SealedOffering.witness().verifierKey.description
    #expect(try grade("--witness", key) == "sealed")
  }
}
