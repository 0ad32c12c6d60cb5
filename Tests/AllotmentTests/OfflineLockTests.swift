import Allotment
import Bookbuilding
import Cryptography
import Lottery
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// Which offline shares are locked, by each kind of rule (网下限售).
@Suite struct OfflineLockTests {
  private let seed = SHA256.hash("account draw")

  /// All accounts get what they applied for, so that the locks alone are under test.
  private func lock(
    _ rows: [(String, Int64)], rulebook: String, agreed: Ratio = .zero
  ) throws -> OfflineLock {
    let offering = try Sample.offering(rulebook: rulebook) { terms in
      terms.shares.offlineLocked = agreed
    }
    let allotment = try OfflineAllotment.allot(
      Shares(rows.reduce(0) { $0 + $1.1 }), among: Sample.bids(rows), of: offering, announced: [])
    let needsLots = OfflineLock.needsLots(offering)
    return try OfflineLock.decide(
      allotment, of: offering, lots: needsLots ? .seed(seed, grade: "demonstration") : nil)
  }

  @Test func `A tenth of each account is locked, rounded up`() throws {
    let lock = try lock(
      [("A", 1), ("A", 9), ("A", 10), ("A", 11), ("B", 20), ("B", 21)], rulebook: "cn-star-2023")
    #expect(lock.locked.map(\.count) == [1, 1, 1, 2, 2, 3])
    #expect(lock.months == [6, 6, 6, 6, 6, 6])
    #expect(lock.draw == nil)
    #expect(try lock.total() == Shares(10))
  }

  @Test func `An account without an allotment locks nothing`() throws {
    let offering = try Sample.offering()
    let allotment = try OfflineAllotment.allot(
      Shares(1), among: Sample.bids([("A", 1), ("A", 2)]), of: offering, announced: [])
    #expect(allotment.counts == [0, 1])
    let lock = try OfflineLock.decide(allotment, of: offering, lots: nil)
    #expect(lock.locked.map(\.count) == [0, 1])
  }

  @Test func `Tiers lock what they agreed to, for as long`() throws {
    let lock = try lock(
      [("A1", 100), ("A2", 101), ("A3", 101), ("B", 5)], rulebook: "cn-star-growth-2025")
    #expect(lock.locked.map(\.count) == [70, 46, 21, 1])
    #expect(lock.months == [9, 6, 6, 6])
  }

  @Test func `The approval era locks nothing`() throws {
    let lock = try lock([("A", 100), ("B", 5)], rulebook: "cn-sse-main-approval")
    #expect(lock.locked.map(\.count) == [0, 0])
    #expect(try lock.total() == .zero)
  }

  /// 70% of each account, whatever the rulebook's own lock is.
  @Test(arguments: ["cn-sse-main-approval", "cn-sse-main-2023", "cn-star-2019"])
  func `An agreed share replaces the rulebook's lock`(rulebook: String) throws {
    let lock = try lock([("A", 10), ("A", 11), ("B", 1)], rulebook: rulebook, agreed: Ratio(7, 10))
    #expect(lock.locked.map(\.count) == [7, 8, 1])
    #expect(lock.months == [6, 6, 6])
    #expect(lock.draw == nil)
  }

  @Test func `A seed is needed where accounts are drawn and nothing was agreed`() throws {
    #expect(OfflineLock.needsLots(try Sample.offering(rulebook: "cn-star-2019")))
    #expect(OfflineLock.needsLots(try Sample.offering(rulebook: "cn-chinext-2020")))
    #expect(!OfflineLock.needsLots(try Sample.offering(rulebook: "cn-star-2023")))
    let agreed = try Sample.offering(rulebook: "cn-star-2019") { terms in
      terms.shares.offlineLocked = Ratio(7, 10)
    }
    #expect(!OfflineLock.needsLots(agreed))
  }

