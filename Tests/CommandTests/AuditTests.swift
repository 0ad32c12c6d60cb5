import CanonicalJSON
import Foundation
import FoundationXML
import Testing

/// `ipo audit` and `ipo check-audit`: one run, one verdict, a signed report that foots.
@Suite struct AuditTests {
  private typealias Space = ReconcileWorkspace

  private func audit(
    _ folder: Workspace, _ options: String...
  ) throws -> (code: Int32, json: JSONValue) {
    let result = try Program.run(Program.path, ["audit", folder.path, "--json"] + options)
    try #require(!result.output.isEmpty, "\(result.errors)")
    return (result.code, try JSONParser.parse(Array(result.output.utf8.dropLast())))
  }

  private func check(_ folder: Workspace, _ options: String...) throws -> Program.Result {
    try Program.run(
      Program.path, ["check-audit", folder.url("out/audit.note").path, "--json"] + options)
  }

  /// Statements made by the program itself for a settled offering.
  private func statements(_ folder: Workspace) throws -> [String] {
    let made = try Program.run("generate", "--statements", folder.path)
    try #require(made.code == 0, "\(made.errors)")
    return [
      "--bank", folder.url("statements/bank.xml").path, "--register",
      folder.url("statements/register.csv").path, "--complete", "--as-of", "2020-06-02",
    ]
  }

  @Test func `A sound offering is audited, signed and checked`() throws {
    let folder = try Space().folder
    let options = try statements(folder)
    let result = try Program.run(Program.path, ["audit", folder.path] + options)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    let first = try folder.data("out/audit.json") + folder.data("out/audit.html")
    let checked = try check(folder)
    #expect(checked.code == 0, "\(checked.output)")
    #expect(try check(folder, "--trust", folder.url("out/audit.vkey").path).code == 0)
    #expect(try check(folder, "--trust", folder.url("vkey").path).code == 1)
    #expect(try Program.run(Program.path, ["audit", folder.path] + options).code == 0)
    #expect(try folder.data("out/audit.json") + folder.data("out/audit.html") == first)
    let json = try JSONParser.parse(Array(try folder.data("out/audit.json").dropLast()))
    #expect(json["verdict"] == "sound" && json["reasons"] == [])
    #expect(json["reconciliation"]?["compared"]?["breaks"] == [])
  }

