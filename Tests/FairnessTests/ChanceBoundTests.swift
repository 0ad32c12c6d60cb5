import Fairness
import Lottery
import Testing

@Suite struct ChanceBoundTests {
  /// Every draw of up to 24 numbers with up to 1,000 outcomes, against its exact chances.
  @Test func theBoundHoldsInSmallWorlds() throws {
    let sweep = try FairnessSweep(countMax: 24, outcomesMax: 1_000)
    #expect(sweep.draws == 2 * (23 * 24 / 2))
    #expect(sweep.broken == 0)
    #expect(sweep.enumerated > 400)
    #expect(sweep.refused > 0)
    #expect(sweep.equal > 100)
    // It is the least one: some draws differ by all of it.
    #expect(sweep.reached > 50)
  }

  /// The first offering by hand: N / 10^4 is 4,266.329. 16,276 hold 3.8 of them: 2, and of the
  /// 7,743 or 7,744 left 1; 3,476 to 3,478 hold 8.15 of 426.6 each: 8; and so on.
  @Test func theGroupsOfARealOffering() throws {
    let bound = ChanceBound(count: 42_663_290, winners: 16_276, nines: .eightPlusOne)
    #expect(bound.certainGroups.map(\.digits) == [4, 4, 5, 6])
    #expect(bound.certainGroups.map(\.tails) == [2, 1, 8, 1])
    #expect(bound.left == 19...23)
    // Then 4 or 5 of 7 digits. Taken is p = 3/10^4 + 8/10^5 + 1/10^6 = 0.000381, so that the groups
    // make (16 + 25) · p / 10^7 = 1.562 parts of 10^9. At most 5 are left for the single numbers,
    // which make p · 5/N = 0.045 more.
    let difference = try #require(bound.difference)
    #expect(difference > 1_562_000_000)
    #expect(difference < 1_562_000_000 + 45_000_000)
  }

  @Test func classesOfOneSizeDifferByNothing() {
    for winners: Int64 in [1, 10, 250_000, 499_999] {
      let bound = ChanceBound(count: 1_000_000, winners: winners, nines: .fivePlusFour)
      #expect(bound.difference == 0)
      #expect(bound.left.count == 1)
    }
  }

  /// 4 tails of ten should win 402 of 1,005, but can win 403.
  @Test func nothingIsProvedWhereABaseIsRefused() {
    for (winners, isProved) in [(401, true), (402, false), (403, true)] {
      let bound = ChanceBound(count: 1_005, winners: Int64(winners), nines: .eightPlusOne)
      #expect((bound.difference != nil) == isProved, "\(winners)")
    }
  }

  @Test func nothingIsDrawnForNobodyAndEverybody() {
    for winners: Int64 in [0, 15] {
      let bound = ChanceBound(count: 15, winners: winners, nines: .eightPlusOne)
      #expect(bound.difference == 0)
      #expect(bound.certainGroups.isEmpty)
      #expect(bound.left == winners...winners)
    }
  }
}
