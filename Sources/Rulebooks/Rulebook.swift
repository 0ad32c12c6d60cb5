import CanonicalJSON
import TradingDays

/// The rules of one board and era as data, on one day: every number that a decision uses, with the
/// clause it comes from. The code holds mechanisms; what changes by board and year stands here.
public struct Rulebook: Sendable {
  /// The id that an offering names, "cn-star-2019".
  public let id: String
  public let title: String
  public let exchange: Exchange
  /// The id of the trading calendar.
  public let calendar: String
  public let inForce: ValidityPeriod
  /// Every rule as its file states it, in the file's order, amendments applied.
  public let rules: [Rule]
  public let values: RuleValues

  public init(
    id: String, title: String, exchange: Exchange, calendar: String, inForce: ValidityPeriod,
    rules: [Rule], values: RuleValues
  ) {
    self.id = id
    self.title = title
    self.exchange = exchange
    self.calendar = calendar
    self.inForce = inForce
    self.rules = rules
    self.values = values
  }

  /// The whole rulebook as the journal's first entry carries it.
  public var canonical: JSONValue {
    var period: JSONObject = ["from": .string(inForce.from.description)]
    if let until = inForce.until { period["until"] = .string(until.description) }
    let stated = JSONObject(uniqueMembers: rules.map { ($0.key, $0.canonical) })
    return [
      "id": .string(id), "title": .string(title), "exchange": .string(exchange.rawValue),
      "calendar": .string(calendar), "in_force": .object(period), "rules": .object(stated),
    ]
  }
}

extension Rulebook {
  /// The clause that a rule comes from; nil where the rulebook has no such rule.
  public func clause(of key: String) -> String? {
    rules.first { $0.key == key }?.clause
  }
}
