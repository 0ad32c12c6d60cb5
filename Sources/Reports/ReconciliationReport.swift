import Audit
import CanonicalJSON
import Quantities
import Reconciliation
import TradingDays

/// What a reconciliation found and what of it is on record, for people and for programs.
public struct ReconciliationReport {
  /// What became of it in the journal.
  public enum Recording: Equatable, Sendable {
    /// Recorded now, as this operation.
    case `as`(String)
    /// A dry run of this operation.
    case wouldBe(String)
    /// The same comparison of the same ledger is on record.
    case already
  }

  private let outcome: ReconciliationOutcome
  private let change: BreakChange
  private let recorded: Recording?
  /// By the place in the outcome's breaks: the record of those that were known.
  private let known: [Int: RecordedBreak]

  /// - Parameter recorded: nil where nothing was to be recorded.
  public init(
    _ outcome: ReconciliationOutcome, change: BreakChange, recorded: Recording?
  ) {
    self.outcome = outcome
    self.change = change
    self.recorded = recorded
    known = Dictionary(change.lasting.map { ($0.place, $0.known) }) { first, _ in first }
  }

  /// The sides that were compared.
  var sides: Set<ReconciliationSide> { outcome.call.sides }

  /// Breaks for which nobody answers.
  public var openCount: Int { change.openCount }

  public var json: JSONValue {
    var object: JSONObject = [
      "matched": .integer(Int64(outcome.matched)),
      "breaks": .array(
        outcome.breaks.enumerated().map { place, placed in
          guard let known = known[place] else {
            var object = placed.json
            object["since"] = .string(outcome.call.asOf.description)
            object["age_days"] = 0
            object["state"] = "open"
            return .object(object)
          }
          var object = known.json(asOf: outcome.call.asOf)
          object["cause"] = .string(placed.found.cause)
          return .object(object)
        }),
      "open": .integer(Int64(openCount)),
      "resolved": .array(change.gone.map { .string($0.number.description) }),
    ]
    if outcome.escrow != nil || outcome.issuer != nil {
      object["rules"] = rulesJSON
      object["not_compared"] = .array(outcome.notCompared.map(Self.json))
    }
    switch recorded {
    case .as(let id): object["recorded"] = .string(id)
    case .wouldBe(let id): object["would_record"] = .string(id)
    case .already, nil: break
    }
    return .object(object)
  }

  private static func json(_ absence: ReconciliationOutcome.Absence) -> JSONValue {
    [
      "side": .string(absence.side.rawValue), "group": .string(absence.group.rawValue),
      "movements": .integer(Int64(absence.movements)), "sum": .string(absence.sum.canonical),
    ]
  }

  /// The rules in their canonical form, how many movements each matched, and what the tolerance took.
  private var rulesJSON: JSONValue {
    var object = outcome.rules.canonical.objectValue ?? JSONObject()
    object["matched"] = .object(
      JSONObject(
        uniqueMembers: MatchingRule.allCases.map {
          ($0.rawValue, .integer(Int64(outcome.matchedBy[$0] ?? 0)))
        }))
    object["unknown_accounts"] = .array(
      (outcome.escrow?.unknownClients ?? []).map { .string($0) })
    object["tolerated"] = .string(DecimalText.plain(outcome.toleratedSum, decimals: 2))
    return .object(object)
  }

  /// Most rows that one kind is told with; the JSON has all.
  private static let shown = 100

  /// What agrees, then a table a kind with its count and sum, then the verdict.
  public var text: String {
    var text = ""
    for (label, cash) in [("bank", outcome.escrow), ("issuer's bank", outcome.issuer)] {
      if let cash { text += Self.text(label, cash) }
    }
    if let register = outcome.register {
      text += TextBlock.labelled(
        "register",
        "\(DecimalText.grouped(register.matched, decimals: 0)) accounts agree as of "
          + "\(outcome.call.asOf)")
    }
    for kind in BreakKind.allCases {
      let found = outcome.breaks.enumerated().filter { $0.element.found.kind == kind }
      if !found.isEmpty { text += table(kind, found) }
    }
    return text + (outcome.breaks.isEmpty ? "" : "\n") + changes + verdict
  }

