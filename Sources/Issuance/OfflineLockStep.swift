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
    let lots: OfflineLock.LotSource? =
      facts.lockedAccounts.map { .announced($0) }
      ?? seedOfDraws.map { seed, grade in
        .seed(OfflineLock.seed(offering: code, online: seed), grade: grade)
      }
    if OfflineLock.needsLots(offering), lots == nil {
      return waits(
        "offline-lock",
        for:
          "facts.locked_accounts: the accounts that the ceremony drew (or lottery.seed in the terms)",
        until: try end(of: 3))
    }
    let lock = try decide(allotment, lots)
    results.lock = lock
    let total = try lock.total()
    let allotted = try Shares.sum(allotment.lines.map(\.allotted))
    var report = try report("Offline lock-up 网下限售", offset: 3)
    report.add("rule", offering.lockRuleText)
    if let draw = lock.draw {
      report.add(
        "drawn",
        "\(DecimalText.grouped(draw.drawn.count, decimals: 0)) of "
          + "\(counted(draw.candidates.count, "account")), \(draw.source.text)")
    }
    let share = Ratio(total.count, max(1, allotted.count))
    report.add("locked", "\(total) of \(allotted) shares, \(share.percent(places: 2))%")
    let body = lock.body(total)
    let announced = lock.draw == nil ? nil : facts.lockedAccounts
    steps.append(
      Step(id: "offline-lock", report: report) { sink in
        if let announced {
          try sink.post(
            Course.sealed(
              "offline-lock", fact: "locked_accounts", .array(announced.map { .string($0.text) })))
        }
        try sink.post(Entry(id: "offline-lock/decision", kind: .decision, body: body))
      })
    return true
  }
}

extension Course {
  /// The seed that the offering's draws are made from, and the grade that it gives them.
  private var seedOfDraws: (Digest, grade: String)? {
    switch offering.terms.lottery.seed {
    case .ceremony: nil
    case .bare(let seed): (seed, "demonstration")
    case .sealed: results.seedText.map { ($0.seed, "unwitnessed") }
    }
  }

  /// What a ceremony announced can be refused as a fact.
  private func decide(
    _ allotment: OfflineAllotment, _ lots: OfflineLock.LotSource?
  ) throws -> OfflineLock {
    do {
      return try OfflineLock.decide(allotment, of: offering, lots: lots)
    } catch {
      throw IssuanceRefusal(
        error.description, key: facts.lockedAccounts == nil ? nil : "facts.locked_accounts")
    }
  }
}

extension OfflineLock.LotSource {
  /// "announced" or "demonstration", and what that means.
  fileprivate var text: String {
    switch self {
    case .seed(let seed, let grade): "\(grade) seed \(seed.hex.prefix(16))…"
    case .announced: "announced by a ceremony, its randomness unproven"
    }
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
      var drawn: JSONObject = [
        "draw": "offline-lock", "first": "1", "count": .string(String(draw.candidates.count)),
        "winners": .string(String(draw.drawn.count)),
        "numbers": .array(draw.drawn.map { .string(String($0)) }),
      ]
      switch draw.source {
      case .announced: drawn["grade"] = "announced"
      case .seed(let seed, let grade):
        drawn["grade"] = .string(grade)
        drawn["method"] = "ranked"
        drawn["seed"] = .string(seed.hex)
      }
      body["draw"] = .object(drawn)
    }
    return body
  }
}
