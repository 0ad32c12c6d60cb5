import Inputs
import Quantities
import Reconciliation
import Testing
import TradingDays

/// ISO 20022 camt.053: a message written by hand, and what is refused with its place.
struct CamtStatementTests {
  private static let written = PackageResources.escrow_xml

  private func read(_ bytes: [UInt8]) throws -> BankStatement {
    try BankFile.read(bytes, name: "bank.xml")
  }

  /// The message with its first `old` replaced.
  private func changed(_ old: String, _ new: String) throws -> [UInt8] {
    let text = String(decoding: Self.written, as: UTF8.self)
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(old) is not there")
    return Array((parts[0] + new + parts[1]).utf8)
  }

  @Test func `The written message gives its movements and balances`() throws {
    let statement = try read(Self.written)
    #expect(
      statement.lines.map { "\($0.reference) \($0.amount.canonical) \($0.label)" } == [
        "W-0002 12560.00 W-0002", "W-0003 13000.50 W-0003", "W-0004 6000.00 W-0004",
        "W-0005 -1000.00 W-0005", " -440.00 A-0009",
      ])
    #expect(statement.lines.allSatisfy { $0.account == nil })
    #expect(
      statement.lines.map { $0.bookedAt?.marketText ?? "-" } == [
        "2020-05-25 09:30", "2020-05-25 00:00", "2020-05-25 00:00", "2020-05-25 00:00", "-",
      ])
    #expect(statement.balances.map(\.id) == ["STMT-145", "STMT-146"])
    #expect(statement.balances.map(\.sequence) == [145, 146])
    #expect(statement.balances.map(\.opening.fen) == [0, 3_056_050])
    #expect(statement.balances.map(\.movements.fen) == [3_056_050, -44_000])
    #expect(statement.balances.map(\.closing.fen) == [3_056_050, 3_012_050])
    #expect(try StatementBalance.breaks(statement.balances).isEmpty)
  }

  @Test func `Versions 02 to 14 are read by their namespace, with any prefix`() throws {
    for version in ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"] {
      let bytes = try changed("camt.053.001.08", "camt.053.001.\(version)")
      #expect(try read(bytes) == read(Self.written), "\(version)")
    }
    for name in [
      "053.001.01", "053.001.15", "053.001.8", "052.001.08", "053.001.080", "053.002.08",
    ] {
      let found = try faults { _ = try read(changed("camt.053.001.08", "camt.\(name)")) }
      #expect(found == ["3:1 unknownNamespace"], "\(name)")
    }
    #expect(
      try faults { _ = try read(Array("<Document/>".utf8)) } == ["1:1 unknownNamespace"])
    let text = String(decoding: Self.written, as: UTF8.self)
    // Every tag with a prefix: what stands between "<" and a letter, or after "</".
    var prefixed = ""
    var before: Character = " "
    for character in text {
      let isTag = character.isLetter && character.isASCII && (before == "<" || before == "/")
      prefixed += (isTag ? "c:" : "") + String(character)
      before = character
    }
    prefixed = prefixed.replacing("xmlns=", with: "xmlns:c=")
    #expect(try read(Array(prefixed.utf8)) == read(Self.written))
  }

  @Test func `Elements of another namespace are passed over`() throws {
    let bytes = try changed(
      "<NtryRef>N1</NtryRef>",
      "<x:Amt xmlns:x=\"urn:other\" Ccy=\"EUR\"><x:Amt>1</x:Amt></x:Amt><Amt xmlns=\"\">2</Amt>")
    #expect(try read(bytes).lines.map(\.amount) == read(Self.written).lines.map(\.amount))
  }

  @Test(arguments: [
    ("12560.00</Amt>", "12560.001</Amt>", ["25:9 malformedAmount"]),
    ("12560.00</Amt>", "-12560.00</Amt>", ["25:9 malformedAmount"]),
    ("12560.00</Amt>", "1e4</Amt>", ["25:9 malformedAmount"]),
    ("12560.00</Amt>", "12,560.00</Amt>", ["25:9 malformedAmount"]),
    ("12560.00</Amt>", "</Amt>", ["25:9 malformedAmount"]),
    ("12560.00</Amt>", "99999999999999999999</Amt>", ["25:9 malformedAmount"]),
    ("\"CNY\">12560.00", "\"USD\">12560.00", ["25:9 wrongCurrency"]),
    (
      "12560.00</Amt><CdtDbtInd>CRDT", "12560.00</Amt><CdtDbtInd>crdt",
      ["25:38 malformedSide"]
    ),
    ("CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>", "CRDT</CdtDbtInd>", ["23:7 missingElement"]),
    ("2020-05-25T09:30:00.250+08:00", "25.5.2020", ["26:18 malformedTime"]),
    ("<Id>STMT-145</Id>", "", ["6:5 missingElement"]),
    ("<Othr><Id>6222000000000001</Id></Othr>", "", ["6:5 missingElement"]),
    ("<Id>STMT-145</Id>", "<Id>STMT-145</Id><Id>S</Id>", ["7:24 elementTwice"]),
    ("<Othr><Id>6222", "<IBAN>CN1</IBAN><Othr><Id>6222", ["10:39 elementTwice"]),
    ("<Cd>OPBD</Cd>", "<Cd>CLAV</Cd><Cd>OPBD</Cd>", ["12:37 elementTwice"]),
    (
      "<Amt Ccy=\"CNY\">0.00</Amt>", "<Amt Ccy=\"CNY\">1.00</Amt><Amt Ccy=\"CNY\">0.00</Amt>",
      ["13:34 elementTwice"]
    ),
    (" Ccy=\"CNY\">12560.00", ">12560.00", ["25:9 wrongCurrency"]),
    (" Ccy=\"CNY\">0.00", ">0.00", ["13:9 wrongCurrency"]),
    ("<Amt Ccy=\"CNY\">1.00</Amt>", "<Amt>1</Amt><Amt>2</Amt>", []),
    ("<Cd>OPBD</Cd>", "<Cd>ITBD</Cd>", ["6:5 missingBalance"]),
    ("<Cd>CLBD</Cd>", "<Cd>CLAV</Cd>", ["6:5 missingBalance"]),
    ("<Cd>CLAV</Cd>", "<Cd>CLBD</Cd>", ["19:7 balanceTwice"]),
    ("6000</Amt>", "6000.01</Amt>", ["36:7 detailsDoNotSum"]),
    ("<Amt Ccy=\"CNY\">13000.50000</Amt>", "", ["36:7 missingElement"]),
    (">146<", ">147<", ["59:5 statementMissing"]), (">146<", ">145<", ["59:5 statementTwice"]),
    (">146<", ">x<", ["61:7 malformedInteger"]),
  ])
  func `What is wrong inside is refused at its place`(
    old: String, new: String, expected: [String]
  ) throws {
    #expect(try faults { _ = try read(changed(old, new)) } == expected)
  }

  @Test func `All faults are told at once`() throws {
    let text = String(decoding: try changed("12560.00</Amt>", "x</Amt>"), as: UTF8.self)
    let bytes = Array(text.replacing(">440.00<", with: ">440.000001<").utf8)
    #expect(
      try faults { _ = try read(bytes) }.map { $0.split(separator: " ").last } == [
        "malformedAmount", "malformedAmount",
      ])
  }

  @Test func `A closing balance that does not follow is no fault of the file`() throws {
    let statement = try read(changed("30560.5<", "30560.51<"))
    #expect(try StatementBalance.breaks(statement.balances).count == 2)
  }

  @Test func `A message without a statement is refused`() throws {
    let start = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">"
    #expect(
      try faults { _ = try read(Array("\(start)<BkToCstmrStmt/></Document>".utf8)) }
        == ["1:1 noStatement"])
  }
}
