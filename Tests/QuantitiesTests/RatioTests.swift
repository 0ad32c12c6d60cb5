import Quantities
import Testing

@Suite struct RatioTests {
  @Test func `Fractions are kept in lowest terms`() {
    #expect(Ratio(10, 100) == Ratio(1, 10))
    #expect(Ratio(0, 7) == .zero)
    #expect(Ratio(7, 7) == .one)
    #expect(Ratio(6, 4).numerator == 3 && Ratio(6, 4).denominator == 2)
  }

  @Test(arguments: [
    ("0", Ratio.zero), ("10", Ratio(1, 10)), ("0.5", Ratio(5, 1_000)),
    ("0.025", Ratio(25, 100_000)),
    ("100", .one), ("0.000001", Ratio(1, 100_000_000)),
  ])
  func `Percentages are read`(text: String, ratio: Ratio) throws {
    #expect(try Ratio(percent: text) == ratio)
    #expect(ratio.shortPercent == text)
  }

  @Test(arguments: ["", "10%", "-1", "0.0000001", "1e1", "00"])
  func `Anything else is no percentage`(text: String) {
    #expect(throws: QuantityError.self) { try Ratio(percent: text) }
  }

  @Test func `A fraction lies from zero to one`() throws {
    #expect(try Ratio(fraction: "0") == .zero)
    #expect(try Ratio(fraction: "0.7") == Ratio(7, 10))
    #expect(try Ratio(fraction: "1") == .one)
    #expect(try Ratio(fraction: "1.000000") == .one)
    for text in ["1.000001", "2", "-0.1", "0.0000001", "70%"] {
      #expect(
        throws: QuantityError.malformed(found: text, expected: "a fraction from 0 to 1"), "\(text)"
      ) { try Ratio(fraction: text) }
    }
  }

  @Test(arguments: [
    (Ratio(1, 3), 2, "0.33", "33.33"), (Ratio(2, 3), 2, "0.67", "66.67"),
    (Ratio(1, 2), 0, "1", "50"), (Ratio(3, 2), 0, "2", "150"), (Ratio(1, 200), 2, "0.01", "0.50"),
    (Ratio(1, 8), 2, "0.13", "12.50"), (Ratio(1, 16_000), 2, "0.00", "0.01"),
    (Ratio(1, 20_000), 2, "0.00", "0.01"), (Ratio(49, 1_000_000), 2, "0.00", "0.00"),
    (Ratio(999, 1_000), 2, "1.00", "99.90"), (.zero, 8, "0.00000000", "0.00000000"),
    (Ratio(8_138_000, 21_331_645_000), 8, "0.00038150", "0.03814989"),
  ])
  func `Printing rounds half up`(ratio: Ratio, places: Int, decimal: String, percent: String) {
    #expect(ratio.decimal(places: places) == decimal)
    #expect(ratio.percent(places: places) == percent)
  }

  /// Every fraction of the small world, printed with one place, is the nearest tenth.
  @Test func `Small fractions print the nearest tenth`() {
    for denominator in Int64(1)...40 {
      for numerator in Int64(0)...80 {
        let tenths = (0...800).last { (2 * $0 - 1) * denominator <= 20 * numerator } ?? -1
        #expect(
          Ratio(numerator, denominator).decimal(places: 1) == "\(tenths / 10).\(tenths % 10)")
      }
    }
  }

  @Test func `A part is rounded as told, through 128 bits`() throws {
    #expect(try Ratio(1, 3).times(10, .down) == 3)
    #expect(try Ratio(1, 3).times(10, .up) == 4)
    #expect(try Ratio(1, 3).times(9, .up) == 3)
    #expect(try Ratio(1, 2).times(5, .halfUp) == 3)
    #expect(try Ratio(.max - 1, .max).times(.max, .down) == .max - 1)
    #expect(try Ratio(1, 1).times(.max, .up) == .max)
    #expect(throws: QuantityError.overflow("a ratio times a number")) {
      try Ratio(2, 1).times(.max, .down)
    }
    #expect(try Money(fen: 5).times(Ratio(1, 2), .halfUp) == Money(fen: 3))
    #expect(try Money(fen: 5).times(Ratio(1, 2), .down) == Money(fen: 2))
    #expect(throws: QuantityError.self) { try Money(fen: .max).times(Ratio(3, 2), .down) }
  }

  @Test func `Order is exact where doubles are equal`() {
    #expect(Ratio(.max - 1, .max) < .one)
    #expect(Ratio(.max - 2, .max - 1) < Ratio(.max - 1, .max))
    #expect(!(Ratio(1, 2) < Ratio(2, 4)))
    #expect(Ratio(1, 3) < Ratio(1, 2))
  }

  @Test(arguments: [
    (Ratio(1, 4), "25"), (Ratio(1, 3), "33.333333"), (.one, "100"), (.zero, "0"),
    (Ratio(1, 1_000), "0.1"),
  ])
  func `A short percentage has no more decimals than it needs`(ratio: Ratio, text: String) {
    #expect(ratio.shortPercent == text)
  }

  @Test func `An error says what was found and expected`() {
    #expect("\(QuantityError.overflow("a sum"))" == "a sum does not fit 64 bits")
    #expect(
      "\(QuantityError.malformed(found: "x", expected: "a price"))"
        == "found \"x\", expected a price")
  }
}
