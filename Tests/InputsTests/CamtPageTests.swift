import Inputs
import Quantities
import Reconciliation
import Testing

/// Pages of camt.053 statements, and the numbers of statements.
struct CamtPageTests {
  private typealias M = CamtMessage

  private static let first = M.statement(
    7, page: "1", ["OPBD 10.00", "ITBD 11.00"], M.entry("1.00"))
  private static let middle = M.statement(
    7, page: "2", ["ITBD 11.00", "ITBD 13.00"], M.entry("2.00"))
  private static let last = M.statement(
    7, page: "3 last", ["ITBD 13.00", "CLBD 16.00"], M.entry("3.00"))

  @Test func `Pages of one statement are put together, in any order`() throws {
    let expected = ["S/1 10.00 1.00 11.00", "S/2 11.00 2.00 13.00", "S/3 13.00 3.00 16.00"]
    for statements in [
      [Self.first, Self.middle, Self.last], [Self.last, Self.first, Self.middle],
    ] {
      let statement = try M(statements: statements).read()
      #expect(texts(statement.balances) == expected)
      #expect(statement.lines.count == 3)
      #expect(try StatementBalance.breaks(statement.balances).isEmpty)
    }
  }

  @Test func `Pages without balances of their own roll on`() throws {
    let statement = try M(statements: [
      M.statement(7, page: "1", ["OPBD 10.00"], M.entry("1.00")),
      M.statement(7, page: "2", [], M.entry("2.00")),
      M.statement(7, page: "3 last", ["CLBD 16.00"], M.entry("3.00")),
    ]).read()
    #expect(
      texts(statement.balances) == [
        "S/1 10.00 1.00 11.00", "S/2 11.00 2.00 13.00", "S/3 13.00 3.00 16.00",
      ])
    // The statement's own balances may stand on every page.
    let repeated = try M(statements: [
      M.statement(7, page: "1", ["OPBD 10.00", "CLBD 12.00"], M.entry("1.00")),
      M.statement(7, page: "2 last", ["OPBD 10.00", "CLBD 12.00"], M.entry("1.00")),
    ]).read()
    #expect(texts(repeated.balances) == ["S/1 10.00 1.00 11.00", "S/2 11.00 1.00 12.00"])
  }

  @Test func `A page whose interim balances do not fit is a break of that page`() throws {
    let wrong = M.statement(7, page: "2", ["ITBD 11.00", "ITBD 13.01"], M.entry("2.00"))
    let breaks = try StatementBalance.breaks(
      M(statements: [Self.first, wrong, Self.last]).read().balances)
    #expect(breaks.map(\.key) == ["S/2", "S/3"])
    let gap = M.statement(7, page: "2", ["ITBD 11.01", "ITBD 13.01"], M.entry("2.00"))
    #expect(
      try StatementBalance.breaks(M(statements: [Self.first, gap, Self.last]).read().balances)
        .map(\.key) == ["S/2", "S/3"])
  }

  @Test(arguments: [
    ([first, last], ["4:1 pageMissing"]), ([middle, last], ["3:1 pageMissing"]),
    ([first, middle], ["4:1 lastPageMissing"]), ([first], ["3:1 lastPageMissing"]),
    ([last], ["3:1 pageMissing"]), ([first, middle, middle, last], ["5:1 pageTwice"]),
    (
      [first, M.statement(7, page: "2 last", ["CLBD 11.00"]), M.statement(7, page: "3 last", [])],
      ["4:1 pageAfterLast"]
    ),
    (
      [M.statement(7, page: "1", ["ITBD 11.00"]), M.statement(7, page: "2 last", ["CLBD 11.00"])],
      ["3:1 missingBalance"]
    ),
    (
      [M.statement(7, page: "1", ["OPBD 11.00"]), M.statement(7, page: "2 last", ["ITBD 11.00"])],
      ["4:1 missingBalance"]
    ),
    (
      [
        M.statement(7, page: "1", ["OPBD 1.00", "CLBD 2.00"]),
        M.statement(7, page: "2 last", ["OPBD 1.00", "CLBD 2.01"]),
      ], ["3:1 balanceTwice"]
    ),
    ([M.statement(7, page: "2", ["ITBD 1.00"])], ["3:1 wrongInterimBalances"]),
    (
      [first, first.replacing("<StmtPgntn>", with: "<X>").replacing("</StmtPgntn>", with: "</X>")],
      ["4:1 missingBalance"]
    ),
    (
      [first.replacing(">false<", with: ">no<"), last],
      ["3:42 malformedIndicator", "3:1 missingBalance"]
    ),
    (
      [first.replacing(">1</PgNb>", with: ">x</PgNb>")],
      ["3:28 malformedInteger", "3:1 missingBalance"]
    ),
  ])
  func `Pages that are not whole are refused`(statements: [String], expected: [String]) throws {
    #expect(try faults { _ = try M(statements: statements).read() } == expected)
  }

  /// Version 001.02 knows pages of messages alone.
  @Test func `Pages of a message are pages of its statements`() throws {
    func head(_ page: Int, _ isLast: Bool) -> String {
      "<GrpHdr><MsgPgntn><PgNb>\(page)</PgNb><LastPgInd>\(isLast)</LastPgInd></MsgPgntn></GrpHdr>"
    }
    let whole = M.statement(6, id: "R", ["OPBD 9.00", "CLBD 10.00"], M.entry("1.00"))
    let one = M(
      version: "02", head: head(1, false),
      statements: [M.statement(7, ["OPBD 10.00", "ITBD 11.00"], M.entry("1.00"))])
    let two = M(
      version: "02", head: head(2, true),
      statements: [M.statement(7, ["ITBD 11.00", "CLBD 13.00"], M.entry("2.00"))])
    var files = BankFiles(into: LineList())
    for (name, message) in [("2", two), ("1", one)] {
      try files.read(ByteSource(message.bytes), name: name)
    }
    #expect(
      texts(try files.balances()) == ["S/1 10.00 1.00 11.00", "S/2 11.00 2.00 13.00"])
    #expect(try faults { _ = try one.read() } == ["3:1 lastPageMissing"])
    #expect(try faults { _ = try two.read() } == ["3:1 pageMissing"])
    let only = M(version: "02", head: head(1, true), statements: [whole])
    #expect(texts(try only.read().balances) == ["R 9.00 1.00 10.00"])
  }

  @Test func `Numbers order statements, leave no gap, and begin anew with a year`() throws {
    func series(_ numbers: [(Int, String)]) -> M {
      M(
        statements: numbers.map { number, year in
          M.statement(
            number, id: "\(year)-\(number)", year: year, ["OPBD 1.00", "CLBD 1.00"])
        })
    }
    #expect(
      try series([(2, "2020"), (1, "2020"), (3, "2020")]).read().balances.map(\.id)
        == ["2020-1", "2020-2", "2020-3"])
    #expect(
      try series([(1, "2021"), (365, "2020"), (2, "2021"), (366, "2020")]).read().balances
        .map(\.id) == ["2020-365", "2020-366", "2021-1", "2021-2"])
    #expect(
      try series([(8, "2020"), (9, "2021")]).read().balances.map(\.id) == ["2020-8", "2021-9"])
    for (numbers, expected) in [
      ([(1, "2020"), (3, "2020")], ["4:1 statementMissing"]),
      ([(8, "2020"), (2, "2021")], ["4:1 statementMissing"]),
      ([(8, "2020"), (1, "2022")], ["4:1 statementMissing"]),
      ([(8, "2020"), (8, "2020")], ["4:1 statementTwice"]),
    ] {
      #expect(try faults { _ = try series(numbers).read() } == expected)
    }
  }

  @Test func `Without numbers an id stands for one statement`() throws {
    let one = M.statement(nil, id: "a", ["OPBD 1.00", "CLBD 1.00"])
    let two = M.statement(nil, id: "b", ["OPBD 1.00", "CLBD 1.00"])
    #expect(try M(statements: [one, two]).read().balances.map(\.id) == ["a", "b"])
    #expect(try faults { _ = try M(statements: [one, one]).read() } == ["4:1 statementTwice"])
  }
}
