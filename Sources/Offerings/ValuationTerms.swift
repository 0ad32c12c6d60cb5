import CanonicalJSON
import Quantities

/// What a price is held against: the issuer's earnings, its peers, its listing standard.
public struct ValuationTerms: Equatable, Sendable {
  /// Last year's net profit, the lower of before and after non-recurring items (扣非前后孰低), in yuan;
  /// negative where there was a loss.
  public var netProfit: Money?
  /// The peers' price-earnings multiple (行业市盈率), at most 4 decimals.
  public var peerMultiple: Ratio?
  /// The listing standard (上市标准) that the issuer chose, by its id in the rulebook.
  public var listingStandard: String?
  /// What the issuer needs to raise, in yuan (募集资金需求).
  public var fundsNeeded: Money?

  public init(
    netProfit: Money? = nil, peerMultiple: Ratio? = nil, listingStandard: String? = nil,
    fundsNeeded: Money? = nil
  ) {
    self.netProfit = netProfit
    self.peerMultiple = peerMultiple
    self.listingStandard = listingStandard
    self.fundsNeeded = fundsNeeded
  }

  var canonical: JSONValue {
    var members: JSONObject = [:]
    if let netProfit { members["net_profit"] = .string(netProfit.canonical) }
    if let peerMultiple { members["peer_multiple"] = .string(peerMultiple.decimal(places: 4)) }
    if let listingStandard { members["listing_standard"] = .string(listingStandard) }
    if let fundsNeeded { members["funds_needed"] = .string(fundsNeeded.canonical) }
    return .object(members)
  }
}
