import CanonicalJSON
import Offerings
import Quantities

/// How much of a book something is: investors (网下投资者), accounts (配售对象), bids and shares.
public struct BookTotals: Equatable, Sendable {
  public var bids: Int
  public var investors: Int
  public var accounts: Int
  public var shares: Shares

  public init(bids: Int, investors: Int, accounts: Int, shares: Shares) {
    self.bids = bids
    self.investors = investors
    self.accounts = accounts
    self.shares = shares
  }

  /// As the journal and `--json` print it.
  public var canonical: JSONValue {
    [
      "bids": .integer(Int64(bids)), "investors": .integer(Int64(investors)),
      "accounts": .integer(Int64(accounts)), "shares": .string(String(shares.count)),
    ]
  }
}
