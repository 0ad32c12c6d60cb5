import Quantities

/// The rules of the inquiry and of the book (询价与簿记), up to the price.
public struct BookRules: Equatable, Sendable {
  /// When quotes may be submitted first, and until when: a bid at the very end is in time.
  public var opens: Deadline
  public var closes: Deadline
  /// The step of a bid's shares, and the least that a bid carries, where the deal states none.
  public var step: Shares
  /// How many different prices one investor may quote for all its accounts.
  public var pricesPerInvestor: Int
  /// By how much an investor's highest price may exceed its lowest, in percent of the lowest; nil where no
  /// rule says so.
  public var priceSpread: Ratio?
  public var elimination: EliminationRule
  /// The classes whose median and mean are the other two of the four numbers (四数孰低): public and social
  /// security funds, pensions, annuities, insurance, QFII.
  public var longTermClasses: [String]
  /// The most by which a price may exceed the lowest of the four numbers; nil where no rule says so.
  public var priceCap: Ratio?
  /// How many investors the book needs, by the size of the issue, smallest first.
  public var minimumBidders: [BidderFloor]

  public init(
    opens: Deadline, closes: Deadline, step: Shares, pricesPerInvestor: Int, priceSpread: Ratio?,
    elimination: EliminationRule, longTermClasses: [String], priceCap: Ratio?,
    minimumBidders: [BidderFloor]
  ) {
    self.opens = opens
    self.closes = closes
    self.step = step
    self.pricesPerInvestor = pricesPerInvestor
    self.priceSpread = priceSpread
    self.elimination = elimination
    self.longTermClasses = longTermClasses
    self.priceCap = priceCap
    self.minimumBidders = minimumBidders
  }

  /// How many investors must have valid and effective bids for an issue of so many shares.
  public func bidders(forIssue total: Shares) -> Int {
    minimumBidders.first { floor in floor.upTo.map { total <= $0 } ?? true }?.bidders ?? 0
  }
}
