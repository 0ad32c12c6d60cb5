import Allotment
import CanonicalJSON
import Clawback
import Cryptography
import Ledger
import Lottery
import Offerings
import Quantities
import Rulebooks
import TradingDays

extension Course {
  /// The numbered list is frozen (名单冻结) before anyone can know a seed: its root is posted with
  /// count and totals, and nothing of it can change after that.
  mutating func freeze() throws -> Bool {
    guard let decision = results.reallocation else { return false }
    guard let applications = inputs.applications else {
      return waits(
        "freeze", for: "inputs/applications.csv: the valid applications in order of acceptance",
        until: try end(of: 1))
    }
    // A lock drawn from the same seed must not have its candidates chosen after it.
    let needsBids = offering.terms.lottery.seed.sealedTerms != nil && needsLockLots(decision)
    if needsBids, inputs.bids == nil {
      return waits(
        "freeze", for: "inputs/bids.csv: the accounts that the offline lock draws among",
        until: try end(of: 1))
    }
    let list = applications.value
    let numbers = try NumberRange(
      first: offering.terms.lottery.firstNumber, count: list.totalLots)
    let root = list.root()
    results.frozen = FrozenList(root: root, numbers: numbers)
    var report = try report("Frozen list 名单冻结", offset: 0)
    report.add(
      "applications", "\(counted(list.count, "account")), \(list.totalShares) shares")
    report.add(
      "numbers",
      "\(numbers.first) – \(numbers.last), \(DecimalText.grouped(list.totalLots, decimals: 0)) of \(offering.rules.lot) shares"
    )
    report.add("list root", root.hex)
    if let sealed = offering.terms.lottery.seed.sealedTerms, needsSeed(decision) {
      report.add("method", offering.terms.lottery.method.description)
      for party in sealed.parties {
        report.add("party", "\(party.name), committed to \(party.commitment.hex)")
      }
      report.add("reveals", "by \(sealed.revealBy.marketClock) Beijing time")
      for beacon in sealed.beacons {
        report.add("beacon", "\(beacon.source), from \(beacon.time.marketClock)")
      }
      for beacon in sealed.fallback {
        report.add("fallback", "\(beacon.source), from \(beacon.time.marketClock)")
      }
      report.add(
        "witness",
        "have witness/freeze.checkpoint cosigned (witness/freeze.cosigned) or time-stamped "
          + "(witness/freeze.tsr) before the beacons")
    }
    var body: JSONObject = [
      "decision": "freeze", "draw": .string(LotteryTerms.drawName),
      "applications": .string(root.hex), "accounts": .integer(Int64(list.count)),
      "shares": .string(String(list.totalShares.count)), "first": .string(String(numbers.first)),
      "count": .string(String(numbers.count)),
    ]
    if let terms = offering.drawTerms, let digest = offering.drawTermsDigest {
      body["terms"] = terms
      body["terms_sha256"] = .string(digest.hex)
    }
    let files = [sealOnce(applications.file), needsBids ? sealOnce(inputs.bids?.file) : nil]
    let sealedBody = body
    steps.append(
      Step(id: "freeze", report: report) { sink in
        for file in files.compactMap({ $0 }) { try sink.post(Course.sealed("freeze", file: file)) }
        try sink.post(Entry(id: "freeze/decision", kind: .decision, body: sealedBody))
      })
    return true
  }

  private func needsLockLots(_ decision: Reallocation) -> Bool {
    OfflineLock.needsLots(offering) && decision.offline > .zero
  }

  /// True where a seed has to be made: something is drawn by it.
  func needsSeed(_ decision: Reallocation) -> Bool {
    decision.winners(lot: offering.rules.lot) > 0 || needsLockLots(decision)
  }
}
