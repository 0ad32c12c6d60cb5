import Bookbuilding
import CanonicalJSON
import Clawback
import Ledger
import Offerings
import Quantities
import Rulebooks

extension Course {
  /// The clawback between offline and online (回拨), on T; or the suspension that stops the issue.
  mutating func reallocate() throws -> Bool {
    try checkDemand()
    guard let online = facts.online ?? inputs.applications?.value.demand else {
      return waits(
        "clawback",
        for:
          "facts.online (accounts, shares) or inputs/applications.csv: valid online applications",
        until: try end(of: 0))
    }
    let demand = try ReallocationDemand(
      offering: offering, strategicFinal: results.strategicFinal ?? .zero,
      onlineApplied: online.shares, offlineApplied: try offlineDemand())
    guard demand.offlineApplied != nil || demand.offlineBefore == .zero else {
      return waits(
        "clawback", for: "facts.offline.shares or inputs/bids.csv: valid offline applications",
        until: try end(of: 0))
    }
    let decision = try Reallocation.decide(demand, by: offering.rules)
    results.reallocation = decision
    try record(decision, online)
    return decision.suspension == nil ? true : try suspendBeforeDraw(decision)
  }

  /// Published totals and rows have to agree before anything is decided from either.
  private func checkDemand() throws {
    var findings: [IssuanceRefusal.Finding] = []
    if let stated = facts.online, let rows = inputs.applications?.value.demand,
      stated.shares != rows.shares || stated.accounts ?? rows.accounts != rows.accounts
    {
      findings.append(
        .init(
          "publishedTotalDiffers: inputs/applications.csv holds \(rows.text), facts.online says "
            + stated.text))
    }
    if let stated = facts.offline, let effective = results.effectiveBids {
      let applied = try effective.demand()
      let isCountOff = stated.accounts.map { $0 != Int64(effective.count) } ?? false
      if applied != stated.shares || isCountOff {
        findings.append(
          .init(
            "publishedTotalDiffers: inputs/bids.csv holds \(effective.count) effective bids for "
              + "\(applied) shares, facts.offline says "
              + (stated.accounts.map { "\($0) accounts and " } ?? "") + "\(stated.shares) shares"))
      }
    }
    guard findings.isEmpty else { throw IssuanceRefusal(findings) }
  }

  private func offlineDemand() throws -> Shares? {
    if let stated = facts.offline?.shares { return stated }
    return try results.effectiveBids?.demand()
  }

  private mutating func record(_ decision: Reallocation, _ online: OnlineDemand) throws {
    let rules = offering.rules
    let multiple = decision.multiple.decimal(places: rules.multipleDecimals)
    let rate = decision.winningRate.percent(places: rules.rateDecimals)
    var report = try report("Clawback 回拨", offset: 0)
    report.add("online valid", online.text)
    if let offline = decision.demand.offlineApplied {
      report.add("offline valid", "\(offline) shares")
    }
    report.add(
      "before", "offline \(decision.demand.offlineBefore), online \(decision.demand.onlineBefore)")
    report.add("multiple", "\(multiple) times")
    report.add("decision", decision.reason)
    report.add("after", "offline \(decision.offline), online \(decision.online)")
    report.add("winning rate", "\(rate)%")
    if let limit = rules.unlockedOfflineLimit, decision.base > .zero {
      report.add("offline limit", Self.limitNote(decision, limit))
    }
    let facts = facts
    let body = decision.body(rules)
    // A total that no fact states was counted from a file, which is sealed here then.
    let applications = facts.online == nil ? sealOnce(inputs.applications?.file) : nil
    let bids = facts.offline == nil ? sealOnce(inputs.bids?.file) : nil
    steps.append(
      Step(id: "clawback", report: report) { sink in
        if let online = facts.online {
          try sink.post(Course.sealed("clawback", fact: "online", online.canonical))
        }
        if let offline = facts.offline {
          try sink.post(Course.sealed("clawback", fact: "offline", offline.canonical))
        }
        for file in [applications, bids] {
          if let file { try sink.post(Course.sealed("clawback", file: file)) }
        }
        try sink.post(
          Entry(
            id: "clawback/decision", kind: .decision, body: body,
            postings: Posting.move(
              decision.clawback, from: .tranche(.offline), to: .tranche(.online))))
      })
  }

  /// The rules keep offline without lock-up below a part of the base "in principle": told, not
  /// enforced, since agreed exceptions exist.
  private static func limitNote(_ decision: Reallocation, _ limit: Ratio) -> String {
    let share = Ratio(decision.offline.count, decision.demand.base.count)
    return
      "offline is \(share.percent(places: 2))% of the base before its lock-up; without lock-up "
      + "it should hold at most \(limit.shortPercent)%"
  }
}

extension OnlineDemand {
  /// "21,331,645,000 shares of 3,792,891 accounts".
  fileprivate var text: String {
    "\(shares) shares" + (accounts.map { " of \(counted($0, "account"))" } ?? "")
  }
}

extension Reallocation {
  /// The decision as the journal records it: every integer it was made from.
  func body(_ rules: RuleValues) -> JSONObject {
    [
      "decision": "clawback", "band": .string(band), "reason": .string(reason),
      "multiple": .string(multiple.decimal(places: rules.multipleDecimals)),
      "base": .string(String(base.count)), "clawback": .string(String(clawback.count)),
      "online_applied": .string(String(demand.onlineApplied.count)),
      "offline_applied": demand.offlineApplied.map { .string(String($0.count)) } ?? .null,
      "online_before": .string(String(demand.onlineBefore.count)),
      "offline_before": .string(String(demand.offlineBefore.count)),
      "online": .string(String(online.count)), "offline": .string(String(offline.count)),
      "winners": .string(String(winners(lot: rules.lot))),
      "win_rate": .string(winningRate.percent(places: rules.rateDecimals)),
    ]
  }
}
