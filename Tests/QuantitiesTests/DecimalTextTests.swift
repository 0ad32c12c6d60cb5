import Quantities
import Testing

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("0", 0), ("1", 1), ("7", 7), ("10", 10), ("9223372036854775806", Int64.max - 1),
    ("9223372036854775807", Int64.max),
  ])
  func `Digits alone are read`(text: String, value: Int64) throws {
    #expect(try Shares(parsing: text) == Shares(value))
  }

  @Test(arguments: [
    "", " ", "-1", "+1", "01", "00", "1.0", "1.", ".5", "1,000", "1 ", " 1", "1e3", "0x1", "１",
    "−1", "a", "1_000",
  ])
  func `Anything but digits is no number of shares`(text: String) {
    #expect(
      throws: QuantityError.malformed(found: text, expected: "a whole number of shares")
    ) { try Shares(parsing: text) }
  }

  @Test(arguments: [
    ("0", 0), ("0.00", 0), ("0.01", 1), ("0.1", 10), ("1", 100), ("1.5", 150),
    ("12560.00", 1_256_000),
    ("92233720368547758.07", Int64.max),
  ])
  func `Yuan are read with at most two decimals`(text: String, fen: Int64) throws {
    #expect(try Money(parsing: text).fen == fen)
  }

  @Test(arguments: [
    "", ".", "1.", ".1", "1.234", "1..2", "1.2.3", "-0.01", "+1.00", "00.10", "01.00", "1,000.00",
    "1.2a", "¥1",
  ])
  func `Anything else is no amount`(text: String) {
    #expect(
      throws: QuantityError.malformed(
        found: text, expected: "an amount in yuan with at most 2 decimals")
    ) { try Money(parsing: text) }
  }

  @Test(arguments: [
    "9223372036854775808", "10000000000000000000", "99999999999999999999999999",
  ])
  func `A number beyond 64 bits is an overflow`(text: String) {
    #expect(throws: QuantityError.overflow("\"\(text)\"")) { try Shares(parsing: text) }
  }

  /// The digits fit, the missing decimals do not.
  @Test(arguments: [
    "92233720368547758.08", "92233720368547759", "922337203685477580.7", "9223372036854775807",
  ])
  func `An amount beyond 64 bits of fen is refused`(text: String) {
    #expect(throws: QuantityError.self) { try Money(parsing: text) }
  }

  @Test(arguments: [
    (0, 0, "0"), (5, 0, "5"), (-5, 0, "-5"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"),
    (50, 2, "0.50"), (99, 2, "0.99"), (100, 2, "1.00"), (-12_345, 2, "-123.45"),
    (1, 8, "0.00000001"),
    (Int64.max, 2, "92233720368547758.07"), (Int64.min, 2, "-92233720368547758.08"),
    (Int64.min, 0, "-9223372036854775808"),
  ])
  func `A value is printed with exactly its decimals`(value: Int64, decimals: Int, text: String) {
    #expect(DecimalText.plain(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    (0, 0, "0"), (999, 0, "999"), (1_000, 0, "1,000"), (-999, 0, "-999"), (-1_000, 0, "-1,000"),
    (123_456, 0, "123,456"), (1_234_567, 0, "1,234,567"), (99_999, 2, "999.99"),
    (100_000, 2, "1,000.00"), (-123_456_789, 2, "-1,234,567.89"), (12_345_678, 4, "1,234.5678"),
  ])
  func `Thousands are set apart left of the point alone`(
    value: Int64, decimals: Int, text: String
  ) {
    #expect(DecimalText.grouped(value, decimals: decimals) == text)
  }

  @Test func `What is printed is read back`() throws {
    for fen in Array(Int64(0)...12_345) + [999_999, 1_000_000, .max - 1, .max] {
      #expect(try Money(parsing: Money(fen: fen).canonical).fen == fen)
    }
  }
}
