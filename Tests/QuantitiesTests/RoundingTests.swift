import Quantities
import Testing

@Suite struct RoundingTests {
  /// Every dividend to 200 over every divisor to 25, against counting.
  @Test func `Small divisions agree with counting`() {
    for divisor in Int128(1)...25 {
      for dividend in Int128(0)...200 {
        let down = (0...dividend).last { $0 * divisor <= dividend }
        let up = (0...dividend).first { $0 * divisor >= dividend }
        let nearest = (0...dividend).last { (2 * $0 - 1) * divisor <= 2 * dividend }
        #expect(divide(dividend, by: divisor, .down) == down)
        #expect(divide(dividend, by: divisor, .up) == up)
        #expect(divide(dividend, by: divisor, .halfUp) == nearest, "\(dividend)/\(divisor)")
      }
    }
  }

  @Test(arguments: [
    (1, 2, 0, 1, 1), (3, 2, 1, 2, 2), (5, 2, 2, 3, 3), (1, 3, 0, 1, 0), (2, 3, 0, 1, 1),
    (49, 100, 0, 1, 0), (50, 100, 0, 1, 1), (51, 100, 0, 1, 1), (4, 2, 2, 2, 2), (0, 7, 0, 0, 0),
  ])
  func `A half goes up, less than a half down`(
    dividend: Int, divisor: Int, down: Int, up: Int, halfUp: Int
  ) {
    #expect(divide(Int128(dividend), by: Int128(divisor), .down) == Int128(down))
    #expect(divide(Int128(dividend), by: Int128(divisor), .up) == Int128(up))
    #expect(divide(Int128(dividend), by: Int128(divisor), .halfUp) == Int128(halfUp))
  }

  /// Twice the remainder would not fit where the divisor lies above half of 128 bits.
  @Test func `The largest numbers divide without a wrap`() {
    #expect(divide(.max, by: .max, .halfUp) == 1)
    #expect(divide(.max - 1, by: .max, .halfUp) == 1)
    #expect(divide(.max - 1, by: .max, .down) == 0)
    #expect(divide(.max - 1, by: .max, .up) == 1)
    #expect(divide(.max / 2, by: .max, .halfUp) == 0)
    #expect(divide(.max / 2 + 1, by: .max, .halfUp) == 1)
  }

  @Test(arguments: [
    (0, 500, 0, 0), (1, 500, 0, 500), (499, 500, 0, 500), (500, 500, 500, 500),
    (501, 500, 500, 1_000), (2_034_819, 500, 2_034_500, 2_035_000), (7, 1, 7, 7),
  ])
  func `Shares go to the lot as told`(count: Int64, lot: Int64, down: Int64, up: Int64) {
    #expect(Shares(count).rounded(toLot: Shares(lot), .down) == Shares(down))
    #expect(Shares(count).rounded(toLot: Shares(lot), .up) == Shares(up))
    #expect(Shares(up).isMultiple(of: Shares(lot)))
    #expect(Shares(count).isMultiple(of: Shares(lot)) == (down == up))
  }
}
