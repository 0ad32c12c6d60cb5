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
  /// Numbers are handed out (配号) and drawn (摇号) on T+1; nothing is drawn where all get all.
  mutating func draw() throws -> Bool {
    guard let decision = results.reallocation else { return false }
    guard let applications = inputs.applications else {
      return waits(
        "draw", for: "inputs/applications.csv: the valid applications in order of acceptance",
        until: try end(of: 1))
    }
    let list = applications.value
    let lot = offering.rules.lot
    var report = try report("Draw 摇号抽签", offset: 1)
    report.add(
      "applications",
      "\(counted(list.count, "account")), \(list.totalShares) shares")
    let numbers = try NumberRange(
      first: offering.terms.lottery.firstNumber, count: list.totalLots)
    report.add(
      "numbers",
      "\(numbers.first) – \(numbers.last), \(DecimalText.grouped(list.totalLots, decimals: 0)) of \(lot) shares"
    )
    let winners = decision.winners(lot: lot)
    var body: JSONObject = [
      "decision": "draw", "draw": "online", "first": .string(String(numbers.first)),
      "count": .string(String(numbers.count)), "lot": .string(String(lot.count)),
    ]
    guard winners > 0 else {
      report.add("decision", "supply covers demand: nothing is drawn, every number wins")
      body["grade"] = "none"
      body["winners"] = .string(String(numbers.count))
      results.onlineWinners = (0..<list.count).map { ($0, list.lots(at: $0)) }
      appendDraw(report, applications.file, body, announced: nil)
      return true
    }
    let draw: OnlineDraw
    if let announced = facts.announcedTails {
      draw = try announcedDraw(announced, numbers, winners)
    } else if let seed = offering.terms.lottery.seed {
      draw = try .demonstration(
        seed: seed, nines: offering.terms.lottery.nines, numbers: numbers, winners: winners)
    } else {
      return waits(
        "draw", for: "facts.announced_tails: the ceremony's tails (or lottery.seed in the terms)",
        until: try end(of: 1))
    }
    results.draw = draw
    results.onlineWinners = list.winners(of: draw.winningOffsets())
    report.add("to be won", "\(counted(winners, "lot"))")
    for (digits, tails) in draw.tails.byLength {
      report.add(
        digits == 1 ? "last digit" : "last \(digits) digits",
        tails.map(\.description).joined(separator: " "))
    }
    report.add(
      "winners",
      "\(counted(draw.winners, "number")) of \(counted(results.onlineWinners?.count ?? 0, "account"))"
    )
    report.add("grade", Self.gradeText(draw.origin))
    for (key, value) in draw.body { body[key] = value }
    appendDraw(report, applications.file, body, announced: facts.announcedTails)
    return true
  }

  private func announcedDraw(
    _ announced: AnnouncedTails, _ numbers: NumberRange, _ winners: Int64
  ) throws -> OnlineDraw {
    do {
      return try OnlineDraw.announced(announced, numbers: numbers, winners: winners)
    } catch {
      throw IssuanceRefusal(error.description, key: "facts.announced_tails")
    }
  }

  private mutating func appendDraw(
    _ report: StepReport, _ file: SealedFile, _ body: JSONObject, announced: AnnouncedTails?
  ) {
    let unsealed = sealOnce(file)
    steps.append(
      Step(id: "draw", report: report) { sink in
        if let unsealed { try sink.post(Course.sealed("draw", file: unsealed)) }
        if let announced {
          try sink.post(Course.sealed("draw", fact: "announced_tails", announced.canonical))
        }
        try sink.post(Entry(id: "draw/decision", kind: .decision, body: body))
      })
  }

  private static func gradeText(_ origin: OnlineDraw.Origin) -> String {
    switch origin {
    case .announced(let source): "announced by a ceremony, its randomness unproven: \(source)"
    case .demonstration: "demonstration: the seed stands in the terms, whoever wrote them chose it"
    }
  }
}

extension OnlineDraw {
  /// What the journal's decision adds for a draw that was made.
  var body: [(String, JSONValue)] {
    var body: [(String, JSONValue)] = [
      ("grade", .string(origin.grade)), ("winners", .string(String(winners))),
      ("tails", tails.canonical),
    ]
    if case .demonstration(let seed) = origin { body.append(("seed", .string(seed.hex))) }
    return body
  }
}
