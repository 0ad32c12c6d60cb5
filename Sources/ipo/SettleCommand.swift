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

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let run = try OfferingRun(folder, key: key, by: try actor.read(), facts: facts)
    let (passage, figures) = try run.plan()
    let recorded = try run.record(passage) { step in
      if !json { Console.write(TextBlock.step(step.report)) }
    }
    try run.writeDerived(passage)
    let told = try run.tellingWitnesses(passage)
    if json {
      Console.write(
        PassageJSON.settle(
          told, recorded: recorded, entries: run.recorder.entries, root: run.recorder.root,
          figures: figures))
    } else {
      summarize(told, run.file, run.recorder, recorded)
    }
    // What two people agreed to is not what would be recorded: that is no waiting for more facts.
    for standing in passage.standings {
      if case .approvedOther = standing.state {
        throw Failure.Refused(message: standing.needs ?? "")
      }
    }
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
