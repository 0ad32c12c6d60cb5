import Cryptography
import Testing
import Transparency

@Suite struct PolicyVerdictTests {
  private static let keys = PolicyWorld.witnesses.map(\.verifierKey)
  private let log = PolicyWorld.log.verifierKey

  /// A group of a small world, as a value that is judged by its definition alone.
  private indirect enum Rule {
    case witness(Int)
    case group(Int, [Rule])

    func isMet(_ seen: Set<Int>) -> Bool {
      switch self {
      case .witness(let place): seen.contains(place)
      case .group(let threshold, let members):
        members.filter { $0.isMet(seen) }.count >= threshold
      }
    }

    /// The lines that define it, members first, and its name.
    func lines(_ lines: inout [String]) -> String {
      switch self {
      case .witness(let place): return "w\(place)"
      case .group(let threshold, let members):
        let names = members.map { $0.lines(&lines) }
        let name = "g\(lines.count)"
        lines.append("group \(name) \(threshold) \(names.joined(separator: " "))")
        return name
      }
    }
  }

  /// Every rule over these witnesses, each used once: all divisions into groups up to the depth, all
  /// thresholds.
  private static func rules(_ places: [Int], depth: Int) -> [Rule] {
    if places.count == 1 { return [.witness(places[0])] + wrapped(places, depth) }
    return wrapped(places, depth)
  }

  private static func wrapped(_ places: [Int], _ depth: Int) -> [Rule] {
    guard depth > 0 else { return [] }
    return divisions(places).flatMap { parts -> [Rule] in
      // One part that is everything would be itself again, one level down.
      let choices = parts.map { rules($0, depth: depth - 1) }
      let members = choices.reduce([[]]) { all, some in
        all.flatMap { one in some.map { one + [$0] } }
      }
      return members.flatMap { members in
        (1...parts.count).map { .group($0, members) }
      }
    }
  }

  /// Every way to divide a list into parts.
  private static func divisions(_ places: [Int]) -> [[[Int]]] {
    guard let first = places.first else { return [[]] }
    return divisions(Array(places.dropFirst())).flatMap { parts in
      [[[first]] + parts]
        + parts.indices.map { place in
          var parts = parts
          parts[place].insert(first, at: 0)
          return parts
        }
    }
  }

  private static func subsets(_ count: Int) -> [[Int]] {
    (0..<(1 << count)).map { bits in (0..<count).filter { bits >> $0 & 1 == 1 } }
  }

  @Test func `Every nesting of up to three witnesses, seen by every subset of them`() throws {
    let notes = try Self.subsets(3).map { ($0, try PolicyWorld.note(cosigned: $0)) }
    var count = 0
    for size in 1...3 {
      for rule in Self.rules(Array(0..<size), depth: 3) {
        count += 1
        let policy = try Self.policy(rule, witnesses: 3)
        for (subset, note) in notes {
          let verdict = try policy.verdict(on: note)
          let expected = rule.isMet(Set(subset))
          #expect(verdict.isQuorumMet == expected, "\(policy.text)\(subset)")
          #expect(verdict.isSatisfied == expected)
          #expect(verdict.sightings.map(\.witness.name) == subset.map { "w\($0)" })
          #expect(verdict.missing.count == 3 - subset.count)
          #expect(verdict.description.contains("missing") == !expected)
        }
      }
    }
    #expect(count > 300)
  }

  @Test func `Every threshold of four, seen by every subset`() throws {
    for threshold in 1...4 {
      let policy = try Self.policy(
        .group(threshold, (0..<4).map(Rule.witness)), witnesses: 4)
      for subset in Self.subsets(4) {
        let verdict = try policy.verdict(on: PolicyWorld.note(cosigned: subset))
        #expect(verdict.isQuorumMet == (subset.count >= threshold))
      }
    }
  }

