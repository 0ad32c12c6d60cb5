import ArgumentParser
import Cryptography
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Storage
import TradingDays

/// `ipo settle`: the main job.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Take an offering from its price to its listing, as far as the facts reach.",
    discussion: """
      Decides step by step, prints each decision, records it in DIR/journal.jsonl and signs the \
      head. Says what it waits for; given more facts it goes on; run again it changes nothing.

        ipo settle Ledgers/dema-688360
        ipo settle dema --fact listing_day=2020-06-02
        SOURCE_DATE_EPOCH=1590000000 ipo settle dema --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(
    name: .customLong("fact"), help: "A fact that offering.yaml does not hold yet: name=value.")
  var facts: [String] = []

  @Option(help: "The signing key's file; without it the user's own, made on first use.")
  var key: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    guard let clock = Clock.ofEnvironment() else {
      throw Failure.WrongCall(
        message: "malformedEpoch: SOURCE_DATE_EPOCH is no time, expected seconds since 1970")
    }
    let file = try folder.readOffering()
    try refuseOverAllotment(file)
    Console.progress("reading inputs")
    let inputs = try folder.readInputs(file.offering)
    Console.done()
    for note in inputs.notes { Console.error("note: \(note)") }
    let recorder = try Recorder(
      folder, code: file.offering.terms.code, signer: SignerStore(named: key), clock: clock)
    try recorder.checkTerms(of: file.offering)
    var known = try recorder.sealedFacts().merging(file.facts, from: "offering.yaml")
    for argument in facts {
      known = try known.merging(FactsReader.read(argument: argument), from: "--fact")
    }
    Console.progress("deciding")
    let (passage, figures) = try plan(file, known, inputs)
    let recorded = try record(passage, recorder)
    Console.progress("writing out/")
    for derived in DerivedFiles.all(
      passage.results, inputs, recorder.currentBalances, code: file.offering.terms.code)
    {
      try folder.writeDerived(derived.name, derived.bytes())
    }
    Console.done()
    if json {
      Console.write(
        PassageJSON.settle(
          passage, recorded: recorded, entries: recorder.entries, root: recorder.root,
          figures: figures))
    } else {
      summarize(passage, file, recorder, recorded)
    }
  }

  private func refuseOverAllotment(_ file: OfferingFile) throws {
    guard file.offering.terms.shares.overAllotment > .zero else { return }
    throw InputRefusal(faults: [
      InputFault(
        "overAllotmentNotSettled", at: file.place(of: "shares.over_allotment"),
        found: "\(file.offering.terms.shares.overAllotment) over-allotted shares",
        expected: "0: the close-out of an over-allotment is not built yet (ipo clawback counts it)")
    ])
  }

  /// Plans everything before anything is written, and holds it against what was published.
  private func plan(
    _ file: OfferingFile, _ facts: Facts, _ inputs: RecordedInputs
  ) throws -> (Passage, [String: String]) {
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

  /// Records step by step; each block is printed once its entries count.
  private func record(_ passage: Passage, _ recorder: Recorder) throws -> [String: Int] {
    Console.progress("comparing with the journal")
    let cut = try recorder.adopt(passage)
    Console.done()
    if let cut { Console.error("note: \(cut)") }
    var recorded: [String: Int] = [:]
    for step in passage.steps where !recorder.holds(step.id) {
      Console.progress("recording \(step.id)")
      recorded[step.id] = try recorder.record(step)
      Console.done()
      if !json { Console.write(TextBlock.step(step.report)) }
    }
    return recorded
  }

  private func summarize(
    _ passage: Passage, _ file: OfferingFile, _ recorder: Recorder, _ recorded: [String: Int]
  ) {
    let offering = file.offering
    var text = "\n\(offering.terms.name) (\(offering.terms.code)): \(passage.state.rawValue)\n"
    let isNew = !recorded.isEmpty
    text += TextBlock.labelled(
      "journal",
      isNew
        ? "\(DecimalText.grouped(recorded.values.reduce(0, +), decimals: 0)) entries added, "
          + "\(DecimalText.grouped(recorder.entries, decimals: 0)) in all"
        : "nothing to add: \(counted(passage.steps.count, "step")) recorded before, "
          + "\(DecimalText.grouped(recorder.entries, decimals: 0)) entries")
    text += TextBlock.labelled("root", recorder.root.hex)
    if recorder.isClockFixed {
      text += TextBlock.labelled("clock", "fixed by SOURCE_DATE_EPOCH; the journal says so")
    }
    if !file.published.isEmpty {
      let decided = (try? passage.results.figures(offering)) ?? [:]
      let compared = file.published.filter { decided[$0.name] != nil }
      text += TextBlock.labelled(
        "published figures", "\(compared.count) of \(file.published.count) reached, all agree")
    }
    if !file.synthetic.isEmpty {
      text += TextBlock.labelled("synthetic", file.synthetic.joined(separator: ", "))
    }
    for waiting in passage.waiting { text += TextBlock.waiting(waiting) }
    if !facts.isEmpty, passage.state == .open {
      text += TextBlock.labelled(
        "note",
        "a fact of --fact that no step has used yet is not kept: give it again, or write it "
          + "into offering.yaml")
    }
    Console.write(text)
  }
}
