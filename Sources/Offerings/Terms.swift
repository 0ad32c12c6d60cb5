import CanonicalJSON
import Quantities
import TradingDays

/// What is fixed before T: the head of `offering.yaml`. The journal's first entry carries all of it.
public struct Terms: Equatable, Sendable {
  /// The issuer's short name (证券简称).
  public var name: String
  /// The security's code (证券代码); also the unit of its shares in the ledger.
  public var code: String
  /// The rulebook's id, or the path of a file beside `offering.yaml`.
  public var rulebook: String
  /// The issue price (发行价格); nil where the inquiry has to find it.
  public var price: Price?
  /// T, the day of application online and offline (申购日).
  public var subscriptionDay: Day
  public var shares: ShareTerms
  public var lottery: LotteryTerms
  /// By class, the best served first; only where the rulebook leaves lock tiers to the deal.
  public var lockTiers: [ClassTier]
  /// The underwriter's account in the register (余额包销 goes there).
  public var underwriter: AccountName
  public var fees: FeeTerms
  /// How quotes are asked for; nil where the offering begins at its price.
  public var inquiry: InquiryTerms?
  /// What a price is held against; nil where nothing is stated.
  public var valuation: ValuationTerms?
  /// Where two people have to agree, and who may; nil where one is enough.
  public var approvals: ApprovalTerms?
  /// Where witnesses have to have seen the journal, and which; nil where it goes on without them.
  public var witnessed: WitnessedTerms?
  /// Rules that the deal does not keep, each once.
  public var departures: [Departure] = []

  public init(
    name: String, code: String, rulebook: String, price: Price?, subscriptionDay: Day,
    shares: ShareTerms, lottery: LotteryTerms, lockTiers: [ClassTier], underwriter: AccountName,
    fees: FeeTerms, inquiry: InquiryTerms? = nil, valuation: ValuationTerms? = nil,
    approvals: ApprovalTerms? = nil, witnessed: WitnessedTerms? = nil
  ) {
    self.name = name
    self.code = code
    self.rulebook = rulebook
    self.price = price
    self.subscriptionDay = subscriptionDay
    self.shares = shares
    self.lottery = lottery
    self.lockTiers = lockTiers
    self.underwriter = underwriter
    self.fees = fees
    self.inquiry = inquiry
    self.valuation = valuation
    self.approvals = approvals
    self.witnessed = witnessed
  }

  /// The terms as the journal carries them; the rulebook's own text stands beside them there.
  public var canonical: JSONValue {
    var members: JSONObject = [
      "name": .string(name), "code": .string(code), "currency": "CNY",
      "subscription_day": .string(subscriptionDay.description),
      "shares": shares.canonical, "lottery": lottery.canonical,
      "lock_tiers": .array(lockTiers.map(\.canonical)),
      "underwriter": .string(underwriter.text), "fees": fees.canonical,
    ]
    if let price { members["price"] = .string(price.canonical) }
    if let inquiry { members["inquiry"] = inquiry.canonical }
    if let valuation { members["valuation"] = valuation.canonical }
    if let approvals { members["approvals"] = approvals.canonical }
    if let witnessed { members["witnessed"] = witnessed.canonical }
    if !departures.isEmpty {
      members["departures"] = .object(
        JSONObject(uniqueMembers: departures.map { ($0.rule.rawValue, .string($0.reason)) }))
    }
    return .object(members)
  }
}
