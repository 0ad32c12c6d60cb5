import Inputs
import Quantities
import Reconciliation
import Testing
import TradingDays

/// SWIFT MT940: messages written by hand, and what is refused with its place.
struct MT940Tests {
  private static let written = String(decoding: PackageResources.escrow_sta, as: UTF8.self)

  private func read(_ text: String) throws -> BankStatement {
    try BankFile.read(Array(text.utf8), name: "bank.sta")
  }

  /// The written messages with their first `old` replaced.
  private func changed(_ old: String, _ new: String) throws -> String {
    let parts = Self.written.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(old) is not there")
    return parts[0] + new + parts[1]
  }

  /// A message around an entry.
  private func message(_ entry: String, closing: String = "C200525CNY1,") -> String {
    ":20:S\n:25:A\n:28C:7/1\n:60F:C200525CNY0,\n\(entry)\n:62F:\(closing)\n"
  }

  @Test func `The written messages give their movements and balances`() throws {
    let statement = try read(Self.written)
    let long = "strategic/A-NAME-THAT-IS-LONGER-THAN-A-FIELD-OF-SIXTEEN-CHARACTERS"
    #expect(
      statement.lines.map { "\($0.reference) \($0.amount.canonical) \($0.label)" } == [
        "W-0002 12560.00 W-0002", "\(long) 13000.50 \(long)", "W-0003 -440.00 W-0003",
        "W-0004 0.01 W-0004",
        "refund/online/A000000009 -25120.51 refund/online/A000000009",
      ])
    // The entry date's year is the one that brings it nearest to the value date.
    #expect(
      statement.lines.map { $0.bookedAt?.marketDay.description ?? "-" }
        == ["2020-12-31", "2021-01-01", "2020-12-31", "2020-12-31", "2021-01-04"])
    #expect(statement.lines.allSatisfy { $0.account == nil })
    #expect(
      texts(statement.balances) == [
        "STMT-145/1 0.00 25120.50 25120.50", "STMT-145/2 25120.50 0.01 25120.51",
        "STMT-1 25120.51 -25120.51 0.00",
      ])
    #expect(statement.balances.map(\.account) == Array(repeating: "6222000000000001", count: 3))
    #expect(try StatementBalance.breaks(statement.balances).isEmpty)
  }

  @Test func `Line ends, blocks and a mark before the first byte change nothing`() throws {
    let expected = try read(Self.written)
    let bare = Self.written.replacing("\r\n", with: "\n")
    #expect(try read(bare) == expected)
    #expect(try read("\u{FEFF}" + bare + "\n\n") == expected)
    // The last hyphen may be missing; messages may stand in blocks, with trailers or without.
    #expect(try read(String(bare.dropLast(2))) == expected)
    let head = "{1:F01BANKCNBJAXXX0000000000}{2:O9401200200525BANKCNBJAXXX00000000002005251200N}"
    var blocks = head + "{3:{108:REF}}{4:\n"
    for (index, line) in bare.split(separator: "\n").enumerated() {
      let isLast = index == bare.split(separator: "\n").count - 1
      if line == "-" {
        blocks += "-}{5:{CHK:123456789ABC}}" + (isLast ? "\n" : "\n\(head)\n{4:\n")
      } else {
        blocks += line + "\n"
      }
    }
    #expect(try read(blocks) == expected)
    #expect(try read(blocks.replacing("\n", with: "\r\n")) == expected)
  }

  @Test(arguments: [
    ("W-1", "", "W-1"), ("W-1//B-1", "", "W-1"), ("NONREF//B-1", "", ""),
    ("W-1", ":86:/EREF/E-1", "E-1"), ("NONREF", ":86:/EREF/E-1/REMI/text", "E-1"),
    ("NONREF", ":86:/PREF/p/EREF/a/b/c/ORDP//NAME/x", "a/b/c"),
    ("NONREF", ":86:/EREF/NOTPROVIDED", ""), ("W-1", ":86:/EREF/NOTPROVIDED", "W-1"),
    ("NONREF", ":86:W-9", "W-9"), ("NONREF", ":86:two words", ""), ("NONREF", ":86:/REMI/x", ""),
    ("NONREF", ":86:020?00x?20y", ""), ("NONREF", ":86:refund/online/\nA1", "refund/online/A1"),
    ("1234567890123456", "", "1234567890123456"), ("NOTPROVIDED", "", ""),
    ("NOTPROVIDED//B-1", ":86:W-9", ""), ("NOTPROVIDED", ":86:/EREF/E-1", "E-1"),
    ("NOTPROVIDEDX", "", "NOTPROVIDEDX"),
  ])
  func `Where the reference stands`(owner: String, information: String, expected: String) throws {
    let statement = try read(message(":61:200525C1,NTRF\(owner)\n\(information)"))
    #expect(statement.lines.map(\.reference) == [expected])
  }

  @Test(arguments: [
    ("C1,NTRF", "1.00"), ("D1,NTRF", "-1.00"), ("RC1,NTRF", "-1.00"), ("RD1,NTRF", "1.00"),
    ("CY1,5S103", "1.50"), ("RCY0,01FTRF", "-0.01"), ("C000000000001,50NTRF", "1.50"),
    ("C999999999999,99NTRF", "999999999999.99"),
  ])
  func `Side and amount`(text: String, expected: String) throws {
    let statement = try read(message(":61:200525\(text)r"))
    #expect(statement.lines.map(\.amount.canonical) == [expected])
  }

  @Test(arguments: [
    ("2005250525", "2020-05-25"), ("200525", "2020-05-25"), ("2012310101", "2021-01-01"),
    ("2101011231", "2020-12-31"), ("2002280229", "2020-02-29"), ("7912311231", "2079-12-31"),
    ("8001010101", "1980-01-01"),
  ])
  func `Value date and entry date`(digits: String, expected: String) throws {
    let statement = try read(message(":61:\(digits)C1,NTRFr"))
    #expect(statement.lines.map { $0.bookedAt?.marketDay.description } == [expected])
  }

  @Test(arguments: [
    (":61:200525C1NTRFr", "5:12 malformedAmount"), (":61:200525C1.00NTRFr", "5:12 malformedAmount"),
    (":61:200525C1,001NTRFr", "5:12 malformedAmount"),
    (":61:200525C,5NTRFr", "5:12 malformedAmount"),
    (":61:200525C1,0,0NTRFr", "5:12 malformedAmount"),
    (":61:200525C1234567890123,99NTRFr", "5:12 malformedAmount"),
    (":61:200525X1,NTRFr", "5:11 malformedSide"), (":61:200525CR1,NTRFr", "5:12 wrongCurrency"),
    (":61:200230C1,NTRFr", "5:5 malformedDay"), (":61:2005C1,NTRFr", "5:5 malformedDay"),
    (":61:2005251301C1,NTRFr", "5:11 malformedDay"), (":61:20052501C1,NTRFr", "5:11 malformedDay"),
    (":61:200525C1,XTRFr", "5:14 malformedType"), (":61:200525C1,NTr", "5:15 malformedType"),
    (":61:200525C1,NTRF", "5:18 malformedReference"),
    // An accent makes another character of a letter or a digit.
    (":61:200525C1,NTQ\u{301}Fr", "5:15 malformedType"),
    (":61:200525C1\u{301},NTRFr", "5:12 malformedAmount"),
    (":61:200525C1,NTRF12345678901234567", "5:18 malformedReference"),
    (":61:200525C1,NTRFr//12345678901234567", "5:18 malformedReference"),
    (":61:200525C1,NTRFr\na\nb", "5:18 malformedField"),
    (":13D:x", "5:1 unknownField"), (":25:B", "5:1 fieldOutOfOrder"),
    (":60F:C200525CNY0,", "5:1 fieldTwice"), ("a\u{1}b", "5:2 malformedLine"),
    (":61:200525C1,NTRFr\rx", "5:19 malformedLine"),
  ])
  func `An entry that is wrong is refused at its place`(entry: String, expected: String) throws {
    #expect(try faults { _ = try read(message(entry)) } == [expected])
  }

  @Test(arguments: [
    (":28C:145/1", ":28C:x", ["3:6 malformedNumber"]),
    (":28C:145/1", ":28C:145/0", ["3:11 malformedNumber"]),
    (":28C:145/1", ":28C:123456", ["3:11 malformedNumber"]),
    (":20:STMT-145", ":20:12345678901234567", ["1:5 malformedField"]),
    (":25:6222000000000001", ":25:", ["2:5 malformedField"]),
    (":60F:C201230CNY0,00", ":60F:X201230CNY0,00", ["4:6 malformedSide"]),
    (":60F:C201230CNY0,00", ":60F:C201330CNY0,00", ["4:7 malformedDay"]),
    (":60F:C201230CNY0,00", ":60F:C201230USD0,00", ["4:13 wrongCurrency"]),
    (":60F:C201230CNY0,00", ":60F:C201230CNY0.00", ["4:16 malformedAmount"]),
    (":60F:C201230CNY0,00", ":60F:C201230CNY0,00x", ["4:20 malformedField"]),
    (":60F:C201230CNY0,00\r\n", "", Array(repeating: "", count: 0)),
    (":20:STMT-145\r\n", "", Array(repeating: "", count: 0)),
    (":62M:", ":62F:", ["1:1 pageAfterLast"]), (":60F:", ":60M:", ["1:1 missingBalance"]),
    (":28C:145/2", ":28C:145/3", ["13:1 pageMissing"]),
    (":28C:145/2", ":28C:145/1", ["13:1 pageTwice"]),
    (":28C:145/2", ":28C:147/2", ["13:1 statementMissing"]),
  ])
  func `A message that is wrong is refused`(old: String, new: String, expected: [String]) throws {
    let found = try faults { _ = try read(changed(old, new)) }
    if expected.isEmpty {
      #expect(found.contains { $0.contains("missingField") || $0.contains("fieldOutOfOrder") })
    } else {
      #expect(found.first == expected.first, "\(found)")
    }
  }

  @Test(arguments: [
    ("{1:F01X}{2:O942X}{4:\n:20:S\n-}", "1:12 unknownMessage"),
    ("{1:F01X}{2:O940X{4:\n", "1:9 malformedBlock"), ("{1:F01X}x", "1:9 malformedBlock"),
    ("{1:F01X}{2:O940X}{4:x\n-}", "1:21 malformedBlock"), ("{}", "1:1 malformedBlock"),
    ("{1:F01X}{2:O940X}{4:\n:20:S\n", "3:1 messageCutOff"), (":x", "1:1 malformedField"),
    (":20:S\n:25:A", "1:1 missingField"), ("{1:F01X}", "1:1 noStatement"),
  ])
  func `Blocks and messages that are not whole`(text: String, expected: String) throws {
    #expect(try faults { _ = try read(text) }.first == expected)
  }

  @Test func `Characters are counted in Unicode scalars`() throws {
    let accented = String(repeating: "e\u{301}", count: 8)
    #expect(
      try read(message(":61:200525C1,NTRF\(accented)")).lines.first?.reference == accented)
    #expect(
      try faults { _ = try read(message(":61:200525C1,NTRF\(accented)x")) }
        == ["5:18 malformedReference"])
  }

  @Test func `Blocks on one line are read in one pass`() throws {
    let blocks = String(repeating: "{1:a}", count: 60_000)
    #expect(try faults { _ = try read(blocks) } == ["1:1 noStatement"])
    #expect(try faults { _ = try read(blocks + "x") } == ["1:300001 malformedBlock"])
  }

  @Test func `A number of 0 counts nothing`() throws {
    let one = message("").replacing("7/1", with: "0").replacing(
      "C200525CNY1,", with: "C200525CNY0,")
    #expect(try read(one + "-\n" + one).balances.count == 2)
    // Pages without numbers follow each other as they stand.
    let first = one.replacing("62F", with: "62M")
    let second = one.replacing("60F", with: "60M")
    #expect(try read(first + "-\n" + second).balances.map(\.id) == ["S/1", "S/2"])
    #expect(try faults { _ = try read(first) } == ["1:1 lastPageMissing"])
  }
}
