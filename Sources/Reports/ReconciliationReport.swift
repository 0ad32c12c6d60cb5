import CanonicalJSON
import Quantities
import Reconciliation
import TradingDays

/// What a reconciliation found, for people and for programs. A side that was not compared is nil.
public struct ReconciliationReport {
  public let cash: CashReconciliation?
  public let holdings: HoldingReconciliation?
  /// All breaks of both, and of the statement's own balances.
  public let breaks: [Break]
  private let asOf: Day

  public init(
    cash: CashReconciliation?, balances: [Break], holdings: HoldingReconciliation?, asOf: Day
  ) {
    self.cash = cash
    self.holdings = holdings
    self.asOf = asOf
    breaks = ((cash?.breaks ?? []) + (holdings?.breaks ?? []) + balances).inReportOrder()
  }

  /// Movements and accounts that agree.
  public var matched: Int { (cash?.matched ?? 0) + (holdings?.matched ?? 0) }

  public var json: JSONValue {
    [
      "matched": .integer(Int64(matched)),
      "breaks": .array(
        breaks.map { found in
          [
            "kind": .string(found.kind.rawValue), "key": .string(found.key),
            "ledger": Self.json(found.ledger), "other": Self.json(found.other),
            "difference": Self.json(found.difference),
          ]
        }),
    ]
  }

  private static func json(_ value: BreakValue?) -> JSONValue {
    value.map { .string($0.canonical) } ?? .null
  }

  /// Most rows that one kind is told with; the JSON has all.
  private static let shown = 100

  /// What agrees, then a table a kind with its count and sum, then the verdict.
  public var text: String {
    var text = ""
    if let cash {
      text += TextBlock.labelled(
        "bank",
        "\(DecimalText.grouped(cash.matched, decimals: 0)) movements agree"
          + (cash.paidInParts > 0
            ? ", \(DecimalText.grouped(cash.paidInParts, decimals: 0)) of them by the sum of parts"
            : ""))
      for absence in cash.notCompared {
        text += TextBlock.labelled(
          "not compared",
          "\(DecimalText.grouped(absence.movements, decimals: 0)) of \(absence.group.rawValue), "
            + "\(absence.sum) yuan: the statement shows none of them")
      }
    }
    if let holdings {
      text += TextBlock.labelled(
        "register",
        "\(DecimalText.grouped(holdings.matched, decimals: 0)) accounts agree as of \(asOf)")
    }
    for kind in BreakKind.allCases {
      let found = breaks.filter { $0.kind == kind }
      if !found.isEmpty { text += Self.table(kind, found) }
    }
    let count = DecimalText.grouped(breaks.count, decimals: 0)
    return text + (breaks.isEmpty ? "" : "\n")
      + TextBlock.labelled(
        "result",
        breaks.isEmpty
          ? "reconciled: no break is open"
          : "OPEN: \(count) break\(breaks.count == 1 ? "" : "s")")
  }

  private static func table(_ kind: BreakKind, _ found: [Break]) -> String {
    let count = DecimalText.grouped(found.count, decimals: 0)
    let rows = found.prefix(shown).map { found in
      [
        found.key, cell(found.ledger), cell(found.other), cell(found.difference), found.cause,
      ]
    }
    let rest = found.count - rows.count
    return "\n\(kind.rawValue): \(count)\(sums(found))\n"
      + TextBlock.table(
        ["key", "ledger", "other", "difference", "likely cause"], rows, right: [1, 2, 3])
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

  private static func cell(_ value: BreakValue?) -> String {
    switch value {
    case nil: "–"
    case .money(let money): money.description
    case .shares(let shares): shares.description
    case .day(let day): day.description
    case .days(let days): "\(days) days"
    }
  }
}
