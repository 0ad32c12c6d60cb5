import Audit
import CanonicalJSON
import Foundation
import Pages
import Quantities
import Reconciliation
import Reports
import Testing
import TradingDays

/// A report of a journal that does not hold says so first, and is written all the same.
struct UnsoundReportTests {
  private static func unsound(_ damage: (Workspace) throws -> Void) throws -> (Page, String) {
    let folder = try ReportCase.folder(.listed)
    try damage(folder)
    let result = try Program.run("report", folder.path, "--json")
    #expect(result.code == 1, "\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["ok"] == .bool(false))
    let page = try Page(folder.text("out/report.html"))
    let banner = try #require(page.root.all(class: "unsound").first)
    #expect(banner.attributes["role"] == "alert")
    #expect(banner.text.contains("No figure on this page can be trusted"))
    #expect(page.outside.isEmpty)
    let found = json["findings"]?.integerValue
    #expect(banner.text.contains("UNSOUND: \(found ?? 0) finding"))
    return (page, banner.text)
  }

  @Test func `A changed amount`() throws {
    let (page, banner) = try Self.unsound {
      try $0.replace(#""amount":"1301""#, with: #""amount":"1302""#, in: "journal.jsonl")
    }
    #expect(banner.contains("brokenChain") || banner.contains("rootDiffers"))
    #expect(page.section("shares") != nil)
  }

  @Test func `A sealed file that changed`() throws {
    let (_, banner) = try Self.unsound {
      try $0.replace("12560.00", with: "12560.01", in: "inputs/payments.csv")
    }
    #expect(banner.contains("sealedInputChanged"))
  }

  @Test func `Terms that are gone`() throws {
    let (page, banner) = try Self.unsound { try $0.remove("offering.yaml") }
    #expect(banner.contains("notRecomputable"))
    #expect(page.section("cash")?.all("svg").count == 1, "the journal alone tells the flows")
    #expect(page.all("h1").map(\.text) == ["Ten Accounts (688999)"])
  }

  @Test func `A journal of which nothing can be read`() throws {
    let (page, banner) = try Self.unsound { try $0.write("journal.jsonl", "{}\n<b>\n") }
    #expect(banner.contains("malformedEntry"))
    #expect(page.all("h1").count == 1)
  }

  @Test func `A checkpoint that is gone`() throws {
    let (_, banner) = try Self.unsound { try $0.remove("checkpoint") }
    #expect(banner.contains("noCheckpoint"))
  }
}

/// The section of breaks, from values.
struct BreakSectionTests {
  private static func page(_ breaks: [RecordedBreak]?) throws -> Page {
    let journal = JournalAudit([], sizes: [])
    let head = CheckpointAudit(nil, vkey: nil, trusted: [])
    let day = try #require(Day("2020-06-02"))
    let reconciled = try breaks.map { breaks in
      var book = BreakBook()
      for recorded in breaks { try book.record(recorded) }
      return (book, day)
    }
    let sources = OfferingReport.Sources(
      journal: journal, head: head, checkpoint: nil, findings: [], offering: nil, passage: nil,
      reconciled: reconciled)
    return try Page(OfferingReport(sources).document.html)
  }

  private static func recorded(
    _ place: Int, _ state: BreakState, since day: String, cause: String = "for people"
  ) throws -> RecordedBreak {
    RecordedBreak(
      BreakNumber(reconciliation: 1, place: place),
      PlacedBreak(
        .escrow,
        Break(
          .amountDiffers, key: "W-0001", ledger: .money(Money(fen: 100)), other: nil,
          difference: .money(Money(fen: -100)), cause: cause)), entry: Int64(70 + place),
      since: try #require(Day(day)), state: state)
  }

  @Test func `Open breaks come first, the oldest first`() throws {
    let explained = BreakState.explained(by: "auditor-a", because: "<late>", entry: 90)
    let page = try Self.page([
      Self.recorded(1, .resolved(by: ["release-2020-12-02/close"], entry: 99), since: "2020-05-24"),
      Self.recorded(2, .open, since: "2020-06-01"),
      Self.recorded(3, explained, since: "2020-05-26"),
      Self.recorded(4, .open, since: "2020-05-30"),
    ])
    let section = try #require(page.section("breaks"))
    let rows = section.all("tbody").flatMap { $0.all("tr") }
    #expect(rows.map { $0.all("th")[0].text } == ["1/4", "1/2", "1/3", "1/1"])
    #expect(section.text.contains("2 open, 1 explained, 1 resolved."))
    #expect(rows[2].text.contains("<late> – auditor-a"))
    #expect(rows[0].text.contains("2020-05-30, 3 days"))
    #expect(rows[3].all("td").last?.text == "71, 99")
    #expect(page.root.all(class: "verdict").first?.text.contains("2 breaks with the bank") == true)
  }

  @Test func `None recorded and none found are told apart`() throws {
    #expect(try Self.page(nil).section("breaks")?.text.contains("ipo reconcile DIR") == true)
    #expect(try Self.page([]).section("breaks")?.text.contains("found no break") == true)
    #expect(try Self.page([]).root.all(class: "verdict").first?.text.contains("break") == false)
  }
}
