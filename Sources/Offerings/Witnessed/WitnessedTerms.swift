import CanonicalJSON
import Transparency

/// Whose signatures make a head final, and which gates wait for them.
public struct WitnessedTerms: Equatable, Sendable {
  /// The policy as the terms seal it: without comments and spare spaces.
  public let policy: WitnessPolicy
  public let gates: Set<WitnessedGate>

  /// A quorum of nobody would be no gate.
  ///
  /// - Throws: everything that is wrong at once.
  public init(
    policy: WitnessPolicy, gates: [WitnessedGate]
  ) throws(WitnessedTermsRefusal) {
    self.policy = policy
    self.gates = Set(gates)
    var errors: [WitnessedTermsError] = []
    if policy.quorum == nil { errors.append(.noQuorum) }
    if gates.isEmpty { errors.append(.noGates) }
    for gate in self.gates.sorted() where gates.count(where: { $0 == gate }) > 1 {
      errors.append(.equalGates(gate))
    }
    guard errors.isEmpty else { throw WitnessedTermsRefusal(errors: errors) }
  }

  /// The quorum for people: "2 of 3 witnesses", or the name of the one that it takes.
  public var quorum: String {
    switch policy.quorum {
    case .group(let place):
      let group = policy.groups[place]
      let isFlat = group.members.allSatisfy { if case .witness = $0 { true } else { false } }
      return "\(group.threshold) of \(group.members.count) "
        + (isFlat ? "witnesses" : "members of \(group.name)")
    case .witness(let place): return "the witness \(policy.witnesses[place].name)"
    case nil: return "nobody"
    }
  }

  var canonical: JSONValue {
    [
      "policy": .string(policy.text),
      "gates": .array(gates.sorted().map { .string($0.rawValue) }),
    ]
  }

  /// Reads the terms back from a journal's opening; nil where they are none.
  public init?(canonical value: JSONValue) {
    guard let text = value["policy"]?.stringValue, let gates = value["gates"]?.arrayValue,
      let policy = try? WitnessPolicy(parsing: Array(text.utf8)), policy.text == text
    else { return nil }
    let names = gates.compactMap { $0.stringValue.flatMap(WitnessedGate.init(rawValue:)) }
    guard names.count == gates.count,
      let terms = try? WitnessedTerms(policy: policy, gates: names)
    else { return nil }
    self = terms
  }
}
