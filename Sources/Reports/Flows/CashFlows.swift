import Audit
import Ledger
import Offerings

/// Where the cash went (资金流向), as the journal's postings say.
public enum CashFlows {
  /// From the investors through escrow to the proceeds and back; from the proceeds to the underwriter,
  /// the issuer, its creditors and the tax office.
  public static func chart(_ totals: LedgerTotals) -> FlowChart {
    var chart = FlowChart("flow-cash", "From the investors to the issuer", .cash)
    let investors = chart.place("investors", "Investors 投资者", column: 0)
    // On top, so that nothing crosses the refunds at the bottom.
    let underwriter = chart.place("underwriter", "Take-up 余额包销", column: 1, .vermilion)
    let escrow = Tranche.allCases.map { tranche in
      chart.place("escrow-\(tranche)", "Escrow, \(tranche) 专户", column: 1, tranche.colour)
    }
    let proceeds = chart.place("proceeds", "Gross proceeds 募集资金", column: 2, .green)
    let refunds = chart.place("refunds", "Refunds 退款", column: 2)
    let brokerage = chart.place("brokerage", "Brokerage 经纪佣金", column: 2, .vermilion)

    for (index, tranche) in Tranche.allCases.enumerated() {
      let account = "escrow:\(tranche)"
      let paid = totals.sum { $0.kind == .payment && $0.account == account }
      chart.flow(investors, escrow[index], paid.received, paid.entries, "payment 缴款")
      let handed = totals.cash("escrow", .settlement, account)
      chart.flow(
        escrow[index], proceeds, handed.given, handed.entries, "for kept shares 划款")
      let back = totals.sum {
        ($0.kind == .refund || $0.kind == .void) && $0.account == account
      }
      chart.flow(escrow[index], refunds, back.given, back.entries, "refund 退款")
      let fee = totals.cash("proceeds", .settlement, account)
      chart.flow(escrow[index], brokerage, fee.given, fee.entries, "brokerage 经纪佣金")
    }
    let taken = totals.sum {
      $0.operation == "proceeds" && $0.commodity == .cash && $0.account == "underwriter"
    }
    chart.flow(underwriter, proceeds, taken.given, taken.entries, "for shares taken up")
    divide(totals, proceeds, in: &chart)
    return chart
  }

  /// From the proceeds on.
  private static func divide(
    _ totals: LedgerTotals, _ proceeds: FlowChart.Node, in chart: inout FlowChart
  ) {
    let issuer = chart.place("issuer", "Issuer's account 发行人", column: 3, .green)
    let fee = chart.place("fee", "Underwriter's fee 承销费", column: 3, .vermilion)
    let vat = chart.place("vat", "VAT on the fee 增值税", column: 3)
    let keeps = chart.place("keeps", "Stays with the issuer", column: 4, .green)
    let costs = chart.place("costs", "Other costs 发行费用", column: 4, .purple)
    let duty = chart.place("duty", "Stamp duty 印花税", column: 4)

    func divided(_ account: String) -> PostedSum { totals.cash("proceeds", .settlement, account) }
    func spent(_ account: String) -> PostedSum {
      totals.cash("issuer-costs", .settlement, account)
    }
    let handed = divided("issuer")
    chart.flow(proceeds, issuer, handed.received, handed.entries, "handed on at T+4")
    chart.flow(
      proceeds, fee, divided("underwriter:fee").received, divided("underwriter:fee").entries,
      "kept from the proceeds")
    chart.flow(
      proceeds, vat, divided("underwriter:vat").received, divided("underwriter:vat").entries,
      "reclaimed by the issuer")
    let paid = spent("issuer")
    // Before the costs are paid nothing is known to stay.
    guard paid.postings > 0 else { return }
    var entries = handed.entries
    entries.formUnion(paid.entries)
    chart.flow(issuer, keeps, handed.received - paid.given, entries, "what is left")
    chart.flow(issuer, costs, spent("fees").received, spent("fees").entries, "costs of the issue")
    chart.flow(issuer, duty, spent("tax").received, spent("tax").entries, "stamp duty 印花税")
  }
}

extension LedgerTotals {
  /// The cash that one kind of entry of one operation posted.
  fileprivate func cash(
    _ operation: String, _ kind: EntryKind, _ account: String
  ) -> PostedSum {
    sum(operation, kind, account, .cash)
  }
}