  @Test func `Every table foots, and every figure names entries that are there`() throws {
    let folder = try Space().folder
    let json = try audit(folder).json
    let entries = try #require(json["journal"]?["entries"]?.integerValue)
    let tables = try #require(json["tables"]?.arrayValue)
    #expect(
      tables.compactMap { $0["id"]?.stringValue } == [
        "tranches", "balances-cash", "postings-cash", "balances-shares", "postings-shares",
      ])
    var rows = 0
    for table in tables {
      let total = try #require(table["total"]?["cells"]?.arrayValue)
      let cells = try #require(table["rows"]?.arrayValue).map { row in
        rows += 1
        let text = try #require(row["entries"]?.stringValue)
        #expect(!text.isEmpty)
        for part in text.split(separator: ", ") {
          for number in part.split(separator: "-") {
            #expect((0..<entries).contains(try #require(Int64(number))))
          }
        }
        return try #require(row["cells"]?.arrayValue)
      }
      for column in total.indices {
        guard let sum = Self.number(total[column]) else { continue }
        #expect(cells.compactMap { Self.number($0[column]) }.reduce(0, +) == sum)
      }
      let id = table["id"]?.stringValue ?? ""
      #expect(Self.number(try #require(total.last)) == 0, "\(id) is not clear")
    }
    #expect(rows > 40)
    #expect(try #require(json["controls"]?.arrayValue).count > 50)
  }

  private static func number(_ value: JSONValue) -> Decimal? {
    value.stringValue.flatMap { Decimal(string: $0) }
  }

  @Test func `A break is open until somebody answers for it`() throws {
    let folder = try Space().folder
    let made = try Program.run("generate", "--statements", folder.path, "--plant-breaks", "1")
    #expect(made.code == 0, "\(made.errors)")
    let bank = folder.url("statements/bank.csv").path
    let found = try audit(folder, "--bank", bank)
    #expect(found.code == 1)
    #expect(found.json["verdict"] == "open")
    #expect(try check(folder).code == 1)
    #expect(try Program.run("reconcile", folder.path, "--bank", bank, "--record").code == 1)
    let recorded = try audit(folder)
    #expect(recorded.code == 1)
    #expect(recorded.json["reconciliation"]?["open"] == 1)
    let explained = try Program.run(
      "breaks", "explain", folder.path, "--break", "1/1", "--by", "desk-a", "--because", "agreed")
    #expect(explained.code == 0)
    #expect(try audit(folder).json["verdict"] == "sound")
    let text = try Program.run("audit", folder.path).output
    #expect(text.contains("1 break is not open because somebody answers for it"), "\(text)")
  }

  @Test func `What was not looked at stands beside the verdict, and in words`() throws {
    let folder = try Space().folder
    try folder.write("d.csv", Space.csv(try Space().payments))
    let result = try audit(folder, "--bank", folder.url("d.csv").path)
    #expect(result.code == 0)
    let omissions = try #require(result.json["not_looked_at"]?.arrayValue).compactMap(\.stringValue)
    #expect(omissions.contains { $0.hasPrefix("escrow: 5 movements of refund, -26,441.12 yuan") })
    #expect(omissions.contains { $0.hasPrefix("register: no list was given") })
    let page = try folder.text("out/audit.html")
    #expect(page.contains("Sound, as far as was looked at"))
    #expect(try Program.run("audit", folder.path).output.contains("SOUND, as far as was looked at"))
  }

  @Test func `An audit can be kept where the next does not replace it`() throws {
    let folder = try Space().folder
    let kept = folder.url("kept").path
    #expect(try Program.run("audit", folder.path, "--out", kept).code == 0)
    #expect(!folder.exists("out/audit.note"))
    #expect(try Program.run("check-audit", "\(kept)/audit.note").code == 0)
  }

  @Test func `What does not hold in the ledger is unsound, whatever banks say`() throws {
    let space = try Space()
    let options = try statements(space.folder)
    try ForgedJournal.replace(
      #""amount":"-467260.00""#, with: #""amount":"-467260.01""#, in: "proceeds", of: space.folder)
    let result = try Program.run(Program.path, ["audit", space.folder.path, "--json"] + options)
    #expect(result.code == 1)
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["verdict"] == "unsound")
    #expect(json["findings"]?.arrayValue?.isEmpty == false)
    #expect(try space.folder.text("out/audit.html").contains("Unsound"))
    #expect(try check(space.folder).code == 1)
  }

  @Test func `A changed report or statement is not what was signed`() throws {
    let folder = try Space().folder
    _ = try audit(folder)
    let note = try folder.text("out/audit.note")
    for name in ["out/audit.json", "out/audit.html"] {
      let original = try folder.data(name)
      try folder.write(name, original + Data(" ".utf8))
      let changed = try check(folder)
      #expect(changed.code == 1 && changed.output.contains("reportDiffers"), "\(changed.output)")
      try folder.remove(name)
      #expect(try check(folder).output.contains("no file"))
      try folder.write(name, original)
    }
    #expect(try check(folder).code == 0)
    for (old, new) in [
      ("verdict sound", "verdict open"), ("as-of 20", "as-of 21"), ("journal 44", "journal 45"),
    ] where note.contains(old) {
      try folder.write("out/audit.note", note.replacing(old, with: new))
      let changed = try check(folder)
      #expect(changed.code == 1)
      #expect(changed.output.contains("was not made over this text"), "\(changed.output)")
    }
    try folder.write("out/audit.note", note.replacing("verdict sound", with: "verdict fine"))
    #expect(try check(folder).code == 2)
  }

  @Test func `The page is well-formed and needs nothing from outside`() throws {
    let folder = try Space().folder
    _ = try audit(folder)
    let page = try folder.text("out/audit.html")
    let parser = XMLParser(data: Data(page.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for outside in ["http:", "https:", "<script", "src=", "@import", "url("] {
      #expect(!page.contains(outside))
    }
  }

  @Test func `An offering on its way is audited as far as it has come`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.remove("inputs/payments.csv")
    #expect(try Program.run("settle", folder.path).code == 0)
    let result = try audit(folder)
    #expect(result.code == 0)
    #expect(result.json["lockups"] == .null)
    #expect(try #require(result.json["waiting"]?.arrayValue).count > 0)
    let none = try Program.run("audit", Workspace.tenAccounts().path)
    #expect(none.code == 2)
    #expect(none.errors.contains("missingFile"), "\(none.errors)")
  }
}
