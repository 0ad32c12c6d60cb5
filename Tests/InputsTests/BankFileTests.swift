import Inputs
import Quantities
import Reconciliation
import Testing
import TradingDays

/// The CSV forms of a bank's statement and of the depository's list.
struct BankFileTests {
  private let header = "reference,account,amount,booked_at\n"

  private func bank(_ rows: String) throws -> BankStatement {
    try BankFile.read(Array((header + rows + "\n").utf8), name: "bank.csv")
  }

  private func register(_ rows: String) throws -> [ListedHolding] {
    try RegisterFile.read(
      Array(("account,shares,locked,unlock_date\n" + rows + "\n").utf8), name: "register.csv")
  }

  @Test func `Money in and money out`() throws {
    let lines = try bank(
      "W-1,a,12560,2020-05-25T09:30:00+08:00\n,b,-0.01,2020-05-26\nW-2,,3.5,2020-05-26"
    )
    .lines
    #expect(lines.map(\.amount.fen) == [1_256_000, -1, 350])
    #expect(lines.map(\.account) == ["a", "b", nil])
    #expect(lines.map(\.reference) == ["W-1", "", "W-2"])
    #expect(lines.map(\.label) == ["W-1", "b", "W-2"])
    #expect(lines.first?.bookedAt?.description == "2020-05-25T01:30:00Z")
  }

  @Test(arguments: [
    ("r,a,0,2020-05-25", ["2:5 malformedAmount"]),
    ("r,a,-0.00,2020-05-25", ["2:5 malformedAmount"]),
    ("r,a,--1,2020-05-25", ["2:5 malformedAmount"]), ("r,a,+1,2020-05-25", ["2:5 malformedAmount"]),
    ("r,a,1.001,2020-05-25", ["2:5 malformedAmount"]),
    ("r,a,-,2020-05-25", ["2:5 malformedAmount"]),
    ("r,a,1,25.5.2020", ["2:7 malformedTime"]), ("r,a:b,1,2020-05-25", ["2:3 malformedName"]),
    (",,1,2020-05-25", ["2:1 malformedReference"]), ("r,a,1", ["2:1 wrongFieldCount"]),
    (
      "r,a,x,y\n,,1,2020-05-25",
      [
        "2:5 malformedAmount", "2:7 malformedTime", "3:1 malformedReference",
      ]
    ),
  ])
  func `A bad line is refused by every cell`(row: String, expected: [String]) throws {
    #expect(try faults { _ = try bank(row) } == expected)
  }

  @Test func `Holdings with and without locks`() throws {
    let rows = try register("a,100,40,2020-12-02\nb,5,0,\nc,0,0,2020-12-02\nd,5,5,")
    #expect(rows.map(\.shares.count) == [100, 5, 0, 5])
    #expect(rows.map(\.locked.count) == [40, 0, 0, 5])
    #expect(rows.map { $0.unlockDay?.description } == ["2020-12-02", nil, "2020-12-02", nil])
  }

  @Test(arguments: [
    ("a,1.5,0,", ["2:3 malformedShares"]), ("a,-1,0,", ["2:3 malformedShares"]),
    ("a,,0,", ["2:3 malformedShares"]), ("a,1,true,", ["2:5 malformedShares"]),
    ("a,1,1,2020-02-30", ["2:7 malformedDay"]), ("a b,1,1,", ["2:1 malformedName"]),
    ("a,5,6,", ["2:5 lockedAboveShares"]), ("a,0,1,2020-12-02", ["2:5 lockedAboveShares"]),
    // What cannot be read is above nothing.
    ("a,x,6,", ["2:3 malformedShares"]),
  ])
  func `A bad holding is refused`(row: String, expected: [String]) throws {
    #expect(try faults { _ = try register(row) } == expected)
  }
}
