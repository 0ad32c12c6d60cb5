import Lottery
import Testing

@Suite struct WinningRateTests {
  @Test(arguments: [
    ("0.03814989", UInt64(3_814_989), 8), ("0.1856731109", 1_856_731_109, 10), ("0", 0, 0),
    ("100", 100, 0), ("100.0", 1_000, 1), ("0.50", 50, 2), ("2.46773081", 246_773_081, 8),
    ("99.99999999999999999", 9_999_999_999_999_999_999, 17),
    ("100.00000000000000000", 10_000_000_000_000_000_000, 17), ("0.00000000000000001", 1, 17),
  ])
  func ratesAreReadAndPrintedExactly(text: String, units: UInt64, decimals: Int) throws {
    let rate = try WinningRate(parsing: text)
    #expect(rate.units == units)
    #expect(rate.decimals == decimals)
    #expect(rate.description == text)
  }

  @Test(arguments: [
    "", ".", ".5", "5.", "0.5%", "-1", "+1", "00", "00.5", "01", "1e-3", "1,5", "1.2.3", " 1",
    "101", "100.00000001", "100.00000000000000001", "0.000000000000000001", "99999999999999999",
    "999999999999999999999999999999999999999999", "０.5", "٣",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(throws: LotteryError.malformedRate(found: text)) { try WinningRate(parsing: text) }
  }
}
