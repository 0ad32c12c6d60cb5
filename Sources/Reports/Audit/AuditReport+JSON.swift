import Audit
import CanonicalJSON
import Cryptography
import Quantities
import Reconciliation
import TradingDays

extension AuditReport {
  /// The report for programs: `audit.json`, and what `ipo audit --json` prints.
  public var json: JSONValue {
    let remadeReport = RemadeReport(remade, trusted: trusted)
    return [
      "format": "ipo-audit/1",
      "offering": ["name": .string(head.name), "code": .string(head.code)],
      "as_of": .string(asOf.description), "verdict": .string(verdict.rawValue),
      "reasons": .array(reasons.map { .string($0) }),
      "journal": [
        "entries": .integer(journal.entryCount), "root": .string(journal.root.hex),
        "signer": head.signer.map { .string($0) } ?? .null, "trusted": .bool(head.isTrusted),
        "clock": .string(journal.isClockFixed ? "fixed" : "system"),
        "checkpoint": .string(head.checkpoint),
      ],
      "findings": .array(findings.map(\.json)),
      "remade": remadeReport.rowsJSON, "not_remade": remadeReport.trustedJSON,
      "draws": .array(
        draws.map {
          [
            "draw": .string($0.name), "grade": .string($0.grade), "reason": .string($0.reason),
            "entries": .string(entries(of: $0.operation).description),
          ]
        }),
      "controls": ControlReport(controls).json,
      "tables": .array(tables.map(\.json)), "lockups": lockups?.json ?? .null,
      "reconciliation": reconciliation,
      "waiting": .array(waiting.map { .string($0) }),
      "not_looked_at": .array(omissions.map { .string($0) }),
    ]
  }

  private var reconciliation: JSONValue {
    var object: JSONObject = [
      "on_record": .array(book.breaks.map { .object($0.json(asOf: asOf)) }),
      "open": .integer(Int64(book.open.count)),
    ]
    if let comparison {
      object["compared"] =
        ReconciliationReport(comparison.outcome, change: comparison.change, recorded: nil).json
      object["files"] = .array(comparison.outcome.call.files.map { .string($0) })
    }
    return .object(object)
  }

  /// The entries of one operation.
  func entries(of operation: String) -> EntryNumbers {
    EntryNumbers(
      journal.operations.filter { $0.id == operation }.flatMap(\.entries.numbers))
  }
}