  /// 奥比中光: 2,083 accounts, 209 drawn.
  @Test(arguments: [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (2_083, 209), (2_090, 209)])
  func `A tenth of the accounts is drawn, rounded up`(accounts: Int, drawn: Int) throws {
    let lock = try lock(
      (1...accounts).map { ("A", Int64($0)) }, rulebook: "cn-star-2021")
    #expect(lock.draw?.drawn.count == drawn)
    #expect(lock.locked.filter { $0 > .zero }.count == drawn)
  }

  @Test func `The account draw is the ranked draw over the book's order`() throws {
    let rows = (1...57).map { ("B", Int64($0 * 10)) }
    let lock = try lock(rows, rulebook: "cn-star-2019")
    let numbers = try NumberRange(first: 1, count: 57)
    let expected = try RankedDraw.draw(in: numbers, winners: 6, seed: seed)
    let draw = try #require(lock.draw)
    #expect(draw.drawn == expected)
    #expect(draw.source == .seed(seed, grade: "demonstration"))
    #expect(draw.candidates == Array(0..<57))
    for (index, row) in rows.enumerated() {
      let isDrawn = expected.contains(Int64(index + 1))
      #expect(lock.locked[index].count == (isDrawn ? row.1 : 0), "account \(index + 1)")
    }
  }

  /// STAR 2019 draws classes A and B; class C and accounts without shares have no number.
  @Test func `Only accounts of the named classes with shares take part`() throws {
    let offering = try Sample.offering(rulebook: "cn-star-2019")
    // A gets 7 of 10: ratio 7/30 of 1, 2 and 27 shares is 0, 0 and 6, and one odd share.
    let rows: [(String, Int64)] = [("C", 50), ("A", 1), ("A", 2), ("A", 27), ("C", 50)]
    let allotment = try OfflineAllotment.allot(
      Shares(10), among: Sample.bids(rows), of: offering, announced: [])
    #expect(allotment.counts == [1, 0, 0, 8, 1])
    let lock = try OfflineLock.decide(
      allotment, of: offering, lots: .seed(seed, grade: "demonstration"))
    #expect(lock.draw?.candidates == [3])
    #expect(lock.locked.map(\.count) == [0, 0, 0, 8, 0])
  }

  /// What a ceremony announced: as many as the rule locks, each a candidate, each once.
  @Test func `Announced accounts are locked whole, and only the right number of them`() throws {
    let offering = try Sample.offering(rulebook: "cn-star-2019")
    let bids = try Sample.bids((1...11).map { ("A", Int64($0 * 10)) } + [("C", 10)])
    let allotment = try OfflineAllotment.allot(
      Shares(670), among: bids, of: offering, announced: [])
    func lock(_ names: [AccountName]) throws(AllotmentError) -> OfflineLock {
      try OfflineLock.decide(allotment, of: offering, lots: .announced(names))
    }
    let (second, last, classC) = (bids[1].account, bids[10].account, bids[11].account)
    let locked = try lock([last, second])
    #expect(locked.draw?.drawn == [11, 2])
    #expect(locked.locked.map(\.count) == [0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 110, 0])
    #expect(throws: AllotmentError.wrongLockedCount(found: 1, expected: 2)) { try lock([last]) }
    #expect(throws: AllotmentError.lockedAccountNotACandidate(last)) { try lock([last, last]) }
    #expect(throws: AllotmentError.lockedAccountNotACandidate(classC)) {
      try lock([last, classC])
    }
  }

  @Test func `Without a candidate nothing is drawn`() throws {
    let lock = try lock([("C", 5), ("C", 6)], rulebook: "cn-star-2019")
    #expect(lock.draw?.drawn == [])
    #expect(lock.locked == [.zero, .zero])
  }

  @Test func `The account draw's seed is made from the terms' seed and the code`() throws {
    let zeros = String(repeating: "0", count: 64)
    let text = "ipo-lottery/v1\noffering 688360\ndraw offline-lock\nseed \(zeros)\n"
    #expect(OfflineLock.seed(offering: "688360", online: .zero) == SHA256.hash(text))
  }
}
