import Bookbuilding
import Offerings
import Quantities
import TradingDays

extension Sample {
  /// Bids at the issue price, one an account, in the order given: class, then shares. Accounts are
  /// "a1", "a2" and so on, sent at one second and told apart by their sequence.
  public static func bids(_ rows: [(String, Int64)]) throws -> [Bid] {
    try rows.enumerated().map { index, row in
      try bid("a\(index + 1)", row.0, row.1, sequence: Int64(index + 1))
    }
  }

  /// One bid at 10.00 yuan, so many seconds after the beginning of 2023.
  public static func bid(
    _ account: String, _ investorClass: String, _ shares: Int64, seconds: Int64 = 0,
    sequence: Int64
  ) throws -> Bid {
    guard let name = AccountName(account) else { throw MalformedName(text: account) }
    return Bid(
      investor: name, account: name, investorClass: investorClass,
      price: QuotedPrice(Price(fen: 1_000)),
      shares: Shares(shares), submittedAt: Instant(secondsSinceEpoch: 1_672_502_400 + seconds),
      sequence: sequence)
  }
}

/// The text is no account name.
public struct MalformedName: Error {
  public let text: String

  public init(text: String) { self.text = text }
}
