import TradingDays

/// What a step tells a person: one block with aligned labels.
public struct StepReport: Equatable, Sendable {
  /// "Clawback 回拨".
  public let title: String
  /// The day it falls on, relative to T where the rules say so: "T".
  public let when: String
  public let day: Day?
  public private(set) var lines: [Line] = []

  public struct Line: Equatable, Sendable {
    public let label: String
    public let value: String
  }

  public init(_ title: String, when: String, day: Day?) {
    self.title = title
    self.when = when
    self.day = day
  }

  public mutating func add(_ label: String, _ value: String) {
    lines.append(Line(label: label, value: value))
  }
}
