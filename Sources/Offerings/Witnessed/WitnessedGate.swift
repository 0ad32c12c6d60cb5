/// An operation after which nothing follows before witnesses have seen it (见证).
public enum WitnessedGate: String, CaseIterable, Comparable, Sendable {
  case freeze
  case draw
  case proceeds
  case registration

  /// The operation whose head witnesses have to see.
  public var operation: String { rawValue }

  /// The operation that records what they signed.
  public var witness: String { Self.prefix + rawValue }

  /// What the ids of all such operations begin with.
  public static let prefix = "witness-"

  /// "the list is frozen".
  public var done: String {
    switch self {
    case .freeze: "the list is frozen"
    case .draw: "the draw is made"
    case .proceeds: "the proceeds are divided"
    case .registration: "the shares are registered"
    }
  }

  public static func < (left: WitnessedGate, right: WitnessedGate) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
