import Quantities
import Reconciliation
import Testing

/// Each rule beyond equal items: both sides of its boundary, and what it must not take.
struct MatchingByRuleTests {
  private func tolerating(
    _ fen: Int64, _ movements: [LedgerMovement], _ lines: [BankLine]
  ) throws -> CashReconciliation {
    try cash(movements, lines, by: MatchingRules(tolerance: Money(fen: fen)))
  }

  @Test(arguments: [-6, -5, -1, 1, 5, 6])
  func `The tolerance's boundary is within it`(difference: Int64) throws {
    let found = try tolerating(
      5, [payment("r", "a", 100)], [line("r", "a", 100 + difference)])
    if difference.magnitude <= 5 {
      #expect(found.matchedBy == [.tolerance: 1] && found.breaks.isEmpty)
      #expect(found.toleratedSum == Money(fen: difference))
    } else {
      #expect(found.matchedBy == [:] && found.toleratedSum == .zero)
      #expect(found.breaks.map(\.kind) == [.amountDiffers])
    }
  }

  @Test func `Differences that cancel out are stated by their signed sum`() throws {
    let found = try tolerating(
      5, [payment("r", "a", 100), payment("s", "a", 100), payment("t", "b", -100, .refund)],
      [line("r", "a", 105), line("s", nil, 96), line("t", "b", -103)])
    #expect(found.matchedBy == [.tolerance: 3])
    #expect(found.toleratedSum == Money(fen: 5 - 4 - 3))
  }

  @Test func `Tolerance needs reference, account and direction`() throws {
    for other in [line("s", "a", 101), line("r", "b", 101), line("r", "a", -1)] {
      let found = try tolerating(500, [payment("r", "a", 100)], [other])
      #expect(found.matched == 0 && found.breaks.count == 2, "\(other)")
    }
  }

  @Test func `Exact parts go first, then as many as are near enough`() throws {
    let parts = try tolerating(
      50, [payment("r", "a", 100)], [line("r", "a", 60), line("r", "a", 40)])
    #expect(parts.matchedBy == [.parts: 1])
    // The largest movement is near to nothing; the smaller one must not lose its line to it.
    let two = try tolerating(
      5, [payment("r", "a", 100), payment("r", "a", 50)], [line("r", "a", 52)])
    #expect(two.matchedBy == [.tolerance: 1] && two.toleratedSum == Money(fen: 2))
    #expect(texts(two.breaks) == ["missing_in_statement r 1.00 - -1.00"])
    let chain = try tolerating(
      5, [payment("r", "a", 100), payment("r", "a", 105)],
      [line("r", "a", 103), line("r", "a", 96)])
    #expect(chain.matchedBy == [.tolerance: 2] && chain.toleratedSum == Money(fen: -6))
  }

  @Test func `Parts under several references of an account`() throws {
    let movement = payment("r", "a", 100)
    for lines in [
      [line("s", "a", 60), line("t", "a", 40)], [line("r", "a", 60), line("s", "a", 40)],
      [line("r", "a", 60), line("", "a", 40)],
    ] {
      let found = try cash([movement], lines)
      #expect(found.matchedBy == [.accountSum: 1] && found.breaks.isEmpty, "\(lines)")
    }
    // All lines against all payments.
    let all = try cash(
      [payment("r", "a", 100), payment("s", "a", 50)], [line("r", "a", 90), line("x", "a", 60)])
    #expect(all.matchedBy == [.accountSum: 2] && all.breaks.isEmpty)
    // One line for several payments, while another line stays open; and the other way round.
    let line100 = try cash(
      [payment("r", "a", 70), payment("s", "a", 30)], [line("x", "a", 100), line("y", "a", 7)])
    #expect(line100.matchedBy == [.accountSum: 2])
    #expect(texts(line100.breaks) == ["missing_in_ledger y - 0.07 0.07"])
    let one = try cash(
      [payment("r", "a", 100), payment("s", "a", 30)], [line("x", "a", 60), line("y", "a", 40)])
    #expect(one.matchedBy == [.accountSum: 1])
    #expect(texts(one.breaks) == ["missing_in_statement s 0.30 - -0.30"])
  }

  @Test func `No sum is guessed`() throws {
    let cases: [([LedgerMovement], [BankLine])] = [
      // One of several lines would have to be left out.
      ([payment("r", "a", 100)], [line("x", "a", 60), line("y", "a", 40), line("z", "a", 1)]),
      // Two payments fit.
      (
        [payment("r", "a", 100), payment("s", "a", 100), payment("t", "a", 1)],
        [line("x", "a", 60), line("y", "a", 40)]
      ),
      // One fen less, another account, nobody's account, money out.
      ([payment("r", "a", 100)], [line("x", "a", 60), line("y", "a", 39)]),
      ([payment("r", "a", 100)], [line("x", "a", 60), line("y", "b", 40)]),
      ([payment("r", "a", 100)], [line("x", nil, 60), line("y", nil, 40)]),
      ([payment("r", "a", -100, .refund)], [line("x", "a", -60), line("y", "a", -40)]),
      // The same amounts under other references: a payment needs its own.
      (
        [payment("r", "a", 60), payment("s", "a", 40)], [line("x", "a", 60), line("y", "a", 40)]
      ),
      // The same references: their amounts differ.
      (
        [payment("r", "a", 60), payment("s", "a", 40)], [line("r", "a", 70), line("s", "a", 30)]
      ),
    ]
    for (movements, lines) in cases {
      let found = try cash(movements, lines)
      #expect(found.matched == 0 && !found.breaks.isEmpty, "\(movements) \(lines): \(found)")
    }
  }

