import Lottery
import Testing

@Suite struct TailNumbersTests {
  private static func tails(_ texts: String...) throws -> [TailNumber] {
    try texts.map { try TailNumber(parsing: $0) }
  }

  @Test func anEqualTailIsRefusedAndBothAreNamed() throws {
    let tails = try Self.tails("3239", "8239", "3239")
    #expect(throws: LotteryError.overlappingTails(first: tails[0], second: tails[2])) {
      try TailNumbers(tails)
    }
  }

  @Test func aTailThatEndsInAnotherIsRefusedInEitherOrder() throws {
    let tails = try Self.tails("239", "53239")
    let overlap = LotteryError.overlappingTails(first: tails[0], second: tails[1])
    #expect(throws: overlap) { try TailNumbers(tails) }
    let reversed = LotteryError.overlappingTails(first: tails[1], second: tails[0])
    #expect(throws: reversed) { try TailNumbers(tails.reversed()) }
    #expect(
      "\(overlap)" == "The tails 239 and 53239 overlap: a number could win by both.")
  }

  @Test func theSameDigitsElsewhereDoNotOverlap() throws {
    let tails = try TailNumbers(Self.tails("39", "390", "00", "00038"))
    #expect(tails.tails.count == 4)
  }

  @Test func winnersAreThoseThatEndInATail() throws {
    let tails = try TailNumbers(Self.tails("3", "07", "55", "120"))
    for count: Int64 in [1, 2, 3, 6, 7, 8, 54, 55, 100, 119, 120, 121, 1_000, 1_234] {
      let numbers = try NumberRange(first: 1, count: count)
      let expected = (1...count).filter { number in
        tails.tails.contains { tail in tail.wins(number) }
      }
      #expect(tails.winningNumbers(in: numbers) == expected)
      #expect(tails.winners(in: numbers) == Int64(expected.count))
      for number in 1...count {
        #expect((tails.tail(winning: number) != nil) == expected.contains(number))
      }
    }
    #expect(tails.tail(winning: 907)?.description == "07")
    #expect(tails.tail(winning: 908) == nil)
    #expect(tails.tail(winning: -3) == nil)
  }

  @Test func lengthsAscendAndKeepTheDrawnOrder() throws {
    let tails = try TailNumbers(Self.tails("61886", "8239", "3239", "11886"))
    #expect(tails.byLength.map(\.digits) == [4, 5])
    #expect(
      tails.byLength.map { $0.tails.map(\.description) } == [
        ["8239", "3239"], ["61886", "11886"],
      ])
  }

  @Test func noTailsWinNothing() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    #expect(TailNumbers().winners(in: numbers) == 0)
    #expect(TailNumbers().winningNumbers(in: numbers).isEmpty)
    #expect(TailNumbers().byLength.isEmpty)
    #expect(try TailNumbers([]) == TailNumbers())
  }

  @Test func thousandsOfTailsAreCheckedAtOnce() throws {
    let tails = try (0..<5_000).map { number in
      try TailNumber(parsing: "\(1_000_000 + number)".dropFirst())
    }
    #expect(try TailNumbers(tails).tails.count == 5_000)
    let last = try TailNumber(parsing: "7004999")
    #expect(throws: LotteryError.overlappingTails(first: tails[4_999], second: last)) {
      try TailNumbers(tails + [last])
    }
  }
}
