import Audit
import Ledger
import Quantities

extension OfferingReport {
  /// Where the shares went.
  var shares: HTMLSection {
    var content: [HTMLText] = [
      .note(
        "A band's height is its number of shares; what would be too small to see is drawn a little higher. Every figure is a sum of postings; the table names their entries."
      )
    ]
    content += Self.told(
      ShareFlows.issue(journal), caption: "New shares, from the issuer to who kept them.")
    let registration = ShareFlows.registration(journal.totals)
    if !registration.flows.isEmpty {
      content += Self.told(
        registration,
        caption: "All shares of the company, new and old, as they were entered in the register.")
    }
    return HTMLSection("shares", "Where the shares went 股份流向", content)
  }

  /// Where the cash went.
  var cash: HTMLSection {
    let chart = CashFlows.chart(journal.totals)
    guard !chart.flows.isEmpty else {
      return HTMLSection(
        "cash", "Where the cash went 资金流向", [.note("No money has come in yet.")])
    }
    return HTMLSection(
      "cash", "Where the cash went 资金流向",
      Self.told(
        chart,
        caption:
          "A band's height is its amount. Escrow keeps what is refunded apart from what is handed on."
      ))
  }

  private static func told(_ chart: FlowChart, caption: HTMLText) -> [HTMLText] {
    guard !chart.flows.isEmpty else { return [.note("Nothing has moved yet.")] }
    return [
      .subheading(chart.title), .figure(chart.picture, caption: caption), chart.table.html,
    ]
  }

  /// What every class of account received, gave and holds.
  var trialBalance: HTMLSection {
    let tables = [Commodity.shares, .cash].map { commodity -> HTMLText in
      let rows = Self.byAccount(journal.totals.rows.filter { $0.commodity == commodity })
      let all = journal.totals.sum { $0.commodity == commodity }
      func cell(_ amount: Int128) -> HTMLText { .number(amount, decimals: commodity.decimals) }
      return HTMLTable(
        commodity == .shares ? "Shares, by class of account" : "Cash in yuan, by class of account",
        [
          .init("account", .code), .init("received", .number), .init("given", .number),
          .init("balance", .number), .entries,
        ],
        rows.map { account, sum in
          [
            HTMLText(account), cell(sum.received), cell(sum.given), cell(sum.net),
            .entries(sum.entries),
          ]
        }, total: ["total", cell(all.received), cell(all.given), cell(all.net), ""]
      ).html
    }
    return HTMLSection(
      "trial-balance", "Trial balance 试算平衡",
      [
        .note(
          "All postings of the journal. What was received less what was given is the balance; both commodities come to zero, and so does every clearing account at its gate."
        )
      ] + tables)
  }

  /// Sums by class of account, in the order of the chart of accounts and then of the path.
  private static func byAccount(
    _ rows: [LedgerTotals.Row]
  ) -> [(account: String, sum: PostedSum)] {
    var sums: [String: PostedSum] = [:]
    for row in rows { sums[row.account, default: PostedSum()].add(row.sum) }
    return sums.keys.sorted().map { ($0, sums[$0] ?? PostedSum()) }
  }
}
