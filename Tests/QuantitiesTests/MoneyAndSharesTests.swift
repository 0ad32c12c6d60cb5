import Quantities
import Testing

@Suite struct MoneyAndSharesTests {
  @Test func `Sums and differences of shares overflow as errors`() throws {
    #expect(try Shares(.max - 1) + Shares(1) == Shares(.max))
    #expect(throws: QuantityError.overflow("a sum of shares")) { try Shares(.max) + Shares(1) }
    #expect(try Shares(.min + 1) - Shares(1) == Shares(.min))
    #expect(throws: QuantityError.overflow("a difference of shares")) {
      try Shares(.min) - Shares(1)
    }
    #expect(throws: QuantityError.overflow("a sum of shares")) {
      try Shares.sum([Shares(.max), Shares(1), Shares(-1)])
    }
  }

  @Test func `Sums and differences of money overflow as errors`() throws {
    #expect(try Money(fen: .max - 1) + Money(fen: 1) == Money(fen: .max))
    #expect(throws: QuantityError.overflow("a sum of money")) {
      try Money(fen: .max) + Money(fen: 1)
    }
    #expect(try Money(fen: .min + 1) - Money(fen: 1) == Money(fen: .min))
    #expect(throws: QuantityError.overflow("a difference of money")) {
      try Money(fen: .min) - Money(fen: 1)
    }
    #expect(throws: QuantityError.overflow("a sum of money")) {
      try Money.sum([Money(fen: .max), Money(fen: 1)])
    }
    #expect(try Money.sum([Money(fen: 3), Money(fen: 4)]) == Money(fen: 7))
    #expect(try Money.sum([]) == .zero)
    #expect(try Shares.sum([Shares(3), Shares(4)]) == Shares(7))
  }

  @Test func `Shares times price is exact or an error`() throws {
    #expect(try Price(fen: 2_512) * Shares(500) == Money(fen: 1_256_000))
    #expect(try Price(fen: 2_512) * Shares(21_419_150) == Money(parsing: "538049048.00"))
    #expect(try Price(fen: 1) * Shares(.max) == Money(fen: .max))
    #expect(throws: QuantityError.overflow("shares times price")) {
      try Price(fen: 2) * Shares(.max / 2 + 1)
    }
  }

  @Test(arguments: [
    (0, 0), (2_511, 0), (2_512, 1), (2_513, 1), (500_000, 199), (1_255_999, 499), (1_256_000, 500),
  ])
  func `An amount pays for whole shares alone`(fen: Int64, shares: Int64) {
    #expect(Price(fen: 2_512).sharesPaid(by: Money(fen: fen)) == Shares(shares))
  }

  @Test(arguments: [("0.01", 1), ("25.12", 2_512), ("25.1", 2_510), ("9", 900)])
  func `A price stands above zero on the tick`(text: String, fen: Int64) throws {
    #expect(try Price(parsing: text, tick: Money(fen: 1)).fen == fen)
  }

  @Test(arguments: ["0", "0.00", "0.001", "-1", "", "25.123", "1,000"])
  func `No price is zero, negative or finer than a fen`(text: String) {
    #expect(throws: QuantityError.self) { try Price(parsing: text, tick: Money(fen: 1)) }
  }

  @Test func `A price off a coarser tick is refused`() throws {
    let tick = Money(fen: 5)
    #expect(try Price(parsing: "10.05", tick: tick).fen == 1_005)
    let expected = "a price above 0 on the tick of 0.05 yuan"
    #expect(throws: QuantityError.malformed(found: "10.04", expected: expected)) {
      try Price(parsing: "10.04", tick: tick)
    }
    #expect(throws: QuantityError.malformed(found: "x", expected: expected)) {
      try Price(parsing: "x", tick: tick)
    }
  }

  @Test func `Quantities compare by size and print both ways`() {
    #expect(Money(fen: -1) < .zero && .zero < Money(fen: 1))
    #expect(Shares(1) < Shares(2) && !(Shares(2) < Shares(2)))
    #expect(Price(fen: 1) < Price(fen: 2) && !(Price(fen: 2) < Price(fen: 1)))
    #expect(Money(fen: 123_456_789).canonical == "1234567.89")
    #expect("\(Money(fen: 123_456_789))" == "1,234,567.89")
    #expect("\(Shares(16_276))" == "16,276")
    #expect(Price(fen: 100_000).canonical == "1000.00")
    #expect("\(Price(fen: 100_000))" == "1,000.00")
  }
}