  @Test func `Without the log's signature nothing is final`() throws {
    let policy = try Self.policy(.witness(0), witnesses: 1)
    let unsigned = try policy.verdict(on: PolicyWorld.note(cosigned: [0], signed: false))
    #expect(unsigned.isQuorumMet)
    #expect(!unsigned.isSatisfied)
    #expect(
      unsigned.description == "not final: signed by no log of the policy, cosigned by w0")
    let other = try PolicyWorld.note(cosigned: [0], origin: "ledger.example/b")
    #expect(try !policy.verdict(on: other).isSatisfied)
  }

  @Test func `A log that the policy leaves out is the caller's to name`() throws {
    let text = "witness w \(Self.keys[0])\nquorum w\n"
    let policy = try WitnessPolicy(parsing: Array(text.utf8))
    let note = try PolicyWorld.note(cosigned: [0])
    #expect(try !policy.verdict(on: note).isSatisfied)
    #expect(try policy.verdict(on: note, log: log).isSatisfied)
    let listed = try Self.policy(.witness(0), witnesses: 1)
    let stranger = try VerifierKey(name: log.name, key: SigningKey.generate().verificationKey)
    #expect(try listed.verdict(on: note, log: stranger).log == log)
    #expect(try !policy.verdict(on: note, log: stranger).isSatisfied)
  }

  @Test func `A quorum of none asks for the log alone`() throws {
    let policy = try WitnessPolicy(parsing: Array("log \(log)\nquorum none\n".utf8))
    #expect(try policy.verdict(on: PolicyWorld.note(cosigned: [])).isSatisfied)
    #expect(try !policy.verdict(on: PolicyWorld.note(cosigned: [], signed: false)).isSatisfied)
  }

  @Test func `Only cosignatures within the times count, and both ends do`() throws {
    let policy = try Self.policy(.witness(0), witnesses: 1)
    var note = try PolicyWorld.note(cosigned: [0])
    try note.cosign(with: PolicyWorld.witnesses[0], at: 200)
    #expect(try policy.verdict(on: note).sightings.map(\.times) == [100...200])
    for (times, expected) in [
      (Int64(0)...99, false), (0...100, true), (100...150, true), (101...199, false),
      (101...200, true), (201...300, false),
    ] {
      #expect(try policy.verdict(on: note, within: times).isSatisfied == expected, "\(times)")
    }
  }

  @Test func `A broken signature of anybody in the policy refuses the whole note`() throws {
    let policy = try Self.policy(.witness(0), witnesses: 2)
    let other = try PolicyWorld.note(cosigned: [1], size: 4)
    let note = try PolicyWorld.note(cosigned: [0])
    let lines = other.signatures.map { "\($0.line)\n" }
    for line in lines {
      let mixed = try SignedNote(parsing: note.bytes + Array(line.utf8))
      #expect(throws: TransparencyError.self) { try policy.verdict(on: mixed) }
    }
  }

  @Test func `A text that is no checkpoint is refused`() throws {
    var note = try SignedNote(text: "text\n")
    try note.sign(with: PolicyWorld.log)
    let policy = try Self.policy(.witness(0), witnesses: 1)
    #expect(throws: TransparencyError.self) { try policy.verdict(on: note) }
  }

  @Test func `The words name who is missing, on every level`() throws {
    let rule = Rule.group(
      2, [.group(2, [.witness(0), .witness(1)]), .group(1, [.witness(2), .witness(3)])])
    let policy = try Self.policy(rule, witnesses: 4)
    let verdict = try policy.verdict(on: PolicyWorld.note(cosigned: [0]))
    #expect(
      verdict.description == "not final: signed by ledger.example/a, cosigned by w0; g2 has 0 of "
        + "the 2 it takes, missing g0, g1; g0 has 1 of the 2 it takes, missing w1; g1 has 0 of "
        + "the 1 it takes, missing w2, w3")
    let final = try policy.verdict(on: PolicyWorld.note(cosigned: [0, 1, 3]))
    #expect(
      final.description == "final: signed by ledger.example/a, cosigned by w0, w1, w3")
  }

  private static func policy(_ rule: Rule, witnesses: Int) throws -> WitnessPolicy {
    var lines: [String] = []
    let quorum = rule.lines(&lines)
    let all =
      ["log \(PolicyWorld.log.verifierKey)"]
      + (0..<witnesses).map { "witness w\($0) \(keys[$0])" } + lines + ["quorum \(quorum)"]
    return try WitnessPolicy(parsing: Array(all.map { "\($0)\n" }.joined().utf8))
  }
}
