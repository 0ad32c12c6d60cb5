import Inputs
import Quantities
import Reconciliation
import Testing

/// Several files of a bank's, in any mix of forms.
struct BankFilesTests {
  private typealias M = CamtMessage

  private func read(_ files: [(name: String, text: String)]) throws -> BankStatement {
    let lines = LineList()
    var reader = BankFiles(into: lines)
    for file in files { try reader.read(ByteSource(Array(file.text.utf8)), name: file.name) }
    return BankStatement(lines: lines.lines, balances: try reader.balances())
  }

  /// camt.053 of account A.
  private static func camt(_ number: Int, _ opening: String, _ closing: String) -> String {
    String(
      decoding: M(statements: [
        M.statement(
          number, id: "S\(number)", ["OPBD \(opening)", "CLBD \(closing)"], M.entry("1.00"))
      ]).bytes, as: UTF8.self)
  }

  /// MT940 of account A.
  private static func mt940(_ number: Int, _ opening: String, _ closing: String) -> String {
    ":20:S\(number)\n:25:A\n:28C:\(number)\n:60F:C200525CNY\(opening)\n:61:200525C1,NTRFr\n"
      + ":62F:C200525CNY\(closing)\n"
  }

  private static let list = "reference,account,amount,booked_at\nr,a,1,2020-05-25\n"

  @Test func `Statements of one account roll over all files, whatever their order and form`()
    throws
  {
    let files = [
      ("c.xml", Self.camt(3, "2.00", "3.00")), ("list.csv", Self.list),
      ("a.xml", Self.camt(1, "0.00", "1.00")), ("b.sta", Self.mt940(2, "1,", "2,")),
    ]
    let statement = try read(files)
    #expect(statement.lines.count == 4)
    #expect(statement.balances.map(\.id) == ["S1", "S2", "S3"])
    #expect(try StatementBalance.breaks(statement.balances).isEmpty)
  }

  @Test func `A file whose opening is not the last closing is a break`() throws {
    let statement = try read([
      ("a.xml", Self.camt(1, "0.00", "1.00")), ("b.sta", Self.mt940(2, "1,01", "2,01")),
    ])
    let breaks = try StatementBalance.breaks(statement.balances)
    #expect(breaks.map(\.key) == ["S2"])
    #expect(breaks.map { $0.difference?.canonical } == ["0.01"])
  }

  @Test func `A gap, a repeated number and a file given twice are refused`() throws {
    let first = ("a.xml", Self.camt(1, "0.00", "1.00"))
    #expect(
      try messages { _ = try read([first, ("c.sta", Self.mt940(3, "2,", "3,"))]) } == [
        "c.sta:1:1: statementMissing: found statement number 3 after 1, expected 2"
      ])
    #expect(
      try messages { _ = try read([first, ("b.sta", Self.mt940(1, "0,", "1,"))]) } == [
        "b.sta:1:1: statementTwice: found statement number 1 after 1, expected 2"
      ])
    for text in [first.1, Self.mt940(1, "0,", "1,"), Self.list] {
      #expect(
        try messages { _ = try read([("a", text), ("b", text)]) } == [
          "b:1:1: fileTwice: found the bytes of a, expected each file once"
        ])
    }
    // Two lists without numbers may say the same of two days.
    #expect(try read([("a", Self.list), ("b", Self.list + "r,a,2,2020-05-26\n")]).lines.count == 3)
  }

  @Test func `Faults of all files are told at once`() throws {
    let found = try messages {
      _ = try read([
        ("a.csv", Self.list.replacing(",1,", with: ",x,")),
        ("b.sta", Self.mt940(1, "0.", "1,")), ("c.xml", "<a>"),
      ])
    }
    #expect(
      found.map { $0.split(separator: ": ").prefix(2).joined(separator: " ") } == [
        "a.csv:2:5 malformedAmount", "b.sta:4:16 malformedAmount", "c.xml:1:1 unknownNamespace",
      ])
  }
}
