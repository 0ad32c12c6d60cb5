import CanonicalJSON
import Quantities
import TradingDays

/// How quotes are asked for, as the inquiry announcement (初步询价公告) states it: an offering with these
/// terms begins at its bids, and its price is found by them. What is nil the rulebook says.
public struct InquiryTerms: Equatable, Sendable {
  /// When quotes may be submitted first, and the last second of it.
  public var opens: Instant?
  public var closes: Instant?
  /// The least, the step and the most of a bid's shares (拟申购数量).
  public var minimumShares: Shares?
  public var stepShares: Shares?
  public var maximumShares: Shares?
  /// The part of the quoted shares that is to be removed from the top, within what the rulebook allows.
  public var elimination: Ratio?

  public init(
    opens: Instant? = nil, closes: Instant? = nil, minimumShares: Shares? = nil,
    stepShares: Shares? = nil, maximumShares: Shares? = nil, elimination: Ratio? = nil
  ) {
    self.opens = opens
    self.closes = closes
    self.minimumShares = minimumShares
    self.stepShares = stepShares
    self.maximumShares = maximumShares
    self.elimination = elimination
  }

  var canonical: JSONValue {
    var members: JSONObject = [:]
    if let opens { members["opens"] = .string(opens.description) }
    if let closes { members["closes"] = .string(closes.description) }
    if let minimumShares { members["minimum_shares"] = .string(String(minimumShares.count)) }
    if let stepShares { members["step_shares"] = .string(String(stepShares.count)) }
    if let maximumShares { members["maximum_shares"] = .string(String(maximumShares.count)) }
    if let elimination { members["elimination_percent"] = .string(elimination.shortPercent) }
    return .object(members)
  }
}
