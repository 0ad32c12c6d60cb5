/// What can be wrong with witnessed gates, named after the rule that refuses it.
public enum WitnessedTermsError: Error, Equatable, Sendable {
  case noQuorum
  case noGates
  case equalGates(WitnessedGate)

  /// The rule's name.
  public var rule: String {
    switch self {
    case .noQuorum: "noQuorum"
    case .noGates: "noGates"
    case .equalGates: "equalGates"
    }
  }

  public var found: String {
    switch self {
    case .noQuorum: "a policy with the quorum none"
    case .noGates: "none"
    case .equalGates(let gate): "\(gate.rawValue) twice"
    }
  }

  public var expected: String {
    switch self {
    case .noQuorum: "a witness or a group that has to have witnessed"
    case .noGates:
      "at least one of \(WitnessedGate.allCases.map(\.rawValue).joined(separator: ", "))"
    case .equalGates: "each once"
    }
  }
}

/// Everything that is wrong with witnessed gates, at once.
public struct WitnessedTermsRefusal: Error, Equatable, Sendable {
  public let errors: [WitnessedTermsError]

  public init(errors: [WitnessedTermsError]) { self.errors = errors }
}
