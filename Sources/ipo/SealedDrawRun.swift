import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Reports
import Storage
import TradingDays

/// What the commands of a sealed draw have in common: each takes the passage as far as one operation
/// and says what it recorded.
struct SealedDrawRun {
  private(set) var run: OfferingRun
  let json: Bool

  init(_ folder: String, key: String?, by actor: ActorOptions, json: Bool) throws {
    run = try OfferingRun(folder, key: key, by: try actor.read())
    self.json = json
  }

  /// The terms of the sealed seed.
  ///
  /// - Throws: `noCommitments` where the terms seal none.
  func sealedTerms() throws -> SealedSeedTerms {
    guard let sealed = run.file.offering.terms.lottery.seed.sealedTerms else {
      throw Failure.WrongCall(
        message: "noCommitments: found no lottery.sealed in offering.yaml, expected its parties "
          + "and beacons")
    }
    return sealed
  }

  /// Refuses a step before another that it needs.
  func demand(_ operation: String, orRefuse rule: String, _ expected: String) throws {
    guard run.recorder.holds(operation) else {
      throw Failure.Refused(message: "\(rule): \(operation) is not recorded, expected \(expected)")
    }
  }

  /// Writes what follows from the operations that are recorded by now, and no more.
  private func writeDerived(_ results: Results) throws {
    var files: [DerivedFiles.File] = []
    if run.recorder.holds("beacon"), let text = results.seedText {
      files.append(DerivedFiles.seedText(text))
    }
    if run.recorder.holds("draw") {
      files += DerivedFiles.ofDraw(results, run.inputs, of: run.file.offering)
    }
    for file in files { try run.folder.writeDerived(file.name, file.bytes()) }
  }

  /// Why the passage does not come to an operation.
  private func refusal(of operation: String, in passage: Passage) -> String {
    if passage.state == .suspended {
      return "suspended: the issue is suspended, expected one that goes on to its draw"
    }
    if passage.steps.contains(where: { $0.id == "draw" }) {
      return
        "noSeedNeeded: found supply that covers demand, expected something to draw; ipo settle "
        + "goes on"
    }
    let open = passage.results.outstandingReveals
    guard operation != "beacon" || open.isEmpty else {
      return "revealsOutstanding: \(open.map(\.text).joined(separator: ", ")) have not revealed, "
        + "expected their reveals, or --missing for each once the time is over"
    }
    let needs = passage.waiting.map(\.needs).joined(separator: "; ")
    let first =
      operation == "freeze" || run.recorder.holds("freeze") ? "" : "ipo lottery freeze, then "
    return "stepOutOfOrder: found no \(operation) yet, expected first \(first)\(needs)"
  }

  /// By a real clock nobody reveals after the deadline, and nobody is missing before it.
  private func checkTimes() throws {
    guard let now = run.recorder.now, !run.recorder.holds("beacon"),
      let terms = run.file.offering.terms.lottery.seed.sealedTerms
    else { return }
    let late = run.facts.reveals.keys.filter { !run.recorder.holds(Passage.revealID(of: $0)) }
    if let name = late.min(), now > terms.revealBy {
      throw Failure.Refused(
        message: "revealAfterDeadline: found \(name) at \(now.marketClock), expected a reveal by "
          + terms.revealBy.marketClock)
    }
    if let name = run.facts.missingReveals?.min(), now <= terms.revealBy {
      throw Failure.Refused(
        message: "revealsStillOpen: \(name) may reveal until \(terms.revealBy.marketClock), found "
          + now.marketClock)
    }
  }

  /// Plans with what was told, records up to the operation and prints it.
  mutating func take(_ operation: String, adding facts: Facts? = nil) throws {
    if let facts { try run.add(facts, from: "the call") }
    let (planned, figures) = try run.plan()
    let passage = try run.tellingWitnesses(planned)
    guard passage.steps.contains(where: { $0.id == operation }) else {
      throw Failure.Refused(message: refusal(of: operation, in: passage))
    }
    try checkTimes()
    let isHeld = run.recorder.holds(operation)
    let recorded = try run.record(passage, through: operation) { step in
      if !json { Console.write(TextBlock.step(step.report)) }
    }
    try writeDerived(passage.results)
    let told = try run.tellingWitnesses(passage)
    if json {
      Console.write(
        PassageJSON.settle(
          passage, recorded: recorded, entries: run.recorder.entries, root: run.recorder.root,
          figures: figures))
      return
    }
    if isHeld { Console.write(TextBlock.labelled(operation, "recorded before: nothing to add")) }
    Console.write("\n" + TextBlock.labelled("root", run.recorder.root.hex))
    if let next = passage.steps.first(where: { !run.recorder.holds($0.id) }) {
      let command = next.id == "draw" ? "ipo lottery draw" : "ipo settle"
      Console.write(TextBlock.labelled("next", "\(command) \(run.folder.path)"))
    } else {
      for waiting in told.waiting { Console.write(TextBlock.waiting(waiting)) }
    }
  }
}
