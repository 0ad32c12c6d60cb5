import CanonicalJSON
import Quantities

/// The offering's shares as first divided (初始发行数量).
public struct ShareTerms: Equatable, Sendable {
  /// The base issue, without over-allotment.
  public var total: Shares
  public var strategic: Shares
  /// Before strategic shortfall and clawback.
  public var offline: Shares
  /// Before clawback, over-allotted shares included.
  public var online: Shares
  /// Shares sold beyond the base issue (超额配售), all of them online.
  public var overAllotment: Shares
  /// The part of FINAL offline shares that is locked by agreement, in deals above 10bn yuan.
  public var offlineLocked: Ratio
  /// Shares that existed before the offering.
  public var preIPO: Shares

  public init(
    total: Shares, strategic: Shares, offline: Shares, online: Shares, overAllotment: Shares,
    offlineLocked: Ratio, preIPO: Shares
  ) {
    self.total = total
    self.strategic = strategic
    self.offline = offline
    self.online = online
    self.overAllotment = overAllotment
    self.offlineLocked = offlineLocked
    self.preIPO = preIPO
  }

  var canonical: JSONValue {
    [
      "total": .string(String(total.count)), "strategic": .string(String(strategic.count)),
      "offline": .string(String(offline.count)), "online": .string(String(online.count)),
      "over_allotment": .string(String(overAllotment.count)),
      "offline_locked_percent": .string(offlineLocked.shortPercent),
      "pre_ipo": .string(String(preIPO.count)),
    ]
  }
}
