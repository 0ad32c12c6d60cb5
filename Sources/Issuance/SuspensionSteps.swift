import Bookbuilding
import CanonicalJSON
import Clawback
import Ledger
import Offerings
import Quantities
import Settlement
import TradingDays

extension Course {
  /// The issue stops at its book (中止发行): nothing was placed, allotted or paid by the ledger yet.
  mutating func suspendAtBook(_ suspension: BookSuspension, offset: Int) throws -> Bool {
    var report = try report("Suspension 中止发行", offset: offset)
    report.add("rule", suspension.rule)
    report.add("reason", suspension.description)
    let tranches = Tranche.allCases.map { ($0, offering.initial($0)) }
    return try suspend(
      report, rule: suspension.rule, unallotted: tranches, outcomes: [], unidentified: [])
  }

  /// The issue stops on T (中止发行): nothing online or offline was allotted or paid yet.
  mutating func suspendBeforeDraw(_ decision: Reallocation) throws -> Bool {
    var report = try report("Suspension 中止发行", offset: 0)
    report.add("rule", decision.suspension?.rawValue ?? "")
    report.add("reason", decision.reason)
    let tranches: [(Tranche, Shares)] = [
      (.offline, decision.offline), (.online, decision.online),
    ]
    let collection = try strategicCollection()
    results.collection = collection
    return try suspend(
      report, rule: decision.suspension?.rawValue ?? "", unallotted: tranches,
      outcomes: collection.outcomes, unidentified: [])
  }

  /// Too little was paid (缴款不足): every allotment is void and all money goes back.
  mutating func suspendAfterPayment(
    _ abandonment: StepReport, _ collection: Collection, _ paid: Shares, _ offered: Shares
  ) throws -> Bool {
    var report = try report("Suspension 中止发行", offset: 3)
    for line in abandonment.lines { report.add(line.label, line.value) }
    report.add(
      "decision",
      "suspended: \(paid) of \(offered) shares were paid; every allotment is void, all money is "
        + "refunded")
    return try suspend(
      report, rule: "paidBelowMinimum", unallotted: [], outcomes: collection.outcomes,
      unidentified: collection.unidentified)
  }

  private func strategicCollection() throws -> Collection {
    let investors = inputs.strategic?.value ?? []
    let dues = try investors.map {
      try Due(tranche: .strategic, account: $0.account.text, shares: $0.shares, of: priced)
    }
    let payments = investors.map { investor in
      Payment(
        account: investor.account, tranche: .strategic, amount: investor.paid,
        paidAt: .at(offering.terms.subscriptionDay, hour: 0), reference: "")
    }
    return try Collection.collect(dues, payments, of: priced, deadlines: [:])
  }

  private mutating func suspend(
    _ report: StepReport, rule: String, unallotted: [(Tranche, Shares)],
    outcomes: [Collection.Outcome], unidentified: [Payment]
  ) throws -> Bool {
    state = .suspended
    results.isSuspended = true
    steps.append(
      Step(
        id: "suspension", report: report,
        clears: ["tranche", "allotted", "receivable", "escrow", "investor", "issuer"]
      ) { sink in
        var returned: [Posting] = []
        for (tranche, shares) in unallotted {
          returned += Posting.move(shares, from: .tranche(tranche), to: .issuer)
        }
        try sink.post(
          Entry(
            id: "suspension/decision", kind: .decision,
            body: ["decision": "suspension", "rule": .string(rule)], postings: returned))
        for tranche in Tranche.allCases {
          try VoidEntries.post(
            outcomes.filter { $0.due.tranche == tranche },
            unidentified.filter { $0.tranche == tranche }, tranche, to: &sink)
        }
      })
    return false
  }
}

/// Entries that undo allotments and give all money back.
private enum VoidEntries {
  static func post(
    _ outcomes: [Collection.Outcome], _ unidentified: [Payment], _ tranche: Tranche,
    to sink: inout EntrySink
  ) throws {
    var batch = EntryBatch(
      operation: "suspension/\(tranche.rawValue)", kind: .void,
      body: ["tranche": .string(tranche.rawValue)])
    for outcome in outcomes {
      let due = outcome.due
      let paid = try outcome.paidInTime + outcome.paidLate
      let owed = try due.total()
      try sink.post(
        batch.add(
          [
            Posting(.receivable(tranche, due.account), cash: try paid - owed),
            Posting(.investor(due.account), cash: owed),
            Posting(.allotted(tranche, due.account), shares: Shares(-due.shares.count)),
          ], balancing: [(.cash, .escrow(tranche)), (.shares, .issuer)]))
    }
    for payment in unidentified {
      try sink.post(
        batch.add(
          [Posting(.receivable(tranche, payment.account.text), cash: payment.amount)],
          balancing: [(.cash, .escrow(tranche))]))
    }
    try sink.post(batch.flush())
  }
}
