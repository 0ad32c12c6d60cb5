import CanonicalJSON
import Issuance
import Quantities
import Reconciliation
import TradingDays

/// The breaks on record (差异台账) with state and age, for people and for programs.
public struct BreakReport {
  private let shown: [RecordedBreak]
  private let resolved: Int
  private let open: Int
  private let reconciliations: Int
  private let asOf: Day

  /// - Parameter withResolved: false for those alone that stand.
  public init(_ book: BreakBook, reconciliations: Int, asOf: Day, withResolved: Bool) {
    shown = withResolved ? book.breaks : book.standing
    resolved = book.breaks.count - book.standing.count
    open = book.open.count
    self.reconciliations = reconciliations
    self.asOf = asOf
  }

  public var json: JSONValue {
    [
      "as_of": .string(asOf.description), "reconciliations": .integer(Int64(reconciliations)),
      "open": .integer(Int64(open)), "resolved": .integer(Int64(resolved)),
      "breaks": .array(shown.map { .object($0.json(asOf: asOf)) }),
    ]
  }

  /// A row a break, then how many are open.
  public var text: String {
    guard reconciliations > 0 else {
      return TextBlock.labelled(
        "result", "no reconciliation is on record: ipo reconcile … --record makes one")
    }
    var text = ""
    if !shown.isEmpty {
      text += TextBlock.table(
        ["break", "side", "kind", "key", "ledger", "other", "difference", "since", "age", "state"],
        shown.map { $0.row(asOf: asOf) }, right: [4, 5, 6, 8])
      text += "\n"
    }
    text += TextBlock.labelled("on record", counted(reconciliations, "reconciliation"))
    text += TextBlock.labelled(
      "breaks",
      "\(open) open, \(shown.count { $0.state.name == "explained" }) explained, \(resolved) resolved"
    )
    return text
  }
}

extension RecordedBreak {
  /// The break as `ipo breaks --json` prints it: what was found, then what became of it.
  func json(asOf day: Day) -> JSONObject {
    var object = placed.json
    object["number"] = .string(number.description)
    object["entry"] = .integer(entry)
    object["since"] = .string(since.description)
    object["age_days"] = .integer(Int64(age(on: day)))
    object["state"] = .string(state.name)
    switch state {
    case .open: break
    case .explained(let by, let because, let entry):
      object["explained_by"] = .string(by)
      object["because"] = .string(because)
      object["state_entry"] = .integer(entry)
    case .resolved(let by, let entry):
      object["resolved_by"] = .array(by.map { .string($0) })
      object["state_entry"] = .integer(entry)
    }
    return object
  }

  fileprivate func row(asOf day: Day) -> [String] {
    [
      number.description, placed.side.rawValue, placed.found.kind.rawValue, placed.found.key,
      BreakCell.text(placed.found.ledger), BreakCell.text(placed.found.other),
      BreakCell.text(placed.found.difference), since.description, "\(age(on: day)) d",
      BreakCell.text(state),
    ]
  }
}

extension PlacedBreak {
  /// The contract's five members, then the side and the likely cause.
  var json: JSONObject {
    [
      "kind": .string(found.kind.rawValue), "key": .string(found.key),
      "ledger": Self.json(found.ledger), "other": Self.json(found.other),
      "difference": Self.json(found.difference), "side": .string(side.rawValue),
      "cause": .string(found.cause),
    ]
  }

  private static func json(_ value: BreakValue?) -> JSONValue {
    value.map { .string($0.canonical) } ?? .null
  }
}

/// Cells of tables of breaks.
enum BreakCell {
  static func text(_ value: BreakValue?) -> String {
    switch value {
    case nil: "–"
    case .money(let money): money.description
    case .shares(let shares): shares.description
    case .day(let day): day.description
    case .days(let days): "\(days) days"
    }
  }

  static func text(_ state: BreakState) -> String {
    switch state {
    case .open: "open"
    case .explained(let by, let because, _): "explained by \(by): \(because)"
    case .resolved(let by, _): "resolved by \(by.joined(separator: ", "))"
    }
  }
}
