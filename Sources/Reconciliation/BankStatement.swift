/// What the bank says: its movements, and its balances where the format has them.
public struct BankStatement: Equatable, Sendable {
  public let lines: [BankLine]
  /// Empty for a list without balances.
  public let balances: [StatementBalance]

  public init(lines: [BankLine], balances: [StatementBalance] = []) {
    self.lines = lines
    self.balances = balances
  }
}
