import Quantities

/// The balances of one statement (camt.053: `Stmt`), or of one of its pages, with the sum of what was
/// booked between them.
public struct StatementBalance: Equatable, Sendable {
  /// The statement's id; of a page, with its number: "S-1/2".
  public let id: String
  /// The bank account it is of.
  public let account: String
  /// The bank's own count of statements (ElctrncSeqNb), where it gives one.
  public let sequence: Int64?
  public let opening: Money
  public let movements: Money
  public let closing: Money

  public init(
    id: String, account: String, sequence: Int64?, opening: Money, movements: Money,
    closing: Money
  ) {
    self.id = id
    self.account = account
    self.sequence = sequence
    self.opening = opening
    self.movements = movements
    self.closing = closing
  }

  /// Every statement that does not close as it opened and moved, and every one that opens with
  /// another balance than the one before it closed with: the roll-forward that auditors test first.
  ///
  /// - Parameter balances: those of one account in the order of time. O(n).
  public static func breaks(_ balances: [StatementBalance]) throws(QuantityError) -> [Break] {
    var breaks: [Break] = []
    var accounts: [String: [StatementBalance]] = [:]
    for balance in balances {
      let expected = try balance.opening + balance.movements
      if expected != balance.closing {
        breaks.append(
          try .of(
            .closingBalanceDiffers, balance.id, ledger: expected, other: balance.closing,
            "opening balance and entries do not give the closing balance: an entry is missing, "
              + "changed or too many"))
      }
      accounts[balance.account, default: []].append(balance)
    }
    for account in accounts.keys.sorted() {
      let series = accounts[account] ?? []
      for (before, after) in zip(series, series.dropFirst()) where before.closing != after.opening {
        breaks.append(
          try .of(
            .closingBalanceDiffers, after.id, ledger: before.closing, other: after.opening,
            "opens with another balance than \(before.id) closed with"))
      }
    }
    return breaks
  }
}
