import Lottery
import TradingDays

/// The days on which a rulebook can be T, both ends included.
public struct ValidityPeriod: Equatable, Sendable, CustomStringConvertible {
  public let from: Day
  public let until: Day?
  public let confidence: Confidence
  public let clause: String

  public init(from: Day, until: Day?, confidence: Confidence, clause: String) {
    self.from = from
    self.until = until
    self.confidence = confidence
    self.clause = clause
  }

  public func contains(_ day: Day) -> Bool {
    from <= day && until.map { day <= $0 } ?? true
  }

  public var description: String {
    "\(from) – \(until?.description ?? "today")"
  }
}
