/// What can be wrong with who may approve, named after the rule that refuses it.
public enum ApprovalTermsError: Error, Equatable, Sendable {
  case fewerThanTwoPeople(found: Int)
  case noGates
  case equalGates(ApprovalGate)
  case equalNames(AccountName)
  /// One key under two names is one person.
  case equalPeople(AccountName, AccountName)
  case keyOfAnotherPerson(found: String, expected: AccountName)

  /// The rule's name.
  public var rule: String {
    switch self {
    case .fewerThanTwoPeople: "fewerThanTwoPeople"
    case .noGates: "noGates"
    case .equalGates: "equalGates"
    case .equalNames: "equalNames"
    case .equalPeople: "equalPeople"
    case .keyOfAnotherPerson: "keyOfAnotherPerson"
    }
  }

  public var found: String {
    switch self {
    case .fewerThanTwoPeople(let found): "\(found)"
    case .noGates: "none"
    case .equalGates(let gate): "\(gate.rawValue) twice"
    case .equalNames(let name): "\(name) twice"
    case .equalPeople(let first, let second): "one key of \(first) and \(second)"
    case .keyOfAnotherPerson(let found, _): "a vkey of \(found)"
    }
  }

  public var expected: String {
    switch self {
    case .fewerThanTwoPeople: "at least 2: nobody approves what he proposed"
    case .noGates:
      "at least one of \(ApprovalGate.allCases.map(\.rawValue).joined(separator: ", "))"
    case .equalGates, .equalNames: "each once"
    case .equalPeople: "a key of its own for each person"
    case .keyOfAnotherPerson(_, let name): "one whose name is \(name), as ipo approvals key prints"
    }
  }
}

/// Everything that is wrong with who may approve, at once.
public struct ApprovalTermsRefusal: Error, Equatable, Sendable {
  public let errors: [ApprovalTermsError]

  public init(errors: [ApprovalTermsError]) { self.errors = errors }
}
