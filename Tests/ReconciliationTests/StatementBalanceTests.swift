import Quantities
import Reconciliation
import Testing

/// The roll-forward of a statement's balances.
struct StatementBalanceTests {
  private func statement(
    _ id: String, _ opening: Int64, _ movements: Int64, _ closing: Int64, account: String = "n",
    sequence: Int64? = nil
  ) -> StatementBalance {
    StatementBalance(
      id: id, account: account, sequence: sequence, opening: Money(fen: opening),
      movements: Money(fen: movements), closing: Money(fen: closing))
  }

  @Test(arguments: [(149, "-0.01"), (150, nil), (151, "0.01")])
  func `A statement closes as it opened and moved`(closing: Int64, difference: String?) throws {
    let found = try StatementBalance.breaks([statement("s", 100, 50, closing)])
    let other = Money(fen: closing).canonical
    #expect(
      texts(found)
        == (difference.map { ["closing_balance_differs s 1.50 \(other) \($0)"] } ?? []))
  }

  @Test func `The next statement opens as the last one closed, account by account`() throws {
    let first = statement("s1", 0, 50, 50)
    #expect(try StatementBalance.breaks([first, statement("s2", 50, 0, 50)]).isEmpty)
    #expect(
      texts(try StatementBalance.breaks([first, statement("s2", 49, 1, 50)]))
        == ["closing_balance_differs s2 0.50 0.49 -0.01"])
    #expect(
      try StatementBalance.breaks([first, statement("s2", 49, 1, 50, account: "m")]).isEmpty)
  }
}
