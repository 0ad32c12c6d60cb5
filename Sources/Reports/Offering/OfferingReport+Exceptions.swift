import Audit
import Issuance
import Ledger
import Offerings
import Quantities
import Reconciliation
import Settlement

extension OfferingReport {
  /// Exceptions that are told one by one; out/exceptions.csv has all.
  private static let shownExceptions = 20

  /// Payments that were missing, short, late, over or for nobody (缴款异常).
  var exceptions: HTMLSection? {
    guard holds("payment"), let collection = sources.passage?.results.collection else { return nil }
    let all = collection.exceptions
    guard !all.isEmpty else {
      return HTMLSection(
        "exceptions", "Payments to look at 缴款异常",
        [.paragraph("Every payment is exactly what was due, and came in time.")])
    }
    let kinds = PaymentException.Kind.allCases.compactMap { kind -> [HTMLText]? in
      let own = all.filter { $0.kind == kind }
      guard !own.isEmpty else { return nil }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1.amount.fen) }
      return [
        HTMLText(kind.rawValue), HTMLText(kind.meaning), .number(own.count),
        .number(sum, decimals: 2),
      ]
    }
    let largest = Self.largest(all)
    var content = [
      HTMLTable(
        "By kind",
        [.init("kind"), .init("what it is"), .init("cases", .number), .init("yuan", .number)],
        kinds
      ).html,
      HTMLTable(
        all.count > largest.count ? "The \(largest.count) largest by amount" : "One by one",
        [
          .init("account", .code), .init("kind"), .init("tranche"), .init("yuan", .number),
          .init("reference", .code),
        ],
        largest.map { exception in
          [
            HTMLText(exception.account), HTMLText(exception.kind.rawValue),
            HTMLText(exception.tranche.rawValue), .number(exception.amount.fen, decimals: 2),
            HTMLText(exception.reference.isEmpty ? "–" : exception.reference),
          ]
        }
      ).html,
    ]
    content.append(
      .note(
        "All \(counted(all.count, "case")) are in out/exceptions.csv, what has to be paid back in out/refunds.csv. The payments are entries "
          + .entries(
            journal.totals.sum { $0.operation == "payment" && $0.kind == .payment }.entries) + "."))
    return HTMLSection("exceptions", "Payments to look at 缴款异常", content)
  }

  /// The largest in amount, ties in the order of the file. Cost: O(n · shown) at worst.
  private static func largest(_ all: [PaymentException]) -> [PaymentException] {
    var kept: [PaymentException] = []
    for exception in all {
      guard kept.count < shownExceptions || exception.amount > kept[kept.count - 1].amount else {
        continue
      }
      let place = kept.firstIndex { $0.amount < exception.amount } ?? kept.count
      kept.insert(exception, at: place)
      if kept.count > shownExceptions { kept.removeLast() }
    }
    return kept
  }

  /// The breaks with the bank and the depository.
  var breaks: HTMLSection {
    let title = "Reconciliation: breaks 对账差异"
    guard let reconciled = sources.reconciled else {
      return HTMLSection(
        "breaks", title,
        [
          .paragraph("No reconciliation was recorded in this folder."),
          .lines(
            ["ipo reconcile DIR --bank STATEMENT --register LIST --record"],
            label: "Command that reconciles"),
          .note(
            "STATEMENT is the bank's, LIST is the depository's, CSV. Specs/reconciliation.md says how they are matched."
          ),
        ])
    }
    guard !reconciled.book.breaks.isEmpty else {
      return HTMLSection(
        "breaks", title,
        [.paragraph("The recorded reconciliations found no break: everything agrees.")])
    }
    let table = BreakTable(reconciled.book.breaks, asOf: reconciled.asOf)
    return HTMLSection("breaks", title, [.paragraph(HTMLText(table.summary + ".")), table.html])
  }
}

extension PaymentException.Kind {
  fileprivate var meaning: String {
    switch self {
    case .missing: "nothing came in by the deadline"
    case .short: "less than was due"
    case .late: "after the deadline; refunded"
    case .over: "more than was due; the rest is refunded"
    case .unidentified: "for no allotment; refunded"
    case .repeated: "a row that repeats an earlier one: perhaps booked twice"
    }
  }
}