  private func paid(
    _ movements: [LedgerMovement], _ lines: [BankLine], _ payers: [String: String]
  ) throws -> CashReconciliation {
    try cash(movements, lines, by: MatchingRules(payers: payers))
  }
  private static let broker = ["a": "P", "b": "P"]
  private static let owed = [payment("r", "a", 100), payment("s", "b", 50)]

  @Test func `A payer pays for its clients together`() throws {
    for lines in [
      [line("x", "P", 150)], [line("P", nil, 150)], [line("", "P", 150)],
      [line("x", "P", 110), line("y", "P", 40)],
    ] {
      let found = try paid(Self.owed, lines, Self.broker)
      #expect(found.matchedBy == [.payer: 2] && found.breaks.isEmpty, "\(lines)")
      #expect(try cash(Self.owed, lines).matched == 0)
    }
    // What a client paid himself is not the payer's.
    let own = try paid(Self.owed, [line("r", "a", 100), line("x", "P", 50)], Self.broker)
    #expect(own.matchedBy == [.exact: 1, .payer: 1] && own.breaks.isEmpty)
    // One to one, under the client's reference.
    let single = try paid(Self.owed, [line("r", "P", 100), line("s", "P", 50)], Self.broker)
    #expect(single.matchedBy == [.payer: 2] && single.breaks.isEmpty)
  }

  @Test(arguments: [(149, "-0.01"), (151, "0.01")])
  func `One fen more or less is one break`(fen: Int64, difference: String) throws {
    let amount = Money(fen: fen).canonical
    let named = try paid(Self.owed, [line("x", "P", fen)], Self.broker)
    #expect(texts(named.breaks) == ["amount_differs x 1.50 \(amount) \(difference)"])
    let nameless = try paid(Self.owed, [line("", "P", fen)], Self.broker)
    #expect(texts(nameless.breaks) == ["amount_differs P 1.50 \(amount) \(difference)"])
    #expect(named.matched == 0)
  }

  @Test func `A net line is payments less refunds`() throws {
    let movements = Self.owed + [payment("refund/online/a", "a", -20, .refund)]
    let net = try paid(movements, [line("x", "P", 130)], Self.broker)
    #expect(net.matchedBy == [.payer: 3] && net.breaks.isEmpty)
    // Gross, with the refunds not shown yet, or shown by themselves.
    let gross = try paid(movements, [line("x", "P", 150)], Self.broker)
    #expect(gross.matchedBy == [.payer: 2] && gross.breaks.isEmpty)
    #expect(gross.notCompared.map(\.group) == [.refund])
    let both = try paid(movements, [line("x", "P", 150), line("y", "P", -20)], Self.broker)
    #expect(both.matchedBy == [.payer: 3] && both.breaks.isEmpty)
    let neither = try paid(movements, [line("x", "P", 140)], Self.broker)
    #expect(texts(neither.breaks) == ["amount_differs x 1.50 1.40 -0.10"])
    #expect(neither.notCompared.map(\.movements) == [1])
  }

  @Test func `Payers without lines or clients change nothing`() throws {
    #expect(
      try paid(Self.owed, [], Self.broker).breaks.map(\.kind)
        == [.missingInStatement, .missingInStatement])
    #expect(
      texts(try paid([], [line("x", "P", 5)], Self.broker).breaks)
        == ["missing_in_ledger x - 0.05 0.05"])
    // A stranger who pays under a known reference is unknown, unless he is the payer.
    let known = try paid([payment("r", "a", 100)], [line("r", "Q", 100)], Self.broker)
    #expect(known.breaks.map(\.kind) == [.unknownAccount])
  }

  @Test func `A client that the ledger does not know is told`() throws {
    let found = try paid(
      Self.owed, [line("x", "P", 150)], ["a": "P", "b": "P", "z": "P", "c": "P"])
    #expect(found.unknownClients == ["c", "z"] && found.breaks.isEmpty)
    #expect(try cash(Self.owed, []).unknownClients.isEmpty)
  }

  @Test func `Sums beyond 64 bits are compared, and told as an error`() throws {
    let most = Int64.max
    let movements = [payment("r", "a", most), payment("s", "b", most)]
    let found = try paid(movements, [line("x", "P", most), line("y", "P", most)], Self.broker)
    #expect(found.matchedBy == [.payer: 2])
    #expect(throws: QuantityError.self) {
      try paid(movements, [line("x", "P", most), line("y", "P", 1)], Self.broker)
    }
  }
}
