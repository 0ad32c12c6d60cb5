import Cryptography
import Inputs
import Offerings
import Quantities
import Testing

/// What every CSV file has in common, seen through applications and payments.
@Suite struct CSVTests {
  private let header = "account,tranche,amount,paid_at,reference\n"

  @Test func `A header of any length is refused in one pass`() throws {
    let text = "account,shares," + (0..<100_000).map { "c\($0)," }.joined() + "account\na,500\n"
    do {
      _ = try applications(text)
      Issue.record("100,000 columns were accepted")
    } catch let refusal as InputRefusal {
      #expect(refusal.count == 100_001)
      #expect(refusal.faults.first?.description.contains(":1:16: unknownColumn") == true)
    }
    #expect(
      try faults { _ = try applications("account,shares,account\na,500,b\n") }
        == ["1:16 duplicateColumn"])
  }

  @Test func `Rows are read in order and the file is sealed`() throws {
    let text = "account,shares\nb,500\na,1500\n"
    let sealed = try applications(text)
    #expect((0..<sealed.value.count).map { sealed.value.account(at: $0) } == ["b", "a"])
    #expect((0..<sealed.value.count).map { sealed.value.lots(at: $0) } == [1, 3])
    #expect(sealed.value.totalShares == Shares(2_000))
    #expect(sealed.file.name == "inputs/applications.csv")
    #expect(sealed.file.rows == 2)
    #expect(sealed.file.sha256 == SHA256.hash(text))
  }

  @Test(arguments: [
    "\u{FEFF}account,shares\na,500\nb,1000\n",
    "account,shares\r\na,500\r\nb,1000\r\n",
    "account,shares\na,500\r\nb,1000\n",
    "\"account\",\"shares\"\n\"a\",\"500\"\n\"b\",1000\n",
    "\"account\",\"shares\"\r\n\"a\",\"500\"\r\n\"b\",\"1000\"\r\n",
    "shares,account\n500,a\n1000,b\n",
    "salt,shares,account\n0123456789abcdef0123456789abcdef,500,a\nffffffffffffffffffffffffffffffff,1000,b\n",
    "\u{FEFF}shares,account\r\n\"500\",\"a\"\r\n1000,b\r\n",
  ])
  func `A BOM, CRLF, quotes and another order are good input`(text: String) throws {
    let list = try applications(text).value
    #expect((0..<list.count).map { list.account(at: $0) } == ["a", "b"])
    #expect((0..<list.count).map { list.lots(at: $0) } == [1, 2])
  }

  @Test func `Quoted fields carry commas, quotes and line ends`() throws {
    let read = try payments(
      header
        + "a,online,1.00,2020-05-25,\"one, two\"\nb,online,2.00,2020-05-25,\"say \"\"hi\"\"\"\n"
        + "c,offline,3.00,2020-05-25,\"two\nlines\"\nd,online,4,2020-05-25,\n"
        + "e,online,5,2020-05-25,\"\"\"\"\n")
    #expect(read.map(\.reference) == ["one, two", "say \"hi\"", "two\nlines", "", "\""])
    #expect(read.map(\.account.text) == ["a", "b", "c", "d", "e"])
    #expect(read.map(\.amount.fen) == [100, 200, 300, 400, 500])
  }

  @Test(arguments: [
    ("", ["1:1 missingHeader"]), ("\u{FEFF}", ["1:1 missingHeader"]),
    ("account,shares\n", ["2:1 noRows"]), ("account,shares\r\n", ["2:1 noRows"]),
    ("account\na\n", ["1:1 missingColumn"]),
    ("account,share\na,500\n", ["1:1 missingColumn", "1:9 unknownColumn"]),
    ("account,shares,note\na,500,x\n", ["1:16 unknownColumn"]),
    ("\u{FEFF}note,account,shares\nx,a,500\n", ["1:1 unknownColumn"]),
    ("account,shares,account\na,500,a\n", ["1:16 duplicateColumn"]),
    ("Account,shares\na,500\n", ["1:1 missingColumn", "1:1 unknownColumn"]),
    ("account, shares\na,500\n", ["1:1 missingColumn", "1:9 unknownColumn"]),
    ("户号,account,shares\nx,a,500\n", ["1:1 unknownColumn"]),
    ("account,户号,shares,份\na,x,500,y\n", ["1:9 unknownColumn", "1:19 unknownColumn"]),
  ])
  func `A header that is not the file's is refused`(text: String, expected: [String]) throws {
    #expect(try faults { _ = try applications(text) } == expected)
  }

  @Test(arguments: [
    ("a,500\nb", ["3:1 truncatedLastLine"]), ("a,500\nb,", ["3:3 malformedShares"]),
    ("a", ["2:1 truncatedLastLine"]), ("a,500\r", ["2:6 malformedLineEnd"]),
    ("a,500\n\"b,500\n", ["3:1 quoteNeverClosed"]), ("a,\"500\nb,500\n", ["2:3 quoteNeverClosed"]),
    ("a\"b,500\nb,500\n", ["2:2 malformedQuote"]), ("\"a\"b,500\nb,500\n", ["2:4 malformedQuote"]),
    ("a,500\rb,500\n", ["2:6 malformedLineEnd"]), ("a,500\r", ["2:6 malformedLineEnd"]),
    ("a,\"500\"\rb,\"500\"\n", ["2:8 malformedLineEnd"]),
    ("a,\"500\"\r", ["2:8 malformedLineEnd"]),
    ("\na,500\n", ["2:1 wrongFieldCount"]), ("a\nb,500\n", ["2:1 wrongFieldCount"]),
    ("a,500,x\nb,500\n", ["2:1 wrongFieldCount"]), ("a,500\n\n", ["3:1 wrongFieldCount"]),
  ])
  func `A row that is no row is refused where it breaks`(rows: String, expected: [String]) throws {
    #expect(try faults { _ = try applications("account,shares\n" + rows) } == expected)
  }

  @Test func `Every bad row is told at once, with its line and column`() throws {
    let text =
      "account,shares\na,500\nb:c,500\nd,-500\ne,500.5\nf,1250\ng,2500\nh,0\ni,2000\n\"j,k\",500\n"
    #expect(
      try faults { _ = try applications(text) } == [
        "3:1 malformedName", "4:3 malformedShares", "5:3 malformedShares", "6:3 sharesNotOnTheLot",
        "7:3 accountOverCap", "8:3 malformedShares", "10:1 malformedName",
      ])
    let first = try #require(try messages { _ = try applications(text) }.first)
    #expect(
      first == "inputs/applications.csv:3:1: malformedName: found \"b:c\", expected "
        + "1 to 64 of A-Z a-z 0-9 . _ -")
  }

  @Test func `Lines and columns count inside fields of several lines, in characters`() throws {
    let text =
      "reference,account,tranche,amount,paid_at\n\"two\nlines\",a,online,x,2020-05-25\n"
      + "\"参考\",b,online,y,2020-05-25\nr,c,online,z,2020-05-25\n"
    #expect(
      try faults { _ = try payments(text) } == [
        "3:17 malformedAmount", "4:15 malformedAmount", "5:12 malformedAmount",
      ])
  }

  @Test func `After a thousand faults the rest are counted`() throws {
    let rows = (0..<1_500).map { "a\($0),1\n" }.joined()
    do {
      _ = try applications("account,shares\n" + rows)
      Issue.record("1,500 bad rows were accepted")
    } catch let refusal as InputRefusal {
      #expect(refusal.count == 1_500)
      #expect(refusal.faults.count == 1_000)
    }
  }

  @Test(
    arguments: [
      ([0xFF], 2, 1), (Array("é,".utf8) + [0xFF], 2, 3), (Array("a,500\nb".utf8) + [0xC3], 3, 2),
      (Array("a,500\n份额".utf8) + [0xE4, 0xB8], 3, 3),
      (Array("a,500\nb".utf8) + [0xC0, 0x80], 3, 2),
      (Array("a,500\r\nb,".utf8) + [0x80, 0x0A], 3, 3), ([0xED, 0xA0, 0x80, 0x0A], 2, 1),
    ] as [([UInt8], Int, Int)])
  func `Invalid UTF-8 is refused at its first bad byte`(
    tail: [UInt8], line: Int, column: Int
  ) throws {
    let bytes = Array("account,shares\n".utf8) + tail
    let found = try faults { _ = try ApplicationFile.read(bytes, of: offering()) }
    #expect(found == ["\(line):\(column) invalidUTF8"])
  }
}
