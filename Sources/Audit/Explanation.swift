import CanonicalJSON
import Ledger
import Offerings
import Reconciliation

/// Somebody's word on a break that may stand: a late booking that the bank has announced, a fee that
/// was agreed.
public struct Explanation: Equatable, Sendable {
  public let number: BreakNumber
  /// Who answers for it.
  public let by: AccountName
  public let because: String

  /// - Throws: `malformedExplanation` where the reason is empty, longer than 1,000 Unicode scalars,
  ///   which every implementation counts alike, or holds control characters.
  public init(
    _ number: BreakNumber, by: AccountName, because: String
  ) throws(ReconciliationRecordError) {
    guard Reason(because) != nil else {
      throw .malformedExplanation(found: "another reason", expected: Reason.expectation)
    }
    self.number = number
    self.by = by
    self.because = because
  }

  /// The entry's body; who answers is who records it.
  var body: JSONObject {
    ["break": .string("\(number)"), "because": .string(because)]
  }

  /// Reads such a body; nil where it is none.
  init?(body: JSONValue) {
    guard let number = body["break"]?.stringValue.flatMap({ BreakNumber($0) }),
      let by = body[Entry.actorMember]?.stringValue.flatMap({ AccountName($0) }),
      let because = body["because"]?.stringValue,
      let explanation = try? Explanation(number, by: by, because: because)
    else { return nil }
    self = explanation
  }
}
