import Quantities
import Reconciliation
import Testing

/// Money: what agrees, and each kind of break on both sides.
struct CashReconciliationTests {
  @Test func `Equal references, accounts and amounts agree in any order`() throws {
    let found = try cash(
      [payment("r1", "a", 100), payment("r2", "b", 200), payment("r3", "a", 100)],
      [line("r3", "a", 100), line("r1", "a", 100), line("r2", nil, 200)])
    #expect(found.matched == 3 && found.breaks.isEmpty && found.notCompared.isEmpty)
  }

  @Test func `What one side lacks is missing there`() throws {
    let found = try cash(
      [payment("r1", "a", 100), payment("r2", "b", 200)],
      [line("r1", "a", 100), line("r9", "c", 300), line("r8", nil, -50)])
    #expect(found.matched == 1)
    #expect(
      texts(found.breaks) == [
        "missing_in_ledger r8 - -0.50 -0.50", "missing_in_ledger r9 - 3.00 3.00",
        "missing_in_statement r2 2.00 - -2.00",
      ])
  }

  @Test(arguments: [(99, "-0.01"), (101, "0.01"), (1, "-0.99")])
  func `One fen more or less differs`(fen: Int64, difference: String) throws {
    for account in ["a", nil] {
      let found = try cash([payment("r1", "a", 100)], [line("r1", account, fen)])
      #expect(found.matched == 0)
      #expect(
        texts(found.breaks) == [
          "amount_differs r1 1.00 \(Money(fen: fen).canonical) \(difference)"
        ])
    }
  }

  @Test func `Money in never answers for money out`() throws {
    let found = try cash([payment("r1", "a", 100)], [line("r1", "a", -100)])
    #expect(
      texts(found.breaks) == [
        "missing_in_ledger r1 - -1.00 -1.00", "missing_in_statement r1 1.00 - -1.00",
      ])
  }

  @Test func `The same movement in a form without accounts is the same once more`() throws {
    let both = [line("r", "a", 100), line("r", nil, 100)]
    #expect(texts(try cash([payment("r", "a", 100)], both).breaks) == ["duplicate r - 1.00 1.00"])
    let reversed = Array(both.reversed())
    #expect(
      texts(try cash([payment("r", "a", 100)], reversed).breaks) == ["duplicate r - 1.00 1.00"])
    let other = [line("r", "a", 100), line("r", nil, 101)]
    #expect(
      texts(try cash([payment("r", "a", 100)], other).breaks) == ["missing_in_ledger r - 1.01 1.01"]
    )
  }

  @Test func `Twice on one side is a duplicate there, twice on both agrees`() throws {
    let once = [payment("r", "a", 100)]
    let twice = once + once
    #expect(try cash(twice, [line("r", "a", 100), line("r", "a", 100)]).breaks.isEmpty)
    let bank = try cash(once, [line("r", "a", 100), line("r", "a", 100), line("r", "a", 100)])
    #expect(bank.matched == 1)
    #expect(texts(bank.breaks) == Array(repeating: "duplicate r - 1.00 1.00", count: 2))
    let ledger = try cash(twice, [line("r", nil, 100)])
    #expect(ledger.matched == 1)
    #expect(texts(ledger.breaks) == ["duplicate r 1.00 - -1.00"])
    // Nobody booked it, and the bank has it twice.
    #expect(
      texts(try cash([], [line("r", "a", 100), line("r", "a", 100)]).breaks) == [
        "missing_in_ledger r - 1.00 1.00", "duplicate r - 1.00 1.00",
      ])
  }

  @Test func `A repeated line does not hide that another is missing`() throws {
    let found = try cash(
      [payment("r", "a", 100), payment("r", "a", 70)], [line("r", "a", 100), line("r", "a", 100)])
    #expect(found.matched == 1)
    #expect(
      texts(found.breaks) == [
        "missing_in_statement r 0.70 - -0.70", "duplicate r - 1.00 1.00",
      ])
  }

  @Test func `One amount that others sum to under its reference agrees in parts`() throws {
    let bank = try cash([payment("r", "a", 100)], [line("r", "a", 60), line("r", "a", 40)])
    #expect(bank.matchedBy == [.parts: 1] && bank.breaks.isEmpty)
    let ledger = try cash([payment("r", "a", 50), payment("r", "a", 50)], [line("r", nil, 100)])
    #expect(ledger.matchedBy == [.parts: 2] && ledger.breaks.isEmpty)
    let short = try cash([payment("r", "a", 100)], [line("r", "a", 60), line("r", "a", 39)])
    #expect(short.matched == 0)
    #expect(
      texts(short.breaks) == [
        "missing_in_ledger r - 0.39 0.39", "amount_differs r 1.00 0.60 -0.40",
      ])
    // Two and two are no parts of one.
    #expect(
      try cash(
        [payment("r", "a", 60), payment("r", "a", 40)], [line("r", "a", 70), line("r", "a", 30)]
      ).matched == 0)
  }

  @Test func `Parts that sum to an overflow are no parts`() throws {
    let most = Int64.max
    let found = try cash(
      [payment("r", "a", most - 1)], [line("r", "a", most), line("r", "a", most)])
    #expect(found.matched == 0)
    #expect(found.breaks.map(\.kind) == [.amountDiffers, .duplicate])
  }

  @Test func `A sum that does not fit 64 bits is an error`() throws {
    let most = Int64.max
    #expect(throws: QuantityError.self) {
      try cash([payment("s", "a", most, .strategic), payment("t", "b", 1, .strategic)], [])
    }
    #expect(throws: QuantityError.self) {
      try StatementBalance.breaks([
        StatementBalance(
          id: "s", account: "", sequence: nil, opening: Money(fen: most), movements: Money(fen: 1),
          closing: .zero)
      ])
    }
  }

  @Test func `A reference and an amount under an account that nobody knows`() throws {
    let found = try cash(
      [payment("r", "a", 100), payment("s", "b", 50)], [line("r", "x", 100), line("s", "b", 50)])
    #expect(texts(found.breaks) == ["unknown_account x 1.00 1.00 0.00"])
    // A known account is another's money: two facts.
    let other = try cash(
      [payment("r", "a", 100), payment("s", "b", 50)], [line("r", "b", 100), line("s", "b", 50)])
    #expect(other.breaks.map(\.kind) == [.missingInLedger, .missingInStatement])
    // A reference that nobody knows is missing in the ledger, whoever paid.
    #expect(
      texts(try cash([payment("r", "a", 100)], [line("r", "a", 100), line("q", "x", 1)]).breaks)
        == ["missing_in_ledger q - 0.01 0.01"])
  }

  @Test func `A refund agrees by our reference, the payment's, or the bank's own`() throws {
    let movements = [payment("w", "a", 100), payment("refund/online/a", "a", -100, .refund)]
    for refund in [
      line("refund/online/a", nil, -100), line("refund/online/a", "a", -100),
      line("w", "a", -100), line("w", nil, -100), line("b-1", "a", -100), line("", "a", -100),
    ] {
      let found = try cash(movements, [line("w", "a", 100), refund])
      #expect(found.matched == 2 && found.breaks.isEmpty, "\(refund)")
      let twice = try cash(movements, [line("w", "a", 100), refund, refund])
      let kind: BreakKind = refund.reference.isEmpty ? .missingInLedger : .duplicate
      #expect(twice.breaks.map(\.kind) == [kind], "\(refund)")
    }
    for wrong in [line("b-1", "b", -100), line("b-1", "a", -99), line("b-1", nil, -100)] {
      let found = try cash(movements, [line("w", "a", 100), wrong])
      #expect(found.breaks.map(\.kind) == [.missingInLedger], "\(wrong)")
    }
  }

  @Test func `Two equal refunds to one account are two`() throws {
    let refund = payment("refund/online/a", "a", -100, .refund)
    let paid = line("refund/online/a", "a", -100)
    #expect(try cash([refund, refund], [paid, paid]).matched == 2)
    #expect(
      texts(try cash([refund, refund], [paid]).breaks) == [
        "missing_in_statement refund/online/a -1.00 - 1.00"
      ])
  }

  @Test func `A payment needs its reference, unless a side has none`() throws {
    let other = try cash([payment("r", "a", 100)], [line("q", "a", 100)])
    #expect(other.breaks.map(\.kind) == [.missingInLedger, .missingInStatement])
    #expect(other.breaks.first?.cause.contains("r is missing") == true)
    #expect(try cash([payment("r", "a", 100)], [line("", "a", 100)]).breaks.isEmpty)
    #expect(try cash([payment("", "a", 100)], [line("q", "a", 100)]).breaks.isEmpty)
    #expect(try cash([payment("r", "a", 100)], [line("", "a", 101)]).breaks.count == 2)
  }

  @Test func `A group that the statement shows nothing of is told, and no break`() throws {
    let movements = [
      payment("w", "a", 100), payment("strategic/s", "s", 900, .strategic),
      payment("strategic/t", "t", 800, .strategic), payment("refund/online/a", "a", -5, .refund),
    ]
    let none = try cash(movements, [line("w", "a", 100)])
    #expect(none.breaks.isEmpty)
    #expect(none.notCompared.map(\.group) == [.strategic, .refund])
    #expect(none.notCompared.map(\.movements) == [2, 1])
    #expect(none.notCompared.map(\.sum.fen) == [1_700, -5])
    let some = try cash(movements, [line("w", "a", 100), line("x", "s", 900)])
    #expect(texts(some.breaks) == ["missing_in_statement strategic/t 8.00 - -8.00"])
    let confirmed = try cash(movements, [line("w", "a", 100)], expecting: [.refund])
    #expect(texts(confirmed.breaks) == ["missing_in_statement refund/online/a -0.05 - 0.05"])
    #expect(confirmed.notCompared.map(\.group) == [.strategic])
  }

  @Test func `Payments are always expected, of an empty statement too`() throws {
    #expect(try cash([payment("w", "a", 100)], []).breaks.map(\.kind) == [.missingInStatement])
    #expect(try cash([], []).breaks.isEmpty)
  }
}
