import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Settlement
import ShareRegister
import TradingDays

extension Course {
  /// Shares are entered in the register with their lock-ups (股份登记), before the listing day.
  mutating func register() throws -> Bool {
    guard let collection = results.collection else { return false }
    guard let listingDay = facts.listingDay else {
      return waits(
        "registration", for: "facts.listing_day: the lock-ups count from it", until: nil)
    }
    try check(listingDay)
    let preIPO = offering.terms.shares.preIPO
    guard preIPO == .zero || inputs.holders != nil else {
      return waits(
        "registration", for: "inputs/holders.csv: who holds the \(preIPO) shares from before",
        until: Instant.at(listingDay, hour: 0))
    }
    let holders = inputs.holders?.value ?? []
    let held = try Shares.sum(holders.map(\.shares))
    guard preIPO == .zero || held == preIPO else {
      throw IssuanceRefusal(
        "holdersDoNotSumToPreIPO: inputs/holders.csv holds \(held) shares, shares.pre_ipo says "
          + "\(preIPO)")
    }
    let registration = try Registration.derive(
      offering: offering, listingDay: listingDay, strategic: inputs.strategic?.value ?? [],
      offline: results.offline, lock: results.lock, collection: collection, holders: holders)
    results.listingDay = listingDay
    results.registration = registration
    results.schedule = try LockSchedule(registration.holdings, calendar: offering.calendar)
    appendRegistration(registration.holdings, listingDay, try report(registration, listingDay))
    return true
  }

  private func check(_ listingDay: Day) throws {
    let earliest = try offering.day(5)
    guard (try? offering.calendar.isSession(listingDay)) == true, listingDay >= earliest else {
      throw IssuanceRefusal(
        "listingDayNotPossible: found \(listingDay), expected a trading day from T+5, \(earliest)",
        key: "facts.listing_day")
    }
  }

  private func report(_ registration: Registration, _ listingDay: Day) throws -> StepReport {
    var report = StepReport("Registration 股份登记", when: "before listing", day: listingDay)
    for origin in Holding.Origin.allCases {
      let own = registration.holdings.filter { $0.origin == origin }
      guard !own.isEmpty else { continue }
      let free = try Shares.sum(own.filter { $0.lockedUntil == nil }.map(\.shares))
      let locked = try Shares.sum(own.filter { $0.lockedUntil != nil }.map(\.shares))
      report.add(origin.rawValue, "\(free) free, \(locked) locked")
    }
    report.add(
      "status",
      facts.confirmations["registration"].map { "confirmed, digest \($0.hex.prefix(16))…" }
        ?? "instructed; the depository has not confirmed")
    return report
  }

  private mutating func appendRegistration(
    _ holdings: [Holding], _ listingDay: Day, _ report: StepReport
  ) {
    let file = inputs.holders?.file
    steps.append(
      Step(id: "registration", report: report, clears: ["tranche", "allotted"]) { sink in
        try sink.post(
          Course.sealed(
            "registration", fact: "listing_day", .string(listingDay.description)))
        if let file { try sink.post(Course.sealed("registration", file: file)) }
        var batch = EntryBatch(
          operation: "registration", kind: .registration, body: ["status": "instructed"])
        for holding in holdings {
          try sink.post(
            batch.add(
              Posting.move(holding.shares, from: holding.source, to: holding.account),
              balancing: []))
        }
        try sink.post(batch.flush())
      })
  }

  /// The bell (上市): the free float, and the last gate.
  mutating func list() throws -> Bool {
    guard let listingDay = facts.listingDay, let schedule = results.schedule else { return false }
    state = .listed
    var report = StepReport("Listing 上市", when: "the bell", day: listingDay)
    report.add("free float", "\(schedule.free) shares")
    report.add("locked", "\(schedule.locked) shares")
    report.add("capital", "\(try schedule.free + schedule.locked) shares")
    let body: JSONObject = [
      "event": "listing", "listing_day": .string(listingDay.description),
      "free": .string(String(schedule.free.count)),
      "locked": .string(String(schedule.locked.count)),
    ]
    steps.append(
      Step(
        id: "listing", report: report,
        clears: ["tranche", "allotted", "receivable", "escrow", "proceeds"]
      ) { sink in
        try sink.post(Entry(id: "listing/decision", kind: .decision, body: body))
      })
    return true
  }

  /// Confirmations of what was instructed, by digest; what is not confirmed yet is waited for.
  mutating func confirm() throws {
    let confirmable: [(step: String, by: String, until: Instant?)] = [
      ("proceeds", "the bank", nil),
      ("registration", "the depository", facts.listingDay.map { .at($0, hour: 9, minute: 30) }),
    ]
    for (id, party, until) in confirmable
    where isFinal(id) && steps.contains(where: { $0.id == id }) {
      guard let digest = facts.confirmations[id] else {
        waiting.append(
          Waiting(
            step: id, needs: "facts.confirmations.\(id): instructed, \(party) has not confirmed",
            until: until))
        continue
      }
      appendConfirmation(of: id, by: party, digest)
    }
    guard isFinal("registration"), steps.contains(where: { $0.id == "registration" }) else {
      return
    }
    for (id, digest) in facts.confirmations.sorted(by: { $0.key < $1.key })
    where id.hasPrefix("release-") {
      appendConfirmation(of: id, by: "the depository", digest)
    }
  }

  private mutating func appendConfirmation(of id: String, by party: String, _ digest: Digest) {
    var report = StepReport("Confirmation of \(id) 确认", when: "", day: nil)
    report.add("by \(party)", digest.hex)
    steps.append(
      Step(id: Passage.confirmationID(of: id), report: report) { sink in
        try sink.post(
          Entry(
            id: "\(Passage.confirmationID(of: id))/digest", kind: .confirmation,
            body: ["confirms": .string(id), "sha256": .string(digest.hex)]))
      })
  }
}

extension Holding {
  /// Where the shares stood before they were registered.
  var source: Account {
    switch origin {
    case .strategic: .allotted(.strategic, holder)
    case .offline: .allotted(.offline, holder)
    case .online: .allotted(.online, holder)
    case .takeUp: .underwriter
    case .preIPO: .issuer
    }
  }
}
