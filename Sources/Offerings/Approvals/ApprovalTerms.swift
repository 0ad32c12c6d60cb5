import CanonicalJSON
import Transparency

/// Who may propose and approve, and at which gates two of them have to agree.
public struct ApprovalTerms: Equatable, Sendable {
  /// One person with the key that signs his words; it bears his name.
  public struct Person: Equatable, Sendable {
    public let name: AccountName
    public let key: VerifierKey

    public init(name: AccountName, key: VerifierKey) {
      (self.name, self.key) = (name, key)
    }
  }

  /// In the order of their names.
  public let people: [Person]
  public let gates: Set<ApprovalGate>

  /// - Throws: everything that is wrong at once.
  public init(people: [Person], gates: [ApprovalGate]) throws(ApprovalTermsRefusal) {
    self.people = people.sorted { $0.name < $1.name }
    self.gates = Set(gates)
    var errors: [ApprovalTermsError] = []
    if people.count < 2 { errors.append(.fewerThanTwoPeople(found: people.count)) }
    if gates.isEmpty { errors.append(.noGates) }
    for gate in self.gates where gates.count(where: { $0 == gate }) > 1 {
      errors.append(.equalGates(gate))
    }
    for (index, person) in self.people.enumerated() {
      let before = self.people[..<index]
      if before.contains(where: { $0.name == person.name }) {
        errors.append(.equalNames(person.name))
      }
      if let other = before.first(where: { $0.key.key == person.key.key }) {
        errors.append(.equalPeople(other.name, person.name))
      }
      if person.key.name != person.name.text {
        errors.append(.keyOfAnotherPerson(found: person.key.name, expected: person.name))
      }
    }
    guard errors.isEmpty else { throw ApprovalTermsRefusal(errors: errors) }
  }

  /// The person of a name.
  public func person(named name: AccountName) -> Person? { people.first { $0.name == name } }

  /// The names, for people.
  public var names: String { people.map(\.name.text).joined(separator: ", ") }

  var canonical: JSONValue {
    [
      "people": .object(
        JSONObject(uniqueMembers: people.map { ($0.name.text, .string($0.key.description)) })),
      "gates": .array(
        ApprovalGate.allCases.filter(gates.contains).map { .string($0.rawValue) }),
    ]
  }

  /// Reads the terms back from a journal's opening; nil where they are none.
  public init?(canonical value: JSONValue) {
    guard let people = value["people"]?.objectValue, let gates = value["gates"]?.arrayValue else {
      return nil
    }
    let read = people.compactMap { member -> Person? in
      guard let name = AccountName(member.key),
        let key = member.value.stringValue.flatMap({ try? VerifierKey(parsing: $0) })
      else { return nil }
      return Person(name: name, key: key)
    }
    let names = gates.compactMap { $0.stringValue.flatMap(ApprovalGate.init(rawValue:)) }
    guard read.count == people.count, names.count == gates.count,
      let terms = try? ApprovalTerms(people: read, gates: names)
    else { return nil }
    self = terms
  }
}
