import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import Testing

/// How gross proceeds divide (募集资金).
@Suite struct ProceedsTests {
  private func statement(
    gross fen: Int64 = 10_000_000, underwriting: String, prepaid: String = "0",
    others: [String] = [], paysStampDuty: Bool = false
  ) throws -> ProceedsStatement {
    let names = try others.indices.map { try #require(AccountName("fee\($0)")) }
    let amounts = try others.map { try Money(parsing: $0) }
    let fees = FeeTerms(
      underwriting: try yuan(underwriting), prepaid: try yuan(prepaid),
      others: zip(names, amounts).map { OtherFee(name: $0, amount: $1) },
      paysStampDuty: paysStampDuty, brokerage: .zero)
    return try ProceedsStatement(
      of: Sample.offering { terms in
        terms.price = Price(fen: fen / 10_000)
        terms.fees = fees
      }.atItsPrice())
  }

  @Test func `Without fees all of it is handed on`() throws {
    let statement = try statement(underwriting: "0")
    #expect(statement.gross == (try yuan("100000.00")))
    #expect(statement.handedOn == statement.gross)
    #expect(statement.net == statement.gross)
    #expect(statement.stampDuty == .zero && statement.vat == .zero && statement.feeKept == .zero)
  }

  @Test(arguments: [
    // 6% of the fee: 0.0048 down, 0.0054 up, 0.015 and 0.045 up at the half.
    ("0.08", "0.00"), ("0.09", "0.01"), ("0.25", "0.02"), ("0.75", "0.05"), ("0.24", "0.01"),
    ("1000.00", "60.00"),
  ])
  func `Value added tax is half up to the fen`(fee: String, vat: String) throws {
    let statement = try statement(underwriting: fee)
    #expect(statement.vat == (try yuan(vat)))
    #expect(statement.feeKept == (try yuan(fee)))
    #expect(try statement.handedOn + statement.feeKept + statement.vat == statement.gross)
    // The issuer reclaims the tax: it lowers what is handed on, not the net.
    #expect(try statement.net == statement.gross - statement.feeKept)
  }

  @Test func `What was prepaid is not kept again, and no tax falls on it`() throws {
    let statement = try statement(underwriting: "5000.00", prepaid: "1886.79")
    #expect(statement.feeKept == (try yuan("3113.21")))
    #expect(statement.vat == (try yuan("186.79")))
    #expect(statement.prepaid == (try yuan("1886.79")))
    #expect(statement.net == (try yuan("95000.00")))
    #expect(statement.handedOn == (try yuan("96700.00")))
    let all = try self.statement(underwriting: "5000.00", prepaid: "5000.00")
    #expect(all.feeKept == .zero && all.handedOn == all.gross)
  }

  @Test func `More prepaid than the fee is refused with the terms`() throws {
    #expect(throws: OfferingRefusal.self) {
      try statement(underwriting: "5000.00", prepaid: "5000.01")
    }
  }

  @Test(arguments: [
    // 0.025% of 90,000 is 22.50; of 90,019.99 22.5049975, of 90,020.00 22.505.
    ("10000.00", "22.50"), ("9980.01", "22.50"), ("9980.00", "22.51"),
  ])
  func `Stamp duty is half up, of net proceeds before it`(fee: String, duty: String) throws {
    let statement = try statement(underwriting: fee, paysStampDuty: true)
    #expect(statement.stampDuty == (try yuan(duty)))
    let before = try statement.gross - (try yuan(fee))
    #expect(try statement.net == before - statement.stampDuty)
    let without = try self.statement(underwriting: fee)
    #expect(without.stampDuty == .zero && without.net == before)
  }

  @Test func `Other fees are the issuer's to pay`() throws {
    let statement = try statement(underwriting: "1000.00", others: ["300.00", "0.01"])
    #expect(statement.handedOn == (try yuan("98940.00")))
    #expect(statement.net == (try yuan("98699.99")))
    #expect(statement.otherFees.map(\.amount) == [try yuan("300.00"), try yuan("0.01")])
  }

  @Test func `Fees may take all of the proceeds and not a fen more`() throws {
    let all = try statement(underwriting: "50000.00", others: ["50000.00"])
    #expect(all.net == .zero)
    #expect(
      throws: ProceedsError.feesAboveProceeds(
        found: try yuan("100000.01"), expected: try yuan("100000.00"))
    ) { try statement(underwriting: "50000.00", others: ["50000.01"]) }
    // The tax on the fee alone can exceed what is left: 94,339.63 and 5,660.38.
    #expect(throws: ProceedsError.self) { try statement(underwriting: "94339.63") }
    #expect(try statement(underwriting: "94339.62").handedOn == .zero)
  }

  @Test func `The gross of a price and issue beyond 64 bits is an error`() throws {
    let offering = try Sample.offering { terms in
      terms.price = Price(fen: .max)
    }
    #expect(throws: ProceedsError.quantity(.overflow("shares times price"))) {
      try ProceedsStatement(of: offering.atItsPrice())
    }
  }
}