  private static func text(_ label: String, _ cash: CashReconciliation) -> String {
    var text = TextBlock.labelled(
      label,
      "\(DecimalText.grouped(cash.matched, decimals: 0)) movements agree")
    for rule in MatchingRule.allCases where rule != .exact {
      guard let count = cash.matchedBy[rule] else { continue }
      text += TextBlock.labelled(
        "",
        "\(DecimalText.grouped(count, decimals: 0)) of them \(rule.text)"
          + (rule == .tolerance ? ", bank less ledger \(cash.toleratedSum) yuan" : ""))
    }
    if label == "bank", !cash.unknownClients.isEmpty {
      text += TextBlock.labelled(
        "payers",
        "\(DecimalText.grouped(cash.unknownClients.count, decimals: 0)) of their accounts have no "
          + "movement: \(cash.unknownClients.prefix(shown).joined(separator: ", "))")
    }
    for absence in cash.notCompared {
      text += TextBlock.labelled(
        "not compared",
        "\(DecimalText.grouped(absence.movements, decimals: 0)) of \(absence.group.rawValue), "
          + "\(absence.sum) yuan: the statement shows none of them")
    }
    return text
  }

  private var changes: String {
    var text = ""
    if !change.gone.isEmpty {
      text += TextBlock.labelled(
        "resolved", change.gone.map(\.number.description).joined(separator: ", "))
    }
    switch recorded {
    case .as(let id): text += TextBlock.labelled("recorded", id)
    case .wouldBe(let id):
      text += TextBlock.labelled("dry run", "\(id) would be recorded; nothing was written")
    case .already: text += TextBlock.labelled("recorded", "before: nothing is new")
    case nil: break
    }
    return text
  }

  private var verdict: String {
    let count = DecimalText.grouped(openCount, decimals: 0)
    let explained = outcome.breaks.count - openCount
    return TextBlock.labelled(
      "result",
      openCount > 0
        ? "OPEN: \(count) break\(openCount == 1 ? "" : "s")"
        : "reconciled: no break is open" + (explained > 0 ? ", \(explained) explained" : ""))
  }

  private func table(
    _ kind: BreakKind, _ found: [(offset: Int, element: PlacedBreak)]
  ) -> String {
    let count = DecimalText.grouped(found.count, decimals: 0)
    let rows = found.prefix(Self.shown).map { place, placed in
      let known = known[place]
      return [
        placed.found.key, BreakCell.text(placed.found.ledger), BreakCell.text(placed.found.other),
        BreakCell.text(placed.found.difference),
        known.map { "\($0.number), \($0.age(on: outcome.call.asOf)) d" } ?? "new",
        known.map { $0.state == .open ? placed.found.cause : BreakCell.text($0.state) }
          ?? placed.found.cause,
      ]
    }
    let rest = found.count - rows.count
    return "\n\(kind.rawValue): \(count)\(Self.sums(found.map(\.element.found)))\n"
      + TextBlock.table(
        ["key", "ledger", "other", "difference", "record", "likely cause"], rows,
        right: [1, 2, 3])
      + (rest > 0 ? "… and \(DecimalText.grouped(rest, decimals: 0)) more\n" : "")
  }

  /// The net differences, by unit; in 128 bits, since breaks may be many.
  private static func sums(_ found: [Break]) -> String {
    var fen: Int128?
    var shares: Int128?
    for item in found {
      switch item.difference {
      case .money(let money): fen = (fen ?? 0) + Int128(money.fen)
      case .shares(let count): shares = (shares ?? 0) + Int128(count.count)
      case .day, .days, nil: continue
      }
    }
    var text = ""
    if let fen { text += ", \(DecimalText.grouped(fen, decimals: 2)) yuan net" }
    if let shares { text += ", \(DecimalText.grouped(shares, decimals: 0)) shares net" }
    return text
  }
}
