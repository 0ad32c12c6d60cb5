import CanonicalJSON

/// A rule of the strategic placement that this deal does not keep, with the reason that its announcement
/// states: some rules hold in principle only, and say that a plan which departs from them gives its reasons.
public struct Departure: Equatable, Sendable {
  /// What a deal may depart from, by the names of the refusals.
  public enum Rule: String, CaseIterable, Sendable {
    /// More of the issue than the limit: "in principle" from 100m shares on (原则上不超过).
    case strategicShareAboveLimit
    /// Another number of shares than the tier's.
    case coInvestmentDiffers
    /// No co-investment on a board that always asks for it.
    case coInvestmentMissing
  }

  public let rule: Rule
  public let reason: String

  public init(rule: Rule, reason: String) {
    self.rule = rule
    self.reason = reason
  }
}

extension Terms {
  /// The stated reason for not keeping a rule; nil where the deal keeps it.
  public func reason(for rule: Departure.Rule) -> String? {
    departures.first { $0.rule == rule }?.reason
  }
}
