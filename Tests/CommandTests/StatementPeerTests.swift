import Foundation
import Inputs
import Quantities
import Reconciliation
import Testing
import TradingDays

/// Statements held against other people's programs: the official schemas of camt.053, which the
/// package `camt053` carries, and the MT940 reader `mt-940`.
struct StatementPeerTests {
  private static let data = Program.package.appendingPathComponent("Tests/InputsTests/Data")

  private static let schemaCheck = """
    import sys
    from importlib.metadata import distribution
    from lxml import etree
    for path in sys.argv[1:]:
        message = etree.parse(path)
        name = etree.QName(message.getroot()).namespace.rsplit(":", 1)[1]
        schema = distribution("camt053").locate_file("camt053/xsd/" + name + ".xsd")
        etree.XMLSchema(etree.parse(str(schema))).assertValid(message)

    """

  private static let movements = """
    import sys
    import mt940
    options = mt940.Options(reversal_sign=True)
    for path in sys.argv[1:]:
        text = open(path, newline="").read().replace("\\r\\n", "\\n")
        for message in text.split("\\n-\\n"):
            if not message.strip():
                continue
            found = mt940.models.Transactions(options=options)
            found.parse(message)
            for name in "opening", "closing":
                balance = found.data.get("final_%s_balance" % name)
                balance = balance or found.data["intermediate_%s_balance" % name]
                print(name, balance.amount.amount)
            for item in found.transactions:
                if "amount" in item.data:
                    print(item.data["amount"].amount)

    """

  @Test(.enabled(if: Python.withSchemas != nil))
  func `The samples and what generate writes are valid by the official schema`() throws {
    let space = try StatementSpace.tenAccounts()
    let clean = try space.generate(breaks: 0, seed: "a") + "/bank.xml"
    let planted = try space.generate(breaks: 15, seed: "b") + "/bank.xml"
    let folder = try Workspace()
    try folder.write("check.py", Self.schemaCheck)
    let python = try #require(Python.withSchemas)
    let sample = Self.data.appendingPathComponent("escrow.xml").path
    let found = try Program.run(
      "/usr/bin/env", [python, folder.url("check.py").path, sample, clean, planted])
    #expect(found.code == 0, "\(found.errors)")
    // The check can fail.
    let text = try String(contentsOfFile: sample, encoding: .utf8)
    try folder.write("wrong.xml", text.replacing("<Cd>OPBD</Cd>", with: "<Cd>OPENING</Cd>"))
    let wrong = try Program.run(
      "/usr/bin/env", [python, folder.url("check.py").path, folder.url("wrong.xml").path])
    #expect(wrong.code != 0)
  }

  @Test(.enabled(if: Python.withMT940 != nil))
  func `Another reader of MT940 finds the same movements and balances`() throws {
    let space = try StatementSpace.tenAccounts()
    let folder = try Workspace()
    try folder.write("read.py", Self.movements)
    let python = try #require(Python.withMT940)
    for path in [
      Self.data.appendingPathComponent("escrow.sta").path,
      try space.generate(breaks: 0, seed: "a") + "/bank.sta",
      try space.generate(breaks: 15, seed: "b") + "/bank.sta",
    ] {
      let found = try Program.run("/usr/bin/env", [python, folder.url("read.py").path, path])
      #expect(found.code == 0, "\(found.errors)")
      let theirs = found.output.split(separator: "\n").map(String.init)
      let ours = try BankFile.read(
        Array(Data(contentsOf: URL(fileURLWithPath: path))), name: path)
      func same(_ left: [String], _ right: [String]) -> Bool {
        left.map { Decimal(string: $0) } == right.map { Decimal(string: $0) } && !left.isEmpty
      }
      for (name, balances) in [
        ("opening ", ours.balances.map(\.opening)), ("closing ", ours.balances.map(\.closing)),
      ] {
        let told = theirs.filter { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
        #expect(same(told, balances.map(\.canonical)), "\(path) \(name)\(told)")
      }
      let told = theirs.filter { !$0.contains(" ") }
      #expect(same(told, ours.lines.map(\.amount.canonical)), "\(path) \(told)")
    }
  }
}
