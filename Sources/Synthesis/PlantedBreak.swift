import CanonicalJSON
import Reconciliation

/// A break that was planted on purpose, and the files that it is in.
public struct PlantedBreak: Sendable {
  public let found: Break
  /// In the order of their names.
  public let files: [String]

  /// As `ipo reconcile --json` prints it, with `files`.
  var json: JSONValue {
    [
      "kind": .string(found.kind.rawValue), "key": .string(found.key),
      "ledger": Self.json(found.ledger), "other": Self.json(found.other),
      "difference": Self.json(found.difference), "files": .array(files.map { .string($0) }),
    ]
  }

  private static func json(_ value: BreakValue?) -> JSONValue {
    value.map { .string($0.canonical) } ?? .null
  }
}
