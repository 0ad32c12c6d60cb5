import Fairness
import Lottery
import Testing

@Suite struct WinningChancesTests {
  private func chances(
    _ count: Int64, _ winners: Int64, first: Int64 = 1, _ nines: Nines = .eightPlusOne,
    outcomesMax: Int = 100_000
  ) throws -> WinningChances? {
    try WinningChances(
      ofTailsIn: NumberRange(first: first, count: count), winners: winners, nines: nines,
      outcomesMax: outcomesMax)
  }

  /// By hand. 2 of 11: one tail of one digit. The class of 1 and 11 wins both; another wins one
  /// number, and one of the 10 others is drawn. 1 wins by its class, or by another's nine times
  /// in ten and then one time in ten: 1/10 + 9/10 · 1/10. 2 wins by its class, or by eight others.
  @Test func twoOfEleven() throws {
    let found = try #require(try chances(11, 2))
    #expect(found.outcomes == 1 + 9 * 10)
    #expect(found.denominator == 100)
    #expect(found.numerators == [19, 18, 18, 18, 18, 18, 18, 18, 18, 18, 19])
    #expect(found.highest == 19)
    #expect(found.lowest == 18)
    #expect(found.rarestAcceptance == nil)
  }

  /// By hand. 6 of 15: four tails of one digit at distance 2, from b on. 1 to 5 end classes of
  /// two. Bases 1 and 9 would win 7 and are refused.
  @Test func sixOfFifteen() throws {
    let found = try #require(try chances(15, 6))
    #expect(found.rarestAcceptance?.accepted == 8)
    #expect(found.rarestAcceptance?.of == 10)
    // Bases 4 and 6 win five, and one of ten others is drawn.
    let groups = [0: 6, 2: 6, 3: 6, 4: 5, 5: 6, 6: 5, 7: 6, 8: 6]
    var expected = [Int](repeating: 0, count: 15)
    for (base, hits) in groups {
      let tails = (0..<4).map { (base + 2 * $0) % 10 }
      #expect((1...15).count { tails.contains($0 % 10) } == hits)
      for number in 1...15 {
        if tails.contains(number % 10) {
          expected[number - 1] += 10
        } else if hits == 5 {
          expected[number - 1] += 1
        }
      }
    }
    let scale = UInt128(80) / found.denominator
    #expect(found.numerators.map { $0 * scale } == expected.map { UInt128($0) })
  }

  @Test func classesOfOneSizeHaveEqualChances() throws {
    for winners in Int64(1)...19 {
      let found = try #require(try chances(20, winners, outcomesMax: 1_000_000))
      #expect(found.numerators.allSatisfy { $0 * 20 == found.denominator * UInt128(winners) })
    }
  }

  @Test func chancesSumToTheWinners() throws {
    for count in Int64(1)...18 {
      for winners in 0...count {
        for nines in Nines.allCases {
          guard let found = try chances(count, winners, first: 7, nines, outcomesMax: 2_000)
          else { continue }
          let sum = found.numerators.reduce(0, +)
          #expect(sum == UInt128(winners) * found.denominator, "\(winners) of \(count)")
        }
      }
    }
  }

  @Test func nobodyAndEverybody() throws {
    #expect(try chances(7, 0)?.numerators == [UInt128](repeating: 0, count: 7))
    #expect(try chances(7, 7)?.numerators == [UInt128](repeating: 1, count: 7))
    #expect(try chances(7, 7)?.denominator == 1)
  }

  @Test func tooManyOutcomesAreNotTaken() throws {
    #expect(try chances(11, 2, outcomesMax: 90) == nil)
    #expect(try chances(11, 2, outcomesMax: 91)?.outcomes == 91)
    #expect(throws: LotteryError.moreWinnersThanNumbers(found: 8, expected: 7)) {
      try chances(7, 8)
    }
  }
}
