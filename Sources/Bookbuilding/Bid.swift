import Offerings
import Quantities
import TradingDays

/// One account's quote as it was received (网下报价): an offer to take `shares` at `price`.
public struct Bid: Equatable, Sendable {
  /// The institution that quoted (网下投资者).
  public let investor: AccountName
  /// The account it quoted for (配售对象).
  public let account: AccountName
  /// The class that decides its allotment ratio: "A", "B", or a tier such as "A1".
  public let investorClass: String
  public let price: QuotedPrice
  public let shares: Shares
  public let submittedAt: Instant
  /// The platform's order among equal times.
  public let sequence: Int64

  public init(
    investor: AccountName, account: AccountName, investorClass: String, price: QuotedPrice,
    shares: Shares, submittedAt: Instant, sequence: Int64
  ) {
    self.investor = investor
    self.account = account
    self.investorClass = investorClass
    self.price = price
    self.shares = shares
    self.submittedAt = submittedAt
    self.sequence = sequence
  }
}
