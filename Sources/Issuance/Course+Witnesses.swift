import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import TradingDays
import Transparency

extension Course {
  /// After a witnessed gate nothing follows before its head is final.
  ///
  /// - Parameter count: the steps before those that were just taken.
  /// - Returns: false where the passage waits.
  mutating func witness(since count: Int) throws -> Bool {
    guard let terms = offering.terms.witnessed else { return true }
    for place in count..<steps.count {
      guard let gate = WitnessedGate(rawValue: steps[place].id), terms.gates.contains(gate) else {
        continue
      }
      guard let text = facts.witnessed[gate] else {
        steps.removeSubrange((place + 1)...)
        return waits(
          gate.witness,
          for: "\(gate.done); waits for \(terms.quorum) over the head in "
            + "witness/\(gate.rawValue).checkpoint: witness/\(gate.rawValue).cosigned",
          until: nil)
      }
      steps.insert(try step(witnessing: gate, text, terms), at: place + 1)
    }
    return true
  }

  /// True where an operation waits for no witness any more.
  func isFinal(_ operation: String) -> Bool {
    guard let gate = WitnessedGate(rawValue: operation),
      offering.terms.witnessed?.gates.contains(gate) == true
    else { return true }
    return facts.witnessed[gate] != nil
  }

  /// The operation that records what the witnesses signed. That the head is this journal's only the
  /// journal can tell.
  private func step(
    witnessing gate: WitnessedGate, _ text: String, _ terms: WitnessedTerms
  ) throws -> Step {
    let key = "facts.witnessed.\(gate.rawValue)"
    let head: Checkpoint
    let verdict: PolicyVerdict
    do {
      let note = try SignedNote(parsing: Array(text.utf8))
      head = try Checkpoint(text: note.text)
      verdict = try terms.policy.verdict(on: note)
    } catch {
      throw IssuanceRefusal("witnessNoteInvalid: \(error)", key: key)
    }
    guard verdict.isQuorumMet, terms.policy.logs.isEmpty || verdict.log != nil else {
      throw IssuanceRefusal(
        "quorumNotMet: found a head \(verdict), expected \(terms.quorum)", key: key)
    }
    var report = StepReport("Witnesses 见证", when: gate.done, day: nil)
    report.add("entries", DecimalText.grouped(head.size, decimals: 0))
    report.add("quorum", terms.quorum)
    let witnesses = try verdict.sightings.map { sighting -> JSONValue in
      let time = try Self.instant(sighting.times.lowerBound, key)
      report.add("witness", "\(sighting.witness.name) at \(time.marketClock)")
      return ["name": .string(sighting.witness.name), "time": .string(time.description)]
    }
    let body: JSONObject = [
      "decision": "witnessed", "gate": .string(gate.rawValue), "origin": .string(head.origin),
      "entries": .string(String(head.size)), "root": .string(head.root.hex),
      "quorum": .string(terms.policy.quorum.map(terms.policy.name) ?? "none"),
      "witnesses": .array(witnesses),
    ]
    return Step(id: gate.witness, report: report) { sink in
      try sink.post(
        Course.sealed(gate.witness, fact: "witnessed", [gate.rawValue: .string(text)]))
      try sink.post(Entry(id: "\(gate.witness)/decision", kind: .decision, body: body))
    }
  }

  private static func instant(_ seconds: Int64, _ key: String) throws -> Instant {
    guard (Instant.earliest.secondsSinceEpoch...Instant.latest.secondsSinceEpoch).contains(seconds)
    else {
      throw IssuanceRefusal(
        "cosignatureTimeOutOfRange: found \(seconds) s after 1970, expected a time of the calendar",
        key: key)
    }
    return Instant(secondsSinceEpoch: seconds)
  }
}

extension Passage {
  /// The same passage with other words for what it waits for at its witnessed gates.
  public func waiting(_ words: [WitnessedGate: String]) -> Passage {
    var passage = self
    passage.waiting = waiting.map { waiting in
      guard let gate = words.keys.first(where: { $0.witness == waiting.step }) else {
        return waiting
      }
      return Waiting(step: waiting.step, needs: words[gate] ?? waiting.needs, until: waiting.until)
    }
    return passage
  }
}
