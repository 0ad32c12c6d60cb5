import Allotment
import Bookbuilding
import Offerings
import Quantities
import SampleOfferings
import Testing

/// What rounding down leaves over (零股).
@Suite struct OddShareTests {
  @Test func `Whole shares are rounded down, the rest goes to the largest bid of the first class`()
    throws
  {
    // 100 of 1,000 shares a tenth each: 33.3, 33.4, 33.3 and nothing else.
    let result = try allot(100, [("A", 333), ("A", 334), ("A", 333)])
    #expect(result.counts == [33, 34, 33])
    #expect(result.oddShares == Shares(1))
    #expect(result.oddLotAccount?.text == "a2")
    #expect(result.classes[0].allotted == Shares(100))
  }

  @Test func `A larger bid of a lower class gets none`() throws {
    let result = try allot(100, [("B", 501), ("A", 249), ("A", 250)])
    #expect(result.oddLotAccount?.text == "a3")
    #expect(result.counts.reduce(0, +) == 100)
    #expect(result.classes.map(\.name) == ["A", "B"])
    #expect(result.classCounts == [result.counts[1] + result.counts[2], result.counts[0]])
  }

  @Test func `Without a leading class the next one's largest bid gets them`() throws {
    let result = try allot(10, [("B", 7), ("B", 8), ("B", 7)])
    #expect(result.oddLotAccount?.text == "a2")
    #expect(result.counts.reduce(0, +) == 10)
  }

  @Test func `No odd shares, no account`() throws {
    let result = try allot(10, [("A", 50), ("B", 50)], announced: [("A", 7), ("B", 3)])
    #expect(result.oddShares == .zero)
    #expect(result.oddLotAccount == nil)
    #expect(result.counts == [7, 3])
  }

  @Test(arguments: [
    // Among equals the earlier time wins, whatever the file's order and the sequence.
    ([(5, 1), (4, 9), (6, 0)], "a2"),
    // At one time the lower sequence wins.
    ([(5, 3), (5, 2), (5, 1)], "a3"), ([(5, 1), (5, 2), (5, 3)], "a1"),
    ([(0, 3), (0, 1), (0, 2)], "a2"),
  ])
  func `Ties go by time, then by sequence`(
    sent: [(seconds: Int64, sequence: Int64)], account: String
  ) throws {
    let bids = try sent.enumerated().map { index, sent in
      try Sample.bid("a\(index + 1)", "A", 10, seconds: sent.seconds, sequence: sent.sequence)
    }
    let result = try OfflineAllotment.allot(
      Shares(10), among: bids, of: Sample.offering(), announced: [])
    #expect(result.oddShares == Shares(1))
    #expect(result.oddLotAccount?.text == account)
    #expect(result.counts.sorted() == [3, 3, 4])
  }

  @Test func `A larger bid beats an earlier one`() throws {
    let bids = [
      try Sample.bid("early", "A", 10, seconds: 0, sequence: 1),
      try Sample.bid("large", "A", 11, seconds: 9, sequence: 2),
    ]
    let result = try OfflineAllotment.allot(
      Shares(10), among: bids, of: Sample.offering(), announced: [])
    #expect(result.oddLotAccount?.text == "large")
  }

  /// The first class is served in full: its largest bid has no room, so the odd shares go on.
  @Test func `Nobody is allotted more than was applied for`() throws {
    let result = try allot(5, [("A", 1), ("B", 3), ("B", 3), ("B", 3)])
    #expect(result.counts == [1, 2, 1, 1])
    #expect(result.oddLotAccount?.text == "a2")
    #expect(result.classCounts == [1, 4])
  }

  /// Two of three shares over three single-share bids: no account has room for both.
  @Test func `Odd shares that no account has room for go to several`() throws {
    let result = try allot(2, [("A", 1), ("A", 1), ("A", 1)])
    #expect(result.counts == [1, 1, 0])
    #expect(result.oddShares == Shares(2))
    #expect(result.oddLotAccount?.text == "a1")
  }
}
