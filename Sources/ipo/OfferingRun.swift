import Cryptography
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Storage
import TradingDays

/// One run over an offering's folder: what is there is read and checked, the passage is planned, and
/// steps are recorded. `settle` goes as far as the facts reach; the lottery's commands stop sooner.
struct OfferingRun {
  let folder: OfferingFolder
  let file: OfferingFile
  let inputs: RecordedInputs
  let recorder: Recorder
  /// What the journal has sealed and what `offering.yaml` and the call add.
  private(set) var facts: Facts

  /// Reads terms, rows and journal; refuses what contradicts what the journal has sealed.
  init(
    _ path: String, key: String?, by actor: AccountName, facts arguments: [String] = []
  ) throws {
    folder = OfferingFolder(path)
    guard let clock = Clock.ofEnvironment() else {
      throw Failure.WrongCall(
        message: "malformedEpoch: SOURCE_DATE_EPOCH is no time, expected seconds since 1970")
    }
    file = try folder.readOffering()
    try Self.refuseOverAllotment(file)
    Console.progress("reading inputs")
    let read = try folder.readInputs(file.offering)
    Console.done()
    recorder = try Recorder(
      folder, code: file.offering.terms.code, signer: SignerStore(named: key), clock: clock,
      actor: actor)
    try recorder.checkTerms(of: file.offering)
    if let now = recorder.now, !recorder.holds("payment") {
      inputs = try read.sealable(at: now, of: file.offering)
    } else {
      inputs = read
    }
    for note in inputs.notes { Console.error("note: \(note)") }
    facts = try recorder.sealedFacts().merging(file.facts, from: "offering.yaml")
    for argument in arguments {
      facts = try facts.merging(FactsReader.read(argument: argument), from: "--fact")
    }
    // What is sealed says whose word it is, and whose it isn't.
    if let sealed = try recorder.sealedFacts().price { facts.price = sealed }
    try checkBeacons()
    facts = try facts.merging(witnessedGates().answers, from: "witness/")
  }

  /// Adds what a command was told.
  mutating func add(_ others: Facts, from source: String) throws {
    facts = try facts.merging(others, from: source)
    try checkBeacons()
  }

  /// Once beacons are recorded there is no further value, not even of one that was not used.
  private func checkBeacons() throws {
    guard recorder.holds("beacon") else { return }
    let sealed = try recorder.sealedFacts().beacon
    let added = facts.beacon.keys.filter { sealed[$0] == nil }.sorted()
    guard added.isEmpty else {
      throw Failure.Refused(
        message: "secondBeacon: found a value of \(added.joined(separator: ", ")), expected none: "
          + "the draw's beacons are recorded")
    }
  }

  private static func refuseOverAllotment(_ file: OfferingFile) throws {
    guard file.offering.terms.shares.overAllotment > .zero else { return }
    throw InputRefusal(faults: [
      InputFault(
        "overAllotmentNotSettled", at: file.place(of: "shares.over_allotment"),
        found: "\(file.offering.terms.shares.overAllotment) over-allotted shares",
        expected: "0: the close-out of an over-allotment is not built yet (ipo clawback counts it)")
    ])
  }

  /// Plans everything before anything is written, and holds it against what was published.
  func plan() throws -> (passage: Passage, figures: [String: String]) {
    Console.progress("deciding")
    let passage: Passage
    do {
      passage = try Passage.plan(file.offering, facts: facts, inputs: inputs)
    } catch let refusal as IssuanceRefusal {
      throw LocatedRefusal(refusal, in: file)
    }
    let figures = try passage.results.figures(file.offering)
    let differing = file.published.filter { figure in
      figures[figure.name].map { $0 != figure.value } ?? false
    }
    guard differing.isEmpty else {
      throw LocatedRefusal(
        IssuanceRefusal(
          differing.map { figure in
            .init(
              "publishedFigureDiffers: \(figure.place): \(figure.name) was published as "
                + "\(figure.value), the rules lead to \(figures[figure.name] ?? "")")
          }), in: file)
    }
    return (passage, figures)
  }

  /// Holds what the journal has recorded against the passage, before anything is added.
  func adopt(_ passage: Passage) throws {
    try recorder.adopt(passage, in: folder)
  }

  /// Records step by step, up to and with `last` where one is named; each is reported once its
  /// entries count.
  ///
  /// - Returns: how many entries each new operation has.
  func record(
    _ passage: Passage, through last: String? = nil, report: (Step) -> Void
  ) throws -> [String: Int] {
    try adopt(passage)
    // A crash may have come between the freezing and the copy of its head.
    if recorder.last == "freeze", !folder.exists(OfferingFolder.frozenHead) {
      try folder.keepFrozenHead()
    }
    for gate in file.offering.terms.witnessed?.gates.sorted() ?? []
    where recorder.holds(gate.operation)
      && !folder.exists(KeptHead.path(gate.rawValue, .checkpoint))
    {
      try folder.keepHead(of: gate)
    }
    var recorded: [String: Int] = [:]
    for step in passage.steps {
      if !recorder.holds(step.id) {
        if step.id == "beacon" { try checkBeaconTimes() }
        if step.id == "freeze" { tellOfTimes() }
        Console.progress("recording \(step.id)")
        recorded[step.id] = try recorder.record(step)
        if step.id == "freeze" { try folder.keepFrozenHead() }
        if let gate = WitnessedGate(rawValue: step.id),
          file.offering.terms.witnessed?.gates.contains(gate) == true
        {
          try folder.keepHead(of: gate)
        }
        Console.done()
        report(step)
      }
      if step.id == last { break }
    }
    return recorded
  }

  /// What the witnesses of gates have answered by now.
  ///
  /// - Throws: `fixedClockAtWitnessedGate`, or what is wrong with an answer.
  private func witnessedGates() throws -> WitnessedGates {
    try WitnessedGates(file.offering.terms.witnessed, folder, recorder)
  }

  /// The passage with what its witnessed gates wait for by the files in `witness/`.
  func tellingWitnesses(_ passage: Passage) throws -> Passage {
    passage.waiting(try witnessedGates().waiting)
  }

  /// By a real clock no value is known before its beacon's time.
  private func checkBeaconTimes() throws {
    guard let now = recorder.now, let terms = file.offering.terms.lottery.seed.sealedTerms
    else { return }
    let used = [terms.beacons, terms.fallback].first { list in
      list.allSatisfy { facts.beacon[$0.source] != nil }
    }
    for beacon in used ?? [] where now < beacon.time {
      throw Failure.Refused(
        message: "beaconBeforeItsTime: \(beacon.source) comes at \(beacon.time.marketClock), found "
          + "it at \(now.marketClock)")
    }
  }

  /// What cannot be mended once the list is frozen.
  private func tellOfTimes() {
    guard let terms = file.offering.terms.lottery.seed.sealedTerms else { return }
    guard let now = recorder.now else {
      Console.error("note: the clock is fixed: a draw of this journal is never graded sealed")
      return
    }
    if now > terms.revealBy {
      Console.error(
        "note: reveal_by, \(terms.revealBy.marketClock), is over: ipo lottery reveal will refuse "
          + "every party; only a recorded offering goes on, by ipo settle")
    }
  }

  /// Writes everything below `out/` that the results allow.
  func writeDerived(_ passage: Passage) throws {
    Console.progress("writing out/")
    for derived in DerivedFiles.all(
      passage.results, inputs, recorder.currentBalances, of: file.offering)
    {
      try folder.writeDerived(derived.name, derived.bytes())
    }
    Console.done()
  }
}
