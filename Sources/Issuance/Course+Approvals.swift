import Offerings
import ShareRegister
import TradingDays

extension Course {
  /// Takes a step; one that two people have to agree to is held back until they do, with everything that
  /// follows from it, and nothing follows one that witnesses have to see before they have.
  mutating func take(_ step: (inout Course) throws -> Bool) throws -> Bool {
    let before = self
    let goesOn = try step(&self)
    guard try approve(since: before), try witness(since: before.steps.count) else { return false }
    return goesOn
  }

  /// - Parameter before: the course without the steps that were just taken.
  /// - Returns: false where the passage waits at a gate.
  private mutating func approve(since before: Course) throws -> Bool {
    guard let terms = offering.terms.approvals else { return true }
    for place in before.steps.count..<steps.count {
      guard let gate = gate(guarding: steps[place].id), terms.gates.contains(gate.gate) else {
        continue
      }
      let standing = try GateStanding(gate, steps[place], facts.approvals, code: code)
      // The opening names who may approve: it stands before its gate, any other operation behind it.
      let isOpening = steps[place].id == "opening"
      guard let needs = standing.needs else {
        standings.append(standing)
        steps.insert(contentsOf: standing.steps, at: isOpening ? place + 1 : place)
        return true
      }
      if !isOpening { self = before }
      standings.append(standing)
      steps += standing.steps
      return waits(standing.subject.id, for: needs, until: nil)
    }
    return true
  }

  /// Words on a step that waits for a fact: who spoke them had it, and the journal may have them.
  mutating func keepWordsAhead() {
    guard let terms = offering.terms.approvals, let step = waiting.first?.step,
      let gate = gate(guarding: step), terms.gates.contains(gate.gate),
      !standings.contains(where: { $0.gate == gate })
    else { return }
    steps += GateStanding.steps(of: GateStanding.words(at: gate, facts.approvals))
  }

  /// The gate before an operation.
  private func gate(guarding operation: String) -> GateName? {
    // Of a sealed seed the draw is approved with its list: later, somebody could know what is drawn.
    let drawn = offering.terms.lottery.seed.sealedTerms == nil ? "draw" : "freeze"
    switch operation {
    case "opening" where offering.terms.price != nil: return GateName(.price)
    case "price": return GateName(.price)
    case "clawback": return GateName(.clawback)
    case "proceeds": return GateName(.proceeds)
    case drawn: return GateName(.draw)
    default: return nil
    }
  }

  /// What was said of releases, which are no steps of the passage: the words are.
  mutating func approveReleases() throws {
    let ends = Set(facts.approvals.keys.compactMap(\.gate.end))
    for end in ends.sorted() {
      guard let standing = try results.standing(ofRelease: end, offering, facts) else {
        throw IssuanceRefusal(
          "nothingToRelease: found a word on release-\(end), expected a registered lock-up that "
            + "ends then", key: "facts.approvals")
      }
      standings.append(standing)
      steps += standing.steps
    }
  }

  /// Refuses every word at a gate that does not count.
  func checkApprovals() throws {
    guard let terms = offering.terms.approvals else {
      guard facts.approvals.isEmpty else {
        throw IssuanceRefusal(
          "gateNotInTerms: found proposals or approvals, expected none: the terms name nobody who "
            + "approves", key: "facts.approvals")
      }
      return
    }
    let faults = terms.faults(of: facts.approvals, offering: code)
    guard faults.isEmpty else {
      throw IssuanceRefusal(
        faults.map { place, fault in
          .init("\(fault)", key: "facts.approvals.\(place.gate)")
        })
    }
  }
}

extension Results {
  /// Where the gate before a release stands; nil where nothing is locked until that day, or where no gate
  /// is asked for.
  func standing(ofRelease end: Day, _ offering: Offering, _ facts: Facts) throws -> GateStanding? {
    guard offering.terms.approvals?.gates.contains(.release) == true,
      let session = schedule?.tranches.first(where: { $0.end == end })?.session,
      let step = try release(of: end, session: session)
    else { return nil }
    return try GateStanding(
      GateName(releaseOf: end), step, facts.approvals, code: offering.terms.code)
  }
}

extension Passage {
  /// Where a gate stands that the passage has come to; nil where it has not, or where the terms ask for no
  /// such gate.
  public func standing(at gate: GateName) throws -> GateStanding? {
    if let standing = standings.first(where: { $0.gate == gate }) { return standing }
    guard let end = gate.end else { return nil }
    return try results.standing(ofRelease: end, offering, facts)
  }
}
