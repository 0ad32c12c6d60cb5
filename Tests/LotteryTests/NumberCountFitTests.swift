import Cryptography
import Lottery
import Testing

@Suite struct NumberCountFitTests {
  /// Every rate of up to two decimals for up to 30 winners, against every count up to the greatest
  /// that could print as more than zero.
  @Test(arguments: 0...2)
  func smallWorlds(decimals: Int) throws {
    let scale: Int64 = [1, 10, 100][decimals]
    for winners: Int64 in [0, 1, 2, 3, 7, 29, 30] {
      // Above 200 · scale · W numbers every rate prints as zero.
      let all = max(winners, 1)...(200 * scale * winners + 3)
      var countsByRate: [Int64: [Int64]] = [:]
      for count in all {
        countsByRate[Self.percent(winners, of: count, scale: scale), default: []].append(count)
      }
      let any = try NumberCountFit(first: 1, winners: winners)
      for units in 0...100 * scale {
        let rate = try WinningRate(parsing: Self.text(units, decimals: decimals))
        guard let counts = countsByRate[units], let least = counts.first, let most = counts.last
        else {
          #expect(throws: LotteryError.noCountHasRate(found: rate, winners: winners)) {
            try any.fitting(rate)
          }
          continue
        }
        let expected = least...(units == 0 ? .max : most)
        #expect(try any.fitting(rate).counts == expected, "\(rate)% of \(winners)")
      }
    }
  }

  /// Rounded half up, in hundredths for two decimals.
  private static func percent(_ winners: Int64, of count: Int64, scale: Int64) -> Int64 {
    var hundredths = winners * 100 * scale / count
    let rest = winners * 100 * scale - hundredths * count
    if rest + rest >= count { hundredths += 1 }
    return hundredths
  }

  private static func text(_ units: Int64, decimals: Int) -> String {
    guard decimals > 0 else { return "\(units)" }
    let digits = String(repeating: "0", count: max(0, decimals + 1 - "\(units)".count)) + "\(units)"
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }

  /// One half is rounded up: 1 of 200 is 0.5%, which prints as 1; 1 of 201 prints as 0.
  @Test func aHalfGoesUp() throws {
    let one = try NumberCountFit(first: 1, winners: 1)
    #expect(try one.fitting(WinningRate(parsing: "1")).counts == 67...200)
    #expect(try one.fitting(WinningRate(parsing: "0")).counts == 201...Int64.max)
    #expect(try one.fitting(WinningRate(parsing: "100")).counts == 1...1)
    #expect(try one.fitting(WinningRate(parsing: "50")).counts == 2...2)
  }

  @Test func theLargestFiguresDoNotOverflow() throws {
    let all = try NumberCountFit(first: 0, winners: .max)
    #expect(all.counts == Int64.max...Int64.max)
    let whole = try WinningRate(parsing: "100.00000000000000000")
    #expect(try all.fitting(whole).counts == Int64.max...Int64.max)
    let third = try NumberCountFit(first: 1, winners: .max / 3)
    let rate = try WinningRate(parsing: "33.33333333333333333")
    #expect(try third.fitting(rate).counts == (Int64.max - 1)...Int64.max)
    let least = try WinningRate(parsing: "0.00000000000000001")
    #expect(throws: LotteryError.noCountHasRate(found: least, winners: .max / 3)) {
      try third.fitting(least)
    }
    let rare = try NumberCountFit(first: 1, winners: 1).fitting(least)
    #expect(rare.counts == 6_666_666_666_666_666_667...Int64.max)
  }

  @Test func theRangeOfNumbersEndsAt63Bits() throws {
    #expect(try NumberCountFit(first: 0, winners: 1).counts == 1...Int64.max)
    #expect(try NumberCountFit(first: 1, winners: 1).counts == 1...Int64.max)
    #expect(try NumberCountFit(first: 2, winners: 0).counts == 1...(Int64.max - 1))
    #expect(try NumberCountFit(first: .max, winners: 1).counts == 1...1)
    #expect(throws: LotteryError.numberRangeOverflow(first: .max, count: 2)) {
      try NumberCountFit(first: .max, winners: 2)
    }
    #expect(throws: LotteryError.negativeFirstNumber(found: -1)) {
      try NumberCountFit(first: -1, winners: 1)
    }
    #expect(throws: LotteryError.negativeWinners(found: -1)) {
      try NumberCountFit(first: 1, winners: -1)
    }
    // 1% of 2 winners needs 134 numbers or more; from here on there are 100.
    let near = try NumberCountFit(first: .max - 99, winners: 2)
    let rate = try WinningRate(parsing: "1")
    #expect(throws: LotteryError.noCountHasRate(found: rate, winners: 2)) {
      try near.fitting(rate)
    }
  }

  /// Every count of winners that some tails can win, against counting the numbers one by one.
  @Test(arguments: [0, 1, 37, 100_000_000_000] as [Int64])
  func tailsAgreeWithCounting(first: Int64) throws {
    let tails = try TailNumbers(["3", "07", "057", "44"].map { try TailNumber(parsing: $0) })
    var countsByWinners: [Int64: [Int64]] = [:]
    var won: Int64 = 0
    for count in Int64(1)...2_000 {
      if tails.tail(winning: first + count - 1) != nil { won += 1 }
      countsByWinners[won, default: []].append(count)
    }
    for winners in 0..<won {
      let fit = try NumberCountFit(first: first, winners: winners).fitting(tails)
      let expected = try #require(countsByWinners[winners])
      #expect(Array(fit.counts) == expected.filter { $0 >= winners }, "\(winners)")
    }
  }

  @Test func aRateAndTailsNarrowEachOther() throws {
    let tails = try TailNumbers([TailNumber(parsing: "5")])
    let rate = try WinningRate(parsing: "10")
    let any = try NumberCountFit(first: 1, winners: 7)
    #expect(try any.fitting(rate).counts == 67...73)
    #expect(try any.fitting(tails).counts == 65...74)
    #expect(try any.fitting(rate).fitting(tails) == any.fitting(tails).fitting(rate))
    #expect(try any.fitting(rate).fitting(tails).counts == 67...73)
    let exact = try any.fitting(WinningRate(parsing: "9.6"))
    #expect(exact.counts == 73...73)
    let others = try TailNumbers(["5", "70"].map { try TailNumber(parsing: $0) })
    #expect(throws: LotteryError.noCountWinsByTails(found: 8...8, expected: 7)) {
      try exact.fitting(others)
    }
  }

  @Test func tailsThatNeverWinSoManyAreRefused() throws {
    let any = try NumberCountFit(first: .max - 9, winners: 2)
    let tails = try TailNumbers([TailNumber(parsing: "7")])
    #expect(throws: LotteryError.noCountWinsByTails(found: 0...1, expected: 2)) {
      try any.fitting(tails)
    }
    let none = try NumberCountFit(first: 1, winners: 0).fitting(TailNumbers())
    #expect(none.counts == 1...Int64.max)
    #expect(throws: LotteryError.noCountWinsByTails(found: 0...0, expected: 1)) {
      try NumberCountFit(first: 1, winners: 1).fitting(TailNumbers())
    }
  }

  /// A draw's own tails fit its own count, and so does its rate.
  @Test func aDrawFitsItself() throws {
    for count: Int64 in [999, 1_000, 42_663_290] {
      let numbers = try NumberRange(first: 100_000_000_000, count: count)
      let winners = count / 7
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: winners, nines: .eightPlusOne, seed: seed(Int(count)))
      let fit = try NumberCountFit(first: numbers.first, winners: winners).fitting(tails)
      #expect(fit.counts.contains(count))
      for outside in [fit.counts.lowerBound - 1, fit.counts.upperBound + 1] {
        let others = try NumberRange(first: numbers.first, count: outside)
        #expect(tails.winners(in: others) != winners)
      }
    }
  }
}
