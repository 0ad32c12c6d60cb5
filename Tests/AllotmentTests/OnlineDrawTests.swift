import Allotment
import Cryptography
import Lottery
import Offerings
import Quantities
import Testing

/// Winning numbers and the accounts they belong to.
@Suite struct OnlineDrawTests {
  private func list(_ lots: [UInt32]) -> ApplicationList {
    var bytes: [UInt8] = []
    var index = ApplicationIndex()
    for (row, lots) in lots.enumerated() {
      index.append(rowAt: bytes.count, lots: Int64(lots))
      bytes += Array("n\(row),\(lots * 500)\n".utf8)
    }
    return ApplicationList(bytes: bytes, index: index, lot: Shares(500))
  }

  /// Every list of up to four accounts with one to three lots, every set of winning numbers of the
  /// smaller ones.
  @Test func `Small worlds agree with a written list of numbers`() throws {
    var lists: [[UInt32]] = [[]]
    for count in 1...4 {
      lists = lists.flatMap { list in (1...3).map { list + [UInt32($0)] } }
      for lots in lists where lots.reduce(0, +) <= (count == 4 ? 7 : 9) {
        let list = list(lots)
        let owners = lots.enumerated().flatMap { row, lots in
          [Int](repeating: row, count: Int(lots))
        }
        #expect(list.totalLots == Int64(owners.count))
        #expect(list.totalShares == Shares(Int64(owners.count) * 500))
        for set in 0..<(1 << owners.count) {
          let winning = owners.indices.filter { set >> $0 & 1 == 1 }
          var expected = [Int64](repeating: 0, count: lots.count)
          for number in winning { expected[owners[number]] += 1 }
          let found = list.winners(of: winning.map { Int64($0) })
          try #require(
            found.map(\.row) == expected.indices.filter { expected[$0] > 0 }, "\(lots) \(winning)")
          try #require(found.map(\.lots) == expected.filter { $0 > 0 }, "\(lots) \(winning)")
        }
      }
    }
  }

  @Test func `An account keeps its name and lots`() {
    let list = list([2, 1, 3])
    #expect(list.count == 3)
    #expect((0..<3).map { list.account(at: $0) } == ["n0", "n1", "n2"])
    #expect((0..<3).map { list.lots(at: $0) } == [2, 1, 3])
    #expect(list.demand == OnlineDemand(accounts: 3, shares: Shares(3_000)))
  }

  @Test func `Announced tails must win exactly the lots to be won`() throws {
    let numbers = try NumberRange(first: 100_000_000_000, count: 100)
    let tails = try TailNumbers([TailNumber(parsing: "7"), TailNumber(parsing: "03")])
    let announced = AnnouncedTails(tails: tails, source: "the notary")
    let draw = try OnlineDraw.announced(announced, numbers: numbers, winners: 11)
    #expect(draw.winningOffsets() == [3, 7, 17, 27, 37, 47, 57, 67, 77, 87, 97])
    #expect(draw.origin == .announced(source: "the notary"))
    #expect(draw.origin.grade == "announced")
    for winners in [Int64(10), 12] {
      #expect(throws: AllotmentError.wrongWinnerCount(found: 11, expected: winners)) {
        try OnlineDraw.announced(announced, numbers: numbers, winners: winners)
      }
    }
  }

  @Test(arguments: Nines.allCases)
  func `A bare seed draws as the lottery does, and says what it is`(nines: Nines) throws {
    let numbers = try NumberRange(first: 1, count: 12_345)
    let draw = try OnlineDraw.drawn(
      from: .demonstration(seed: .zero), by: .tailNumbers(nines), numbers: numbers, winners: 678)
    let tails = try TailNumberDraw.draw(in: numbers, winners: 678, nines: nines, seed: .zero)
    #expect(draw.outcome.tails == tails)
    #expect(draw.origin.grade == "demonstration")
    let offsets = draw.winningOffsets()
    #expect(offsets.count == 678)
    #expect(offsets == offsets.sorted() && offsets.first.map { $0 >= 0 } == true)
    #expect(offsets.allSatisfy { offset in tails.tail(winning: offset + 1) != nil })
  }

  @Test func `More winners than numbers are refused`() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    let expected = AllotmentError.lottery(.moreWinnersThanNumbers(found: 11, expected: 10))
    #expect(throws: expected) {
      try OnlineDraw.drawn(
        from: .demonstration(seed: .zero), by: .ranked, numbers: numbers, winners: 11)
    }
  }
}
