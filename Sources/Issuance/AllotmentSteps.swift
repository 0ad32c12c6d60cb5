import Allotment
import Bookbuilding
import CanonicalJSON
import Clawback
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

extension Course {
  /// Winning lots become allotted shares and dues (网上中签), T+2.
  mutating func allotOnline() throws -> Bool {
    guard let list = inputs.applications?.value, let winners = results.onlineWinners else {
      return false
    }
    let lots = winners.reduce(Int64(0)) { $0 + $1.lots }
    let shares = Shares(lots * list.lot.count)
    var report = try report("Online allotment 网上中签", offset: 2)
    report.add("winners", "\(counted(winners.count, "account"))")
    report.add("allotted", "\(shares) shares")
    report.add(
      "due",
      "\(try price * shares) yuan by \(try offering.instant(offering.rules.onlineDeadline).deadlineText)"
    )
    let priced = priced
    steps.append(
      Step(id: "allotment-online", report: report, clears: ["tranche:online"]) { sink in
        var batch = DueBatch(.online, operation: "allotment-online")
        for (row, lots) in winners {
          try batch.add(list.due(at: row, lots: lots, of: priced), to: &sink)
        }
        try batch.finish(&sink)
      })
    return true
  }

  /// The offline tranche pro rata by class (网下配售), T+2.
  mutating func allotOffline() throws -> Bool {
    guard let decision = results.reallocation, decision.offline > .zero else {
      return true
    }
    guard let bids = inputs.bids, let effective = results.effectiveBids else {
      return waits(
        "allotment-offline", for: "inputs/bids.csv: the book's effective bids",
        until: try end(of: 2))
    }
    let allotment = try allotment(of: decision.offline, among: effective)
    results.offline = allotment
    let dues = try offlineDues(allotment)
    var report = try report("Offline allotment 网下配售", offset: 2)
    report.add(
      "effective bids", "\(counted(allotment.lines.count, "account"))")
    for result in allotment.classes {
      report.add(
        "class \(result.name)",
        "\(result.allotted) of \(result.applied) shares, \(counted(result.accounts, "account")), ratio "
          + "\(result.ratio.percent(places: 8))%")
    }
    if let account = allotment.oddLotAccount {
      report.add("odd shares", "\(allotment.oddShares) to \(account)")
    }
    report.add(
      "due",
      "\(try Money.sum(dues.map { try $0.total() })) yuan by \(try offering.instant(offering.rules.offlineDeadline).deadlineText)"
    )
    let body = allotment.body
    let unsealed = sealOnce(bids.file)
    steps.append(
      Step(id: "allotment-offline", report: report, clears: ["tranche"]) { sink in
        if let unsealed { try sink.post(Course.sealed("allotment-offline", file: unsealed)) }
        try sink.post(Entry(id: "allotment-offline/decision", kind: .decision, body: body))
        var batch = DueBatch(.offline, operation: "allotment-offline")
        for due in dues { try batch.add(due, to: &sink) }
        try batch.finish(&sink)
      })
    return true
  }

  /// What the underwriter announced for the classes can be refused as a fact.
  private func allotment(of shares: Shares, among bids: [Bid]) throws -> OfflineAllotment {
    let announced = facts.offline?.allotted ?? []
    do {
      return try OfflineAllotment.allot(
        shares, among: bids, of: offering, announced: announced)
    } catch {
      throw IssuanceRefusal(
        error.description, key: announced.isEmpty ? nil : "facts.offline.classes")
    }
  }

  func offlineDues(_ allotment: OfflineAllotment) throws -> [Due] {
    try allotment.lines.filter { $0.allotted > .zero }.map { line in
      try Due(
        tranche: .offline, account: line.bid.account.text, shares: line.allotted, of: priced)
    }
  }
}

extension ApplicationList {
  /// What the account of one row owes for the lots it won.
  func due(at row: Int, lots: Int64, of offering: PricedOffering) throws(QuantityError) -> Due {
    try Due(
      tranche: .online, account: account(at: row), shares: Shares(lots * lot.count), of: offering)
  }
}

extension OfflineAllotment {
  /// The ratios as the journal records them, as fractions of integers.
  var body: JSONObject {
    let classes = classes.map { result -> JSONValue in
      [
        "class": .string(result.name), "accounts": .integer(Int64(result.accounts)),
        "applied": .string(String(result.applied.count)),
        "allotted": .string(String(result.allotted.count)),
        "ratio": .string("\(result.ratio.numerator)/\(result.ratio.denominator)"),
      ]
    }
    return [
      "decision": "offline-allotment", "classes": .array(classes),
      "odd_shares": .string(String(oddShares.count)),
      "odd_lot_account": oddLotAccount.map { .string($0.text) } ?? .null,
    ]
  }
}
