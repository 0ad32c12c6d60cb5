import TradingDays

/// One gate as calls and journals name it: `clawback`, or `release-2021-06-02` for the release of what is
/// locked until that day.
public struct GateName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let gate: ApprovalGate
  /// The contractual end of a lock-up; nil for every other gate.
  public let end: Day?

  /// What an error says was expected.
  public static let expectation = "price, clawback, draw, proceeds or release-YYYY-MM-DD"

  /// A gate that an offering passes once; nil for a release, which needs its day.
  public init?(_ gate: ApprovalGate) {
    guard gate != .release else { return nil }
    (self.gate, end) = (gate, nil)
  }

  /// The release of what is locked until a day.
  public init(releaseOf end: Day) {
    (gate, self.end) = (.release, end)
  }

  /// Reads a name; nil where it is none.
  public init?(_ text: String) {
    let prefix = "release-"
    if text.hasPrefix(prefix) {
      guard let end = Day(text.dropFirst(prefix.count)) else { return nil }
      self.init(releaseOf: end)
    } else {
      guard let gate = ApprovalGate(rawValue: text) else { return nil }
      self.init(gate)
    }
  }

  public static func < (left: GateName, right: GateName) -> Bool {
    left.description < right.description
  }

  public var description: String { end.map { "release-\($0)" } ?? gate.rawValue }
}
