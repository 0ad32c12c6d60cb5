import CanonicalJSON
import Quantities
import Reconciliation
import Testing

/// What rules can be, and their canonical form.
struct MatchingRulesTests {
  @Test func `A tolerance is not negative`() throws {
    #expect(try MatchingRules(tolerance: .zero).tolerance == .zero)
    #expect(throws: MatchingRulesError.negativeTolerance(Money(fen: -1))) {
      try MatchingRules(tolerance: Money(fen: -1))
    }
  }

  @Test(arguments: [
    (["a": "a"], "a"), (["a": "b", "b": "a"], "a"), (["b": "a", "a": "c", "c": "b"], "a"),
    (["x": "b", "b": "c", "c": "b"], "b"),
  ])
  func `Nobody pays for himself`(payers: [String: String], account: String) {
    #expect(throws: MatchingRulesError.payerOfItself(account: account)) {
      try MatchingRules(payers: payers)
    }
  }

  @Test func `Payers may pay for payers`() throws {
    let payers = ["a": "b", "b": "c", "d": "c"]
    #expect(try MatchingRules(payers: payers).payers == payers)
  }

  @Test func `The canonical form comes back, and no other is read`() throws {
    let rules = try MatchingRules(
      tolerance: Money(fen: 5), payers: ["A2": "P", "A10": "P", "é": "Q"])
    #expect(
      rules.canonical.canonicalText
        == #"{"payers":{"A10":"P","A2":"P","é":"Q"},"tolerance":"0.05"}"#)
    #expect(MatchingRules(canonical: rules.canonical) == rules)
    #expect(MatchingRules(canonical: MatchingRules.plain.canonical) == .plain)
    let wrong: [JSONValue] = [
      [:], ["payers": [:]], ["payers": [:], "tolerance": "0.5"],
      ["payers": [:], "tolerance": "-0.50"], ["payers": [:], "tolerance": 1],
      ["payers": ["a": 1], "tolerance": "0.00"], ["payers": ["a": "a"], "tolerance": "0.00"],
      ["payers": [:], "tolerance": "0.00", "more": "x"],
    ]
    for value in wrong { #expect(MatchingRules(canonical: value) == nil, "\(value)") }
  }
}
