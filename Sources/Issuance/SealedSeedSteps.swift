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
  /// What parties reveal (揭示), each in an operation of its own, as it comes; after the list is
  /// frozen and before any beacon.
  mutating func reveal() throws -> Bool {
    try checkSealedFacts()
    guard let sealed = offering.terms.lottery.seed.sealedTerms,
      let decision = results.reallocation, needsSeed(decision)
    else { return true }
    for party in sealed.parties {
      guard let secret = facts.reveals[party.name] else { continue }
      var report = StepReport("Reveal 揭示", when: "before the beacons", day: nil)
      report.add("party", party.name.text)
      report.add("reveals", "\(secret.hex), as committed: \(party.commitment.hex)")
      let id = Passage.revealID(of: party.name)
      steps.append(
        Step(id: id, report: report) { sink in
          try sink.post(
            Course.sealed(id, fact: "reveals", [party.name.text: .string(secret.hex)]))
        })
    }
    let open = sealed.parties.map(\.name).filter { name in
      facts.reveals[name] == nil && facts.missingReveals?.contains(name) != true
    }
    results.outstandingReveals = open
    guard open.isEmpty else {
      return waits(
        "reveal",
        for: "the reveals of \(open.map(\.text).joined(separator: ", ")) (ipo lottery reveal), or "
          + "facts.missing_reveals once the time is over",
        until: sealed.revealBy)
    }
    return true
  }

  /// The beacons' values (信标), once; with the parties that did not reveal, whose 32 bytes are zero.
  mutating func takeBeacons() throws -> Bool {
    guard let sealed = offering.terms.lottery.seed.sealedTerms,
      let decision = results.reallocation, needsSeed(decision)
    else { return true }
    let lists = [sealed.beacons, sealed.fallback].filter { list in
      !list.isEmpty && list.allSatisfy { facts.beacon[$0.source] != nil }
    }
    guard let used = lists.first else {
      let missing = sealed.beacons.filter { facts.beacon[$0.source] == nil }
      return waits(
        "beacon",
        for: "the value of "
          + missing.map { "\($0.source) (from \($0.time.marketClock))" }.joined(separator: ", ")
          + ": ipo lottery beacon", until: nil)
    }
    let missing = sealed.parties.map(\.name).filter { facts.reveals[$0] == nil }
    let values = used.map { beacon in
      SeedText.BeaconValue(source: beacon.source, value: facts.beacon[beacon.source] ?? "")
    }
    try seal(sealed, values, decision)
    var report = StepReport("Beacons 信标", when: "after the reveals", day: nil)
    for value in values { report.add("beacon", "\(value.source) \(value.value)") }
    if used != sealed.beacons {
      report.add("note", "by the fallback: whoever reports that a beacon failed could choose")
    }
    report.add(
      "reveals",
      missing.isEmpty
        ? "all \(sealed.parties.count) parties revealed"
        : "NOT revealed, 32 zero bytes count: \(missing.map(\.text).joined(separator: ", "))")
    report.add("seed", results.seedText?.seed.hex ?? "")
    steps.append(
      Step(id: "beacon", report: report) { sink in
        try sink.post(
          Course.sealed(
            "beacon", fact: "missing_reveals", .array(missing.map { .string($0.text) })))
        try sink.post(
          Course.sealed(
            "beacon", fact: "beacon",
            .object(JSONObject(uniqueMembers: values.map { ($0.source, .string($0.value)) }))))
      })
    return true
  }

  /// Makes the seed's text: everything in it is fixed by now.
  private mutating func seal(
    _ sealed: SealedSeedTerms, _ beacons: [SeedText.BeaconValue], _ decision: Reallocation
  ) throws {
    guard let frozen = results.frozen, let terms = offering.drawTermsDigest else {
      preconditionFailure("the list is frozen before the reveals")
    }
    let winners = decision.winners(lot: offering.rules.lot)
    results.seedText = SeedText(
      offering: code, draw: LotteryTerms.drawName, terms: terms, numbers: frozen.numbers,
      winners: winners > 0 ? winners : frozen.numbers.count,
      method: offering.terms.lottery.method, applications: frozen.root,
      reveals: sealed.parties.map { party in
        SeedText.Reveal(party: party.name, secret: facts.reveals[party.name] ?? .missing)
      }, beacons: beacons)
  }

  /// Facts of a sealed seed that contradict its terms, or that come where nothing is sealed.
  private func checkSealedFacts() throws {
    var findings: [IssuanceRefusal.Finding] = []
    guard let sealed = offering.terms.lottery.seed.sealedTerms else {
      if !facts.reveals.isEmpty || facts.missingReveals != nil || !facts.beacon.isEmpty {
        throw IssuanceRefusal(
          "noCommitments: found reveals or beacons, expected none: the terms seal no seed",
          key: facts.reveals.isEmpty ? "facts.beacon" : "facts.reveals")
      }
      return
    }
    if facts.announcedTails != nil {
      findings.append(
        .init(
          "announcedTailsWithCommitments: found a ceremony's tails, expected none: the terms seal "
            + "the seed", key: "facts.announced_tails"))
    }
    if facts.lockedAccounts != nil {
      findings.append(
        .init(
          "lockedAccountsWithCommitments: found accounts that a ceremony drew, expected none: the "
            + "terms seal the seed", key: "facts.locked_accounts"))
    }
    findings += revealFindings(sealed) + beaconFindings(sealed)
    guard findings.isEmpty else { throw IssuanceRefusal(findings) }
  }

  private func revealFindings(_ sealed: SealedSeedTerms) -> [IssuanceRefusal.Finding] {
    var findings: [IssuanceRefusal.Finding] = []
    for (name, secret) in facts.reveals.sorted(by: { $0.key < $1.key }) {
      let key = "facts.reveals.\(name)"
      guard let party = sealed.party(named: name) else {
        findings.append(.init(unknown(name, sealed), key: key))
        continue
      }
      let found = secret.commitment(offering: code, draw: LotteryTerms.drawName, party: name)
      if found != party.commitment {
        findings.append(
          .init(
            "revealDiffers: \(name) revealed what commits to \(found.hex), expected "
              + party.commitment.hex, key: key))
      }
      if facts.missingReveals?.contains(name) == true {
        findings.append(
          .init(
            "revealAfterBeacon: found a reveal of \(name) and its name among the missing, expected "
              + "one of the two; once the beacons are recorded the missing stay missing"))
      }
    }
    for name in (facts.missingReveals ?? []).sorted() where sealed.party(named: name) == nil {
      findings.append(.init(unknown(name, sealed), key: "facts.missing_reveals"))
    }
    return findings
  }

  private func unknown(_ name: AccountName, _ sealed: SealedSeedTerms) -> String {
    "unknownParty: found \(name), expected one of "
      + sealed.parties.map(\.name.text).joined(separator: ", ")
  }

  private func beaconFindings(_ sealed: SealedSeedTerms) -> [IssuanceRefusal.Finding] {
    let known = sealed.beacons + sealed.fallback
    return facts.beacon.sorted { $0.key < $1.key }.compactMap { source, value in
      guard let beacon = known.first(where: { $0.source == source }) else {
        return .init(
          "unknownBeacon: found \(source), expected one of the terms': "
            + known.map(\.source).joined(separator: ", "), key: "facts.beacon")
      }
      guard beacon.allows(value: value) else {
        return .init(
          "malformedBeaconValue: found \"\(value)\" of \(source), expected "
            + beacon.valueExpectation, key: "facts.beacon")
      }
      return nil
    }
  }
}

extension Passage {
  /// The operation that records what a party revealed.
  public static func revealID(of party: AccountName) -> String { "\(revealPrefix)\(party)" }

  static let revealPrefix = "reveal-"
}
