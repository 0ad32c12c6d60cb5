import Lottery
import Testing

@Suite struct NumberRangeTests {
  @Test func firstAndLastBelongToTheRange() throws {
    let numbers = try NumberRange(first: 100_000_000_000, count: 10)
    #expect(numbers.last == 100_000_000_009)
    #expect(!numbers.contains(99_999_999_999))
    #expect(numbers.contains(100_000_000_000))
    #expect(numbers.contains(100_000_000_009))
    #expect(!numbers.contains(100_000_000_010))
  }

  @Test func anEmptyRangeIsRefused() throws {
    #expect(throws: LotteryError.emptyNumberRange(found: 0)) { try NumberRange(first: 1, count: 0) }
    #expect(throws: LotteryError.emptyNumberRange(found: -1)) {
      try NumberRange(first: 1, count: -1)
    }
    #expect(try NumberRange(first: 1, count: 1).last == 1)
  }

  @Test func aNumberBelowZeroIsRefused() throws {
    #expect(throws: LotteryError.negativeFirstNumber(found: -1)) {
      try NumberRange(first: -1, count: 1)
    }
    #expect(try NumberRange(first: 0, count: 1).last == 0)
  }

  @Test func aLastNumberBeyondSixtyThreeBitsIsRefused() throws {
    #expect(try NumberRange(first: .max, count: 1).last == .max)
    #expect(try NumberRange(first: 1, count: .max).last == .max)
    #expect(throws: LotteryError.numberRangeOverflow(first: .max, count: 2)) {
      try NumberRange(first: .max, count: 2)
    }
    #expect(throws: LotteryError.numberRangeOverflow(first: 2, count: .max)) {
      try NumberRange(first: 2, count: .max)
    }
  }
}
