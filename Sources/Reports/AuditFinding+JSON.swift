import Audit
import CanonicalJSON

extension AuditFinding {
  /// As the contract prints it.
  public var json: JSONValue {
    [
      "entry": entry.map { .integer($0) } ?? .null, "rule": .string(rule),
      "found": .string(found), "expected": .string(expected),
    ]
  }
}
