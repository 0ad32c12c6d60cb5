import CanonicalJSON
import Clawback
import Ledger
import Offerings
import Quantities
import Settlement

extension Course {
  /// Strategic placement (战略配售): the final shares, what falls short goes to offline, and what
  /// the investors paid before T.
  mutating func placeStrategic() throws -> Bool {
    let initial = offering.terms.shares.strategic
    guard let final = facts.strategicFinal ?? (initial == .zero ? .zero : nil) else {
      return waits(
        "strategic", for: "facts.strategic_final: the final strategic shares",
        until: try end(of: -2))
    }
    guard final <= initial else {
      throw IssuanceRefusal(
        ReallocationError.strategicFinalAboveInitial(found: final, expected: initial).description,
        key: "facts.strategic_final")
    }
    guard final == .zero || inputs.strategic != nil else {
      return waits(
        "strategic", for: "inputs/strategic.csv: who takes the \(final) strategic shares",
        until: try end(of: -2))
    }
    let investors = inputs.strategic?.value ?? []
    let dues = try investors.map {
      try Due(tranche: .strategic, account: $0.account.text, shares: $0.shares, of: priced)
    }
    let placement = StrategicPlacement(
      offering: offering, price: price, investors: investors,
      owed: try dues.map { try $0.total() }, final: final)
    let departures = try placement.check()
    results.strategicFinal = final
    let shortfall = try initial - final
    var report = try report("Strategic placement 战略配售", offset: -2)
    report.add("initial", "\(initial) shares")
    report.add("final", "\(final) shares to \(counted(investors.count, "investor"))")
    report.add("shortfall to offline", "\(shortfall) shares")
    try placement.tell(&report, departures)
    let file = inputs.strategic?.file
    let isFactGiven = facts.strategicFinal != nil
    steps.append(
      Step(id: "strategic", report: report, clears: ["tranche:strategic"]) { sink in
        if isFactGiven {
          try sink.post(
            Course.sealed("strategic", fact: "strategic_final", .string(String(final.count))))
        }
        if let file { try sink.post(Course.sealed("strategic", file: file)) }
        try sink.post(
          Entry(
            id: "strategic/decision", kind: .decision,
            body: [
              "decision": "strategic-shortfall", "initial": .string(String(initial.count)),
              "final": .string(String(final.count)), "to_offline": .string(String(shortfall.count)),
            ],
            postings: Posting.move(
              shortfall, from: .tranche(.strategic), to: .tranche(.offline))))
        var allotments = DueBatch(.strategic, operation: "strategic")
        for due in dues { try allotments.add(due, to: &sink) }
        try allotments.finish(&sink)
        var payments = EntryBatch(
          operation: "strategic", kind: .payment, body: ["tranche": "strategic"])
        for investor in investors {
          try sink.post(
            payments.add(
              [
                Posting(
                  .receivable(.strategic, investor.account.text),
                  cash: Money(fen: -investor.paid.fen))
              ], balancing: [(.cash, .escrow(.strategic))]))
        }
        try sink.post(payments.flush())
      })
    return true
  }
}
