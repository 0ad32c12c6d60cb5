import Fairness
import Lottery
import Testing

@Suite struct RankedArrangementsTests {
  /// Every range of up to 7 numbers, every count of winners.
  @Test func everyArrangementIsEquallyLikely() throws {
    for count in Int64(1)...7 {
      for winners in 0...count {
        let all = try RankedArrangements(
          in: NumberRange(first: 5, count: count), winners: winners)
        let expected = (0..<winners).reduce(1) { product, drawn in product * Int(count - drawn) }
        #expect(all.arrangements == expected, "\(winners) of \(count)")
        #expect(all.areEquallyLikely, "\(winners) of \(count)")
      }
    }
  }
}
