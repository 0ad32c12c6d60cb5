import Cryptography
import Testing
import Transparency

@Suite struct WitnessPolicyTests {
  private let log = PolicyWorld.log.verifierKey
  private let keys = PolicyWorld.witnesses.map(\.verifierKey)

  @Test func `A policy with two levels of groups reads`() throws {
    let policy = try policy(
      """
      # who may sign
      \tlog \(log)   https://ledger.example/a

      witness X1 \(keys[0])
      witness X2 \(keys[1]) https://x2.example/
      witness X3 \(keys[2])
        # a comment behind white space
      group X-witnesses 2 X1 X2 X3
      witness Y1 \(keys[3])
      group Y-witnesses any Y1
      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """)
    #expect(policy.logs.map(\.key) == [log])
    #expect(policy.logs.map(\.url) == ["https://ledger.example/a"])
    #expect(policy.witnesses.map(\.name) == ["X1", "X2", "X3", "Y1"])
    #expect(policy.witnesses.map(\.key) == Array(keys.prefix(4)))
    #expect(policy.witnesses.map(\.url) == [nil, "https://x2.example/", nil, nil])
    #expect(policy.groups.map(\.threshold) == [2, 1, 2])
    #expect(policy.groups.last?.members == [.group(0), .group(1)])
    #expect(policy.quorum == .group(2))
    #expect(
      policy.text == """
        log \(log) https://ledger.example/a
        witness X1 \(keys[0])
        witness X2 \(keys[1]) https://x2.example/
        witness X3 \(keys[2])
        witness Y1 \(keys[3])
        group X-witnesses 2 X1 X2 X3
        group Y-witnesses 1 Y1
        group X-and-Y 2 X-witnesses Y-witnesses
        quorum X-and-Y

        """)
    #expect(try WitnessPolicy(parsing: Array(policy.text.utf8)) == policy)
  }

  @Test func `A quorum of none, or of one witness, needs no group`() throws {
    #expect(try policy("quorum none").quorum == nil)
    #expect(try policy("quorum none").text == "quorum none\n")
    #expect(try policy("witness w \(keys[0])\nquorum w").quorum == .witness(0))
    #expect(try policy("witness any \(keys[0])\nquorum any").quorum == .witness(0))
  }

  @Test func `Every fault is named with its line`() throws {
    let note = PolicyWorld.witnesses[0].verifierKey.key
    let wrongKind = try VerifierKey(name: "w", key: note)
    let cases: [(String, Int, WitnessPolicyError)] = [
      ("", 2, .quorumMissing),
      ("# nothing", 2, .quorumMissing),
      ("quorum none\nquorum none", 2, .quorumTwice(line: 1)),
      ("quorum none\nwitness w \(wrongKind)", 2, .malformedKey(kind(1, 4))),
      ("log \(keys[0])\nquorum none", 1, .malformedKey(kind(4, 1))),
      ("log\nquorum none", 1, .malformedStatement("log", expected: "log <vkey> [<url>]")),
      (
        "log \(log) u # no comment\nquorum none", 1,
        .malformedStatement("log", expected: "log <vkey> [<url>]")
      ),
      (
        "witness \(keys[0])\nquorum none", 1,
        .malformedStatement("witness", expected: "witness <name> <vkey> [<url>]")
      ),
      (
        "group g any\nquorum none", 1,
        .malformedStatement("group", expected: "group <name> <k|any|all> <name>…")
      ),
      ("quorum", 1, .malformedStatement("quorum", expected: "quorum <name|none>")),
      ("quorum a b", 1, .malformedStatement("quorum", expected: "quorum <name|none>")),
      ("Quorum none\nquorum none", 1, .unknownStatement(found: "Quorum")),
      ("quorum w", 1, .unknownMember(name: "w")),
      ("quorum w\nwitness w \(keys[0])", 1, .unknownMember(name: "w")),
      ("group g any g\nquorum none", 1, .unknownMember(name: "g")),
      ("group g any none\nquorum none", 1, .reservedName),
      ("witness none \(keys[0])\nquorum none", 1, .reservedName),
      ("log \(log)\nlog \(log)\nquorum none", 2, .logTwice(name: log.name)),
      ("witness a \(keys[0])\nwitness b \(keys[0])\nquorum a", 2, .witnessTwice(name: "b")),
      ("witness a \(keys[0])\nwitness a \(keys[1])\nquorum a", 2, .nameTwice(name: "a")),
      (
        "witness a \(keys[0])\ngroup a any a\nquorum a", 2, .nameTwice(name: "a")
      ),
      (
        "witness a \(keys[0])\ngroup g any a a\nquorum g", 2, .memberUsedTwice(name: "a")
      ),
      (
        "witness a \(keys[0])\ngroup g any a\ngroup h any a\nquorum g", 3,
        .memberUsedTwice(name: "a")
      ),
      (
        "witness a \(keys[0])\ngroup g 0 a\nquorum a", 2,
        .thresholdOutOfRange(found: 0, members: 1)
      ),
      (
        "witness a \(keys[0])\ngroup g 2 a\nquorum a", 2,
        .thresholdOutOfRange(found: 2, members: 1)
      ),
      (
        "witness a \(keys[0])\ngroup g -1 a\nquorum a", 2,
        .thresholdOutOfRange(found: -1, members: 1)
      ),
      ("witness a \(keys[0])\ngroup g 01 a\nquorum a", 2, .malformedThreshold(found: "01")),
      ("witness a \(keys[0])\ngroup g +1 a\nquorum a", 2, .malformedThreshold(found: "+1")),
      ("witness a \(keys[0])\ngroup g ANY a\nquorum a", 2, .malformedThreshold(found: "ANY")),
      ("quorum none\r", 1, .malformedCharacter(found: 13)),
      ("# \u{7f}\nquorum none", 1, .malformedCharacter(found: 127)),
    ]
    for (text, line, error) in cases {
      let refusal = #expect(throws: WitnessPolicyRefusal.self, "\(text)") { try policy(text) }
      #expect(refusal?.faults.first { $0.error == error }?.line == line, "\(text)")
    }
  }

  @Test func `A log that would be its own witness is refused, in either order`() throws {
    let own = try VerifierKey(name: "w", key: log.key, kind: .cosignature)
    for lines in ["log \(log)\nwitness w \(own)\n", "witness w \(own)\nlog \(log)\n"] {
      let refusal = #expect(throws: WitnessPolicyRefusal.self) {
        try policy(lines + "quorum w")
      }
      #expect(refusal?.faults.count == 1)
      #expect(refusal?.description.contains("logIsWitness") == true)
    }
  }

  @Test func `All faults are told at once, and one that follows from another is not`() throws {
    let refusal = #expect(throws: WitnessPolicyRefusal.self) {
      try policy(
        """
        log nonsense
        witness a nonsense
        group g 5 a b
        group h any g
        quorum h
        """)
    }
    #expect(refusal?.faults.map(\.line) == [1, 2, 3, 3])
  }

  @Test func `Names that look alike are two names`() throws {
    let text = "witness K \(keys[0])\nwitness \u{212a} \(keys[1])\nquorum \u{212a}"
    #expect(try policy(text).quorum == .witness(1))
    let composed = "witness \u{e9} \(keys[0])\nwitness e\u{301} \(keys[1])\nquorum e\u{301}"
    #expect(try policy(composed).quorum == .witness(1))
  }

  @Test func `Bytes that are no text, and a last line without its end, are refused`() {
    #expect(throws: WitnessPolicyRefusal.self) {
      try WitnessPolicy(parsing: Array("quorum none".utf8))
    }
    #expect(throws: WitnessPolicyRefusal.self) {
      try WitnessPolicy(parsing: [0x23, 0xff, 0x0a] + Array("quorum none\n".utf8))
    }
    let long = Array(repeating: UInt8(ascii: "\n"), count: WitnessPolicy.byteCountMax)
    #expect(throws: WitnessPolicyRefusal.self) {
      try WitnessPolicy(parsing: long + Array("quorum none\n".utf8))
    }
    let most = long.dropLast("quorum none\n".utf8.count) + Array("quorum none\n".utf8)
    #expect(throws: Never.self) { try WitnessPolicy(parsing: Array(most)) }
  }

  @Test func `Groups nested as deep as a file allows are judged`() throws {
    var text = "witness g0 \(keys[0])\n"
    for number in 1...20_000 { text += "group g\(number) all g\(number - 1)\n" }
    let policy = try policy(text + "quorum g20000")
    #expect(try policy.verdict(on: PolicyWorld.note(cosigned: [0]), log: log).isSatisfied)
    #expect(try !policy.verdict(on: PolicyWorld.note(cosigned: [1]), log: log).isQuorumMet)
  }

  private func policy(_ text: String) throws -> WitnessPolicy {
    try WitnessPolicy(parsing: Array("\(text)\n".utf8))
  }

  private func kind(_ found: UInt8, _ expected: UInt8) -> TransparencyError {
    .keyTypeDiffers(found: found, expected: expected)
  }
}
