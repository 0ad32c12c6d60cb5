import Bookbuilding
import Inputs
import Offerings
import Quantities
import Testing
import TradingDays

/// The files of an offering's folder, row by row.
@Suite struct RowFileTests {
  @Test(arguments: [
    ("500", []), ("2000", []), ("2500", ["2:3 accountOverCap"]), ("2001", ["2:3 accountOverCap"]),
    ("499", ["2:3 sharesNotOnTheLot"]), ("501", ["2:3 sharesNotOnTheLot"]),
    ("0", ["2:3 malformedShares"]), ("-500", ["2:3 malformedShares"]),
    ("+500", ["2:3 malformedShares"]), ("500.0", ["2:3 malformedShares"]),
    ("0500", ["2:3 malformedShares"]), ("5e2", ["2:3 malformedShares"]),
    ("", ["2:3 malformedShares"]), (" 500", ["2:3 malformedShares"]),
    ("999999999999999999", ["2:3 accountOverCap"]),
    ("9999999999999999999", ["2:3 malformedShares"]), ("\"5\"\"00\"", ["2:3 malformedShares"]),
  ])
  func `Shares are on the lot and within the cap`(shares: String, expected: [String]) throws {
    #expect(try faults { _ = try applications("account,shares\na,\(shares)\n") } == expected)
  }

  @Test(arguments: [
    ("a", true), ("A.b_c-9", true), (String(repeating: "n", count: 64), true),
    (String(repeating: "n", count: 65), false), ("", false), ("a:b", false), ("\"a,b\"", false),
    ("a b", false), ("户", false), ("\"a\"\"b\"", false), ("a/b", false),
  ])
  func `An account's name can stand in a path`(name: String, isGood: Bool) throws {
    let found = try faults { _ = try applications("account,shares\n\(name),500\n") }
    #expect(found == (isGood ? [] : ["2:1 malformedName"]))
  }

