import Audit
import Ledger
import Offerings

/// The tables that an audit cuts from the ledger: all from one sum over the journal's postings, so that
/// each foots with every other.
public enum LedgerTables {
  /// Where every tranche's shares and money went, from the allotment to the holders and the refunds.
  public static func tranches(_ totals: LedgerTotals) -> AuditTable {
    let rows = Tranche.allCases.compactMap { tranche -> AuditTable.Row? in
      let own = TrancheSums(totals, tranche)
      return own.allotted.entries.isEmpty && own.due.entries.isEmpty
        ? nil : .init(tranche.rawValue, own.cells, from: own.entries)
    }
    let all = Tranche.allCases.map { TrancheSums(totals, $0) }
    var entries = EntryNumbers()
    for own in all { entries.formUnion(own.entries) }
    return AuditTable(
      "tranches", "Tranches: shares allotted and money collected 配售与缴款",
      columns: TrancheSums.columns, rows: rows,
      total: .init("all", TrancheSums.total(of: all), from: entries))
  }

  /// What each operation posted, by class of account: the ledger in one table; each unit sums to zero.
  public static func postings(_ totals: LedgerTotals, _ commodity: Commodity) -> AuditTable {
    let rows = totals.rows.filter { $0.commodity == commodity }
    var sum = PostedSum()
    for row in rows { sum.add(row.sum) }
    return AuditTable(
      "postings-\(commodity == .cash ? "cash" : "shares")",
      commodity == .cash
        ? "Every posting of cash, yuan 资金分录" : "Every posting of shares 股份分录",
      columns: ["kind", "account", "postings", "in", "out", "net"],
      rows: rows.map { row in
        .init(
          row.operation,
          [.text(row.kind.rawValue), .text(row.account)] + cells(row.sum, commodity),
          from: row.sum.entries)
      },
      total: .init("all", [.none, .none] + cells(sum, commodity), from: sum.entries))
  }

  /// What every class of account holds at the end; each unit sums to zero.
  public static func balances(_ totals: LedgerTotals, _ commodity: Commodity) -> AuditTable {
    var order: [String] = []
    var sums: [String: PostedSum] = [:]
    for row in totals.rows where row.commodity == commodity {
      if sums[row.account] == nil { order.append(row.account) }
      sums[row.account, default: PostedSum()].add(row.sum)
    }
    let rows = order.sorted().map { account in
      let sum = sums[account] ?? PostedSum()
      return AuditTable.Row(account, cells(sum, commodity), from: sum.entries)
    }
    var all = PostedSum()
    for sum in sums.values { all.add(sum) }
    return AuditTable(
      "balances-\(commodity == .cash ? "cash" : "shares")",
      commodity == .cash
        ? "Balances of cash, yuan 资金余额" : "Balances of shares 股份余额",
      columns: ["postings", "in", "out", "holds"], rows: rows,
      total: .init("all", cells(all, commodity), from: all.entries))
  }

  private static func cells(_ sum: PostedSum, _ commodity: Commodity) -> [AuditTable.Cell] {
    [
      .count(Int128(sum.postings)), .amount(sum.received, commodity),
      .amount(sum.given, commodity), .amount(sum.net, commodity),
    ]
  }
}

/// What one tranche's allotment, payment, abandonment and refunds posted.
private struct TrancheSums {
  let allotted: PostedSum
  let abandoned: PostedSum
  let due: PostedSum
  let paid: PostedSum
  let forgiven: PostedSum
  let refunded: PostedSum

  static let columns = [
    "allotted, shares", "abandoned, shares", "kept, shares", "due, yuan", "paid, yuan",
    "abandoned, yuan", "refunded, yuan", "left open, yuan",
  ]

  init(_ totals: LedgerTotals, _ tranche: Tranche) {
    func sum(_ account: String, _ kind: EntryKind, _ commodity: Commodity) -> PostedSum {
      totals.sum { row in
        row.kind == kind && row.commodity == commodity
          && Account(path: row.account).isWithin("\(account):\(tranche.rawValue)")
      }
    }
    allotted = sum("allotted", .allotment, .shares)
    abandoned = sum("allotted", .abandonment, .shares)
    due = sum("receivable", .allotment, .cash)
    paid = sum("receivable", .payment, .cash)
    forgiven = sum("receivable", .abandonment, .cash)
    var refunded = sum("receivable", .refund, .cash)
    refunded.add(sum("receivable", .void, .cash))
    self.refunded = refunded
  }

  /// In the order of the columns. What is left open is a sum over the same postings.
  private var numbers: [Int128] {
    [
      allotted.net, -abandoned.net, allotted.net + abandoned.net, due.net, -paid.net,
      -forgiven.net, refunded.net, due.net + paid.net + forgiven.net + refunded.net,
    ]
  }

  private static func cells(_ numbers: [Int128]) -> [AuditTable.Cell] {
    numbers.prefix(3).map { .shares($0) } + numbers.dropFirst(3).map { .fen($0) }
  }

  var cells: [AuditTable.Cell] { Self.cells(numbers) }

  static func total(of all: [TrancheSums]) -> [AuditTable.Cell] {
    cells(columns.indices.map { place in all.reduce(Int128(0)) { $0 + $1.numbers[place] } })
  }

  var entries: EntryNumbers {
    var entries = EntryNumbers()
    for sum in [allotted, abandoned, due, paid, forgiven, refunded] {
      entries.formUnion(sum.entries)
    }
    return entries
  }
}

extension AuditTable.Cell {
  fileprivate static func amount(_ amount: Int128, _ commodity: Commodity) -> Self {
    commodity == .cash ? .fen(amount) : .shares(amount)
  }
}
