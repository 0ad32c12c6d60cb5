import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement

extension Course {
  /// What was not paid is given up in single shares (弃购), T+3, and the 70% test.
  mutating func abandon() throws -> Bool {
    guard let collection = results.collection, let final = results.strategicFinal else {
      return false
    }
    let offline = try collection.totals(.offline)
    let online = try collection.totals(.online)
    let offered = try offering.terms.shares.total - final
    let paid = try offline.kept + online.kept
    let minimum = offering.rules.minimumPaid
    // "Below 70%" suspends: exactly 70% passes.
    let isEnough =
      Int128(paid.count) * Int128(minimum.denominator)
      >= Int128(offered.count) * Int128(minimum.numerator)
    var report = try report("Abandonment 弃购", offset: 3)
    for (name, totals) in [("offline", offline), ("online", online)] where totals.accounts > 0 {
      report.add("\(name) paid", "\(totals.kept) shares, \(totals.keptAmount) yuan")
      report.add(
        "\(name) abandoned",
        "\(totals.abandoned) shares, \(totals.abandonedAmount) yuan, \(counted(totals.abandoningAccounts, "account"))"
      )
    }
    let share = Ratio(paid.count, max(1, offered.count))
    report.add(
      "\(minimum.shortPercent)% test",
      "\(paid) of \(offered) shares paid, \(share.percent(places: 2))%, "
        + "\(isEnough ? "not below" : "below") \(minimum.shortPercent)%")
    guard isEnough else { return try suspendAfterPayment(report, collection, paid, offered) }
    let takeUp = try offline.abandoned + online.abandoned
    let part = Ratio(takeUp.count, max(1, offered.count))
    report.add(
      "taken up",
      "\(takeUp) shares by the underwriter, \(part.percent(places: 2))% of at most "
        + "\(offering.rules.takeUpLimit.shortPercent)%")
    let body: JSONObject = [
      "decision": "minimum-paid", "paid": .string(String(paid.count)),
      "offered": .string(String(offered.count)), "percent": .string(minimum.shortPercent),
      "passed": true,
    ]
    steps.append(
      Step(id: "abandonment", report: report) { sink in
        try sink.post(Entry(id: "abandonment/decision", kind: .decision, body: body))
        for tranche in [Tranche.offline, .online] {
          var batch = EntryBatch(
            operation: "abandonment/\(tranche.rawValue)", kind: .abandonment,
            body: ["tranche": .string(tranche.rawValue)])
          for outcome in collection.outcomes
          where outcome.due.tranche == tranche && outcome.abandoned > .zero {
            try sink.post(batch.add(Self.givenUp(outcome), balancing: [(.shares, .underwriter)]))
          }
          try sink.post(batch.flush())
        }
      })
    return true
  }

  /// The debt for abandoned shares, brokerage included, goes back to the investor's side.
  private static func givenUp(_ outcome: Collection.Outcome) throws -> [Posting] {
    let due = outcome.due
    let forgiven = try (due.total() - outcome.keptAmount) - outcome.brokerage
    return Posting.move(
      forgiven, from: .receivable(due.tranche, due.account), to: .investor(due.account))
      + [Posting(.allotted(due.tranche, due.account), shares: Shares(-outcome.abandoned.count))]
  }
}