  @Test func `An account that stands twice is named with its first line`() throws {
    let text = "account,shares\na,500\nb,500\na,1000\nc,500\nb,500\na,500\n"
    #expect(
      try messages { _ = try applications(text) }
        == [(4, "a", 2), (6, "b", 3), (7, "a", 2)].map {
          "inputs/applications.csv:\($0.0):1: duplicateAccount: found \"\($0.1)\" again, expected "
            + "each account once; it stands first on line \($0.2)"
        })
  }

  @Test func `A duplicate is told beside other bad rows`() throws {
    let text = "account,shares\na,500\nb,501\na,500\n"
    #expect(
      try faults { _ = try applications(text) }.sorted() == [
        "3:3 sharesNotOnTheLot", "4:1 duplicateAccount",
      ])
  }

  /// Names of every length, whose first or last bytes are alike.
  @Test func `Many names are told apart as a set does`() throws {
    var names: [String] = []
    for number in 0..<1_000 {
      let length = number % 24 + 1
      names.append(String(repeating: "x", count: length) + "\(number * 7_919 % 700)")
      names.append("\(number % 600)" + String(repeating: "y", count: length))
    }
    var seen: Set<String> = []
    var expected: [String] = []
    for (row, name) in names.enumerated() where !seen.insert(name).inserted {
      expected.append("\(row + 2):1 duplicateAccount")
    }
    let text = "account,shares\n" + names.map { $0 + ",500\n" }.joined()
    #expect(!expected.isEmpty && expected.count < 1_000)
    #expect(try faults { _ = try applications(text) } == expected)
    let unique = "account,shares\n" + seen.sorted().map { $0 + ",500\n" }.joined()
    #expect(try applications(unique).value.count == seen.count)
  }

  /// Faults beyond those that are kept cost no second look at the file.
  @Test func `One account on every row is refused in one pass`() throws {
    let text = "account,shares\n" + String(repeating: "a,500\n", count: 300_000)
    do {
      _ = try applications(text)
      Issue.record("300,000 duplicates were accepted")
    } catch let refusal as InputRefusal {
      #expect(refusal.count == 299_999)
    }
  }

  private let bidHeader = "investor,account,class,price,shares,submitted_at,sequence\n"

  @Test func `Bids are read with class, tick and time`() throws {
    let bytes = Array((bidHeader + "i,a,A,10.01,600,2020-05-18T10:30:00+08:00,7\n").utf8)
    let bid = try #require(
      try BidFile.read(bytes, of: offering(), asReceived: false).value.bids.first)
    #expect(bid.investor.text == "i" && bid.account.text == "a" && bid.investorClass == "A")
    #expect(
      bid.price == QuotedPrice(Price(fen: 1_001)) && bid.shares == Shares(600) && bid.sequence == 7)
    #expect(bid.submittedAt.description == "2020-05-18T02:30:00Z")
  }

  @Test(arguments: [
    ("i:j,a,A,10.01,600,2020-05-18,1", ["2:1 malformedName"]),
    ("i,a,C,10.01,600,2020-05-18,1", ["2:5 unknownClass"]),
    ("i,a,A,10.001,600,2020-05-18,1", ["2:7 priceOffTick"]),
    ("i,a,A,0,600,2020-05-18,1", ["2:7 malformedPrice"]),
    ("i,a,A,10.01,0,2020-05-18,1", ["2:13 malformedShares"]),
    ("i,a,A,10.01,1.5,2020-05-18,1", ["2:13 malformedShares"]),
    ("i,a,A,10.01,600,18.5.2020,1", ["2:17 malformedTime"]),
    ("i,a,A,10.01,600,2020-05-18,-1", ["2:28 malformedInteger"]),
    ("i,a,A,10.01,600,2020-05-18,1\ni,a,A,10.01,600,2020-05-18,2", ["3:3 duplicateAccount"]),
    // Two names that are none are not one account twice.
    (
      "i,a:1,A,10.01,600,2020-05-18,1\ni,b:2,A,10.01,600,2020-05-18,2",
      ["2:3 malformedName", "3:3 malformedName"]
    ),
    (
      "i,:,X,0,x,y,z",
      [
        "2:3 malformedName", "2:7 malformedPrice", "2:9 malformedShares",
        "2:11 malformedTime", "2:13 malformedInteger", "2:5 unknownClass",
      ]
    ),
  ])
  func `A bad bid is refused by every cell`(row: String, expected: [String]) throws {
    let bytes = Array((bidHeader + row + "\n").utf8)
    #expect(
      try faults { _ = try BidFile.read(bytes, of: offering(), asReceived: false) } == expected)
  }

  @Test func `Tiers are the classes where the deal states them`() throws {
    let offering = try offering(rulebook: "cn-star-growth-2025")
    let bytes = Array((bidHeader + "i,a,A1,10,600,2020-05-18,1\ni,b,A,10,600,2020-05-18,2\n").utf8)
    #expect(
      try faults { _ = try BidFile.read(bytes, of: offering, asReceived: false) } == [
        "3:5 unknownClass"
      ])
  }

  @Test(arguments: [
    ("a,online,12560.00,2020-05-25T16:00:00+08:00,r", []),
    ("a,Online,1,2020-05-25,r", ["2:3 unknownTranche"]),
    ("a,,1,2020-05-25,r", ["2:3 unknownTranche"]),
    ("a,online,0,2020-05-25,r", ["2:10 malformedAmount"]),
    ("a,online,-1,2020-05-25,r", ["2:10 malformedAmount"]),
    ("a,online,1.001,2020-05-25,r", ["2:10 malformedAmount"]),
    ("a,online,\"1,000.00\",2020-05-25,r", ["2:10 malformedAmount"]),
    ("a,online,1,2020-02-30,r", ["2:12 malformedTime"]),
  ])
  func `Payments are amounts above zero at a time`(row: String, expected: [String]) throws {
    let text = "account,tranche,amount,paid_at,reference\n\(row)\n"
    #expect(try faults { _ = try payments(text) } == expected)
  }

  @Test(arguments: [
    ("s,investor,10,100,12", 12, []), ("s,investor,10,100,", 12, []), ("s,sponsor,10,100,", 24, []),
    ("s,sponsor,10,100,36", 36, []), ("s,other,10,100,", 0, ["2:3 unknownCategory"]),
    ("s,investor,10,100,11", 0, ["2:19 lockShorterThanRule"]),
    ("s,sponsor,10,100,23", 0, ["2:18 lockShorterThanRule"]),
    ("s,investor,10,100,601", 0, ["2:19 lockShorterThanRule"]),
    ("s,investor,10,100,x", 0, ["2:19 lockShorterThanRule"]),
    ("s,investor,0,100,12", 0, ["2:12 malformedShares"]),
    ("s,investor,10,100,\ns,investor,10,100,", 0, ["3:1 duplicateAccount"]),
  ])
  func `A strategic lock is the rulebook's or longer`(
    row: String, months: Int, expected: [String]
  ) throws {
    let bytes = Array("account,category,shares,paid,lock_months\n\(row)\n".utf8)
    var read: [StrategicInvestor] = []
    let found = try faults { read = try StrategicFile.read(bytes, of: offering()).value }
    #expect(found == expected)
    if expected.isEmpty { #expect(read.map(\.lockMonths) == [months]) }
  }

  @Test(arguments: [
    ("h,10,,controller", []), ("h,10,,other", []), ("h,10,2026-05-01,promised", []),
    ("h,10,,promised", ["2:6 malformedDay"]), ("h,10,2026-02-30,other", ["2:6 malformedDay"]),
    ("h,0,,other", ["2:3 malformedShares"]), ("h:,1,,other", ["2:1 malformedName"]),
  ])
  func `A holder has a reason that is known or a date`(row: String, expected: [String]) throws {
    let bytes = Array("account,shares,locked_until,reason\n\(row)\n".utf8)
    #expect(try faults { _ = try HolderFile.read(bytes, of: offering()) } == expected)
  }
}
