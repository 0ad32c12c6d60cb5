import Quantities

/// One line of an entry: so much of a commodity into an account, or out of it where negative.
public struct Posting: Hashable, Sendable {
  public let account: Account
  /// Fen or shares.
  public let amount: Int64
  public let commodity: Commodity

  public init(_ account: Account, cash: Money) {
    self.account = account
    amount = cash.fen
    commodity = .cash
  }

  public init(_ account: Account, shares: Shares) {
    self.account = account
    amount = shares.count
    commodity = .shares
  }

  /// Money from one account to another.
  public static func move(_ cash: Money, from: Account, to: Account) -> [Posting] {
    [Posting(from, cash: Money(fen: -cash.fen)), Posting(to, cash: cash)]
  }

  /// Shares from one account to another.
  public static func move(_ shares: Shares, from: Account, to: Account) -> [Posting] {
    [Posting(from, shares: Shares(-shares.count)), Posting(to, shares: shares)]
  }
}
