import Allotment
import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Rulebooks

extension Course {
  /// Which offline shares are locked (网下限售), T+3: a part of each account, a tier's part, or all
  /// of the accounts drawn.
  mutating func lockOffline() throws -> Bool {
    guard let allotment = results.offline else { return true }
    let seed = offering.terms.lottery.accountDrawSeed(code: code)
    if OfflineLock.needsSeed(offering), seed == nil {
      return waits(
        "offline-lock", for: "lottery.seed: the rulebook draws the locked accounts by lot",
        until: try end(of: 3))
    }
    let lock = try OfflineLock.decide(allotment, of: offering, seed: seed)
    results.lock = lock
    let total = try lock.total()
    let allotted = try Shares.sum(allotment.lines.map(\.allotted))
    var report = try report("Offline lock-up 网下限售", offset: 3)
    report.add("rule", offering.lockRuleText)
    if let draw = lock.draw {
      report.add(
        "drawn",
        "\(DecimalText.grouped(draw.drawn.count, decimals: 0)) of \(counted(draw.candidates.count, "account")), demonstration seed \(draw.seed.hex.prefix(16))…"
      )
    }
    let share = Ratio(total.count, max(1, allotted.count))
    report.add("locked", "\(total) of \(allotted) shares, \(share.percent(places: 2))%")
    let body = lock.body(total)
    steps.append(
      Step(id: "offline-lock", report: report) { sink in
        try sink.post(Entry(id: "offline-lock/decision", kind: .decision, body: body))
      })
    return true
  }
}

extension Offering {
  /// The offline lock-up in words.
  var lockRuleText: String {
    if terms.shares.offlineLocked > .zero {
      return "agreed: \(terms.shares.offlineLocked.shortPercent)% of each account for "
        + "\(rules.agreedLockMonths) months, rounded up"
    }
    switch rules.offlineLock {
    case .none: return "none"
    case .proportional(let share, let months):
      return "\(share.shortPercent)% of each account for \(months) months, rounded up"
    case .accountLottery(let share, let months, let classes):
      return
        "all shares of \(share.shortPercent)% of the accounts of \(classes.joined(separator: " and ")) "
        + "for \(months) months, drawn by lot"
    case .tiers:
      return terms.lockTiers.map { entry in
        "\(entry.name) \(entry.tier.share.shortPercent)%/\(entry.tier.months)m"
      }.joined(separator: ", ") + " of each account, rounded up"
    }
  }
}

extension OfflineLock {
  /// The lock-up as the journal records it; a draw with its seed and the numbers in drawn order.
  func body(_ total: Shares) -> JSONObject {
    var body: JSONObject = [
      "decision": "offline-lock", "locked": .string(String(total.count)),
    ]
    if let draw {
      body["draw"] = [
        "draw": "offline-lock", "method": "ranked", "grade": "demonstration",
        "seed": .string(draw.seed.hex), "first": "1",
        "count": .string(String(draw.candidates.count)),
        "winners": .string(String(draw.drawn.count)),
        "numbers": .array(draw.drawn.map { .string(String($0)) }),
      ]
    }
    return body
  }
}
