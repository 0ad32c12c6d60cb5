import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

extension Course {
  /// Money that came in (缴款), T+2: all of it is booked, in time or not, for somebody or nobody.
  mutating func collect() throws -> Bool {
    guard let payments = inputs.payments else {
      return waits(
        "payment", for: "inputs/payments.csv: every payment that came in",
        until: try offering.instant(offering.rules.onlineDeadline))
    }
    let collection = try Collection.collect(
      try allDues(), strategicPayments() + payments.value, of: priced,
      deadlines: [
        .offline: try offering.instant(offering.rules.offlineDeadline),
        .online: try offering.instant(offering.rules.onlineDeadline),
      ])
    results.collection = collection
    var report = try report("Payment 缴款", offset: 2)
    for tranche in Tranche.allCases {
      let totals = try collection.totals(tranche)
      guard totals.accounts > 0 || totals.received > .zero else { continue }
      report.add("\(tranche.rawValue) received", "\(totals.received) yuan")
    }
    for kind in PaymentException.Kind.allCases {
      let cases = collection.exceptions.filter { $0.kind == kind }
      guard !cases.isEmpty else { continue }
      report.add(
        kind.rawValue,
        "\(counted(cases.count, "case")), \(try Money.sum(cases.map(\.amount))) yuan"
      )
    }
    let rows = payments.value
    steps.append(
      Step(id: "payment", report: report) { sink in
        try sink.post(Course.sealed("payment", file: payments.file))
        for tranche in Tranche.allCases {
          var batch = EntryBatch(
            operation: "payment/\(tranche.rawValue)", kind: .payment,
            body: ["tranche": .string(tranche.rawValue)])
          for payment in rows where payment.tranche == tranche {
            try sink.post(
              batch.add(
                [
                  Posting(
                    .receivable(tranche, payment.account.text),
                    cash: Money(fen: -payment.amount.fen))
                ], balancing: [(.cash, .escrow(tranche))]))
          }
          try sink.post(batch.flush())
        }
      })
    return true
  }

  /// What strategic investors paid before T, so that one count covers all tranches.
  private func strategicPayments() -> [Payment] {
    (inputs.strategic?.value ?? []).map { investor in
      Payment(
        account: investor.account, tranche: .strategic, amount: investor.paid,
        paidAt: Instant.at(offering.terms.subscriptionDay, hour: 0), reference: "")
    }
  }

  private func allDues() throws -> [Due] {
    var dues = try (inputs.strategic?.value ?? []).map {
      try Due(tranche: .strategic, account: $0.account.text, shares: $0.shares, of: priced)
    }
    if let allotment = results.offline { dues += try offlineDues(allotment) }
    if let list = inputs.applications?.value, let winners = results.onlineWinners {
      dues += try winners.map { try list.due(at: $0.row, lots: $0.lots, of: priced) }
    }
    return dues
  }
}
