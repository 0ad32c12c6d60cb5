import Allotment
import CanonicalJSON
import Clawback
import Cryptography
import Ledger
import Lottery
import Offerings
import Quantities
import Rulebooks

extension Course {
  /// The numbers are drawn (摇号) on T+1; nothing is drawn where all get all.
  mutating func draw() throws -> Bool {
    guard let decision = results.reallocation, let frozen = results.frozen,
      let list = inputs.applications?.value
    else { return false }
    let lot = offering.rules.lot
    let winners = decision.winners(lot: lot)
    var report = try report("Draw 摇号抽签", offset: 1)
    var body: JSONObject = [
      "decision": "draw", "draw": .string(LotteryTerms.drawName),
      "first": .string(String(frozen.numbers.first)),
      "count": .string(String(frozen.numbers.count)), "lot": .string(String(lot.count)),
    ]
    guard winners > 0 else {
      report.add("decision", "supply covers demand: nothing is drawn, every number wins")
      body["grade"] = "none"
      body["winners"] = .string(String(frozen.numbers.count))
      // The offline lock is drawn from this seed though nothing is drawn online.
      if let text = results.seedText { for (key, value) in text.body { body[key] = value } }
      results.onlineWinners = (0..<list.count).map { ($0, list.lots(at: $0)) }
      appendDraw(report, body, announced: nil)
      return true
    }
    guard let draw = try onlineDraw(frozen.numbers, winners) else {
      return waits(
        "draw", for: "facts.announced_tails: the ceremony's tails (or lottery.seed in the terms)",
        until: try end(of: 1))
    }
    results.draw = draw
    results.onlineWinners = list.winners(of: draw.winningOffsets())
    report.add("to be won", "\(counted(winners, "lot"))")
    for (digits, tails) in draw.outcome.tails?.byLength ?? [] {
      report.add(
        digits == 1 ? "last digit" : "last \(digits) digits",
        tails.map(\.description).joined(separator: " "))
    }
    report.add(
      "winners",
      "\(counted(draw.winners, "number")) of \(counted(results.onlineWinners?.count ?? 0, "account"))"
    )
    report.add("grade", draw.origin.text)
    for (key, value) in draw.body { body[key] = value }
    appendDraw(report, body, announced: facts.announcedTails)
    return true
  }

  /// The draw by the source that the terms name; nil where a ceremony's tails are not there yet.
  private func onlineDraw(_ numbers: NumberRange, _ winners: Int64) throws -> OnlineDraw? {
    let method = offering.terms.lottery.method
    if let announced = facts.announcedTails {
      return try announcedDraw(announced, numbers, winners)
    }
    switch offering.terms.lottery.seed {
    case .ceremony: return nil
    case .bare(let seed):
      return try .drawn(
        from: .demonstration(seed: seed), by: method, numbers: numbers, winners: winners)
    case .sealed:
      guard let text = results.seedText else { preconditionFailure("beacons come before") }
      return try .drawn(from: .sealed(text), by: method, numbers: numbers, winners: winners)
    }
  }

  private func announcedDraw(
    _ announced: AnnouncedTails, _ numbers: NumberRange, _ winners: Int64
  ) throws -> OnlineDraw {
    guard case .tailNumbers = offering.terms.lottery.method else {
      throw IssuanceRefusal(
        "announcedTailsByAnotherMethod: found tails, expected none: the terms draw by "
          + offering.terms.lottery.method.description, key: "facts.announced_tails")
    }
    do {
      return try OnlineDraw.announced(announced, numbers: numbers, winners: winners)
    } catch {
      throw IssuanceRefusal(error.description, key: "facts.announced_tails")
    }
  }

  private mutating func appendDraw(
    _ report: StepReport, _ body: JSONObject, announced: AnnouncedTails?
  ) {
    steps.append(
      Step(id: "draw", report: report) { sink in
        if let announced {
          try sink.post(Course.sealed("draw", fact: "announced_tails", announced.canonical))
        }
        try sink.post(Entry(id: "draw/decision", kind: .decision, body: body))
      })
  }
}

extension OnlineDraw.Origin {
  /// The grade in words.
  fileprivate var text: String {
    switch self {
    case .announced(let source): "announced by a ceremony, its randomness unproven: \(source)"
    case .demonstration: "demonstration: the seed stands in the terms, whoever wrote them chose it"
    case .sealed:
      "unwitnessed: that the list was frozen before the beacons takes a witness (ipo verify)"
    }
  }
}

extension OnlineDraw {
  /// What the journal's decision adds for a draw that was made: tails in full, single numbers by the
  /// digest of their lines, since there may be a million.
  var body: [(String, JSONValue)] {
    var body: [(String, JSONValue)] = [
      ("grade", .string(origin.grade)), ("winners", .string(String(winners))),
    ]
    if let tails = outcome.tails { body.append(("tails", tails.canonical)) }
    if let lines = outcome.drawnLines {
      body.append(("numbers_sha256", .string(SHA256.hash(lines).hex)))
    }
    switch origin {
    case .announced: break
    case .demonstration(let seed): body.append(("seed", .string(seed.hex)))
    case .sealed(let text): body += text.body
    }
    return body
  }
}

extension SeedText {
  /// The seed and what it is the hash of, as a decision records them.
  fileprivate var body: [(String, JSONValue)] {
    [("seed", .string(seed.hex)), ("seed_text", .string(text))]
  }
}
