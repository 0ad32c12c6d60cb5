import ArgumentParser
import Audit
import Issuance
import Offerings
import Reconciliation
import Reports
import Storage
import TradingDays

/// `ipo breaks`: the breaks on record, and who answers for them.
struct BreaksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breaks",
    abstract: "List the breaks that reconciliations recorded; explain one.",
    discussion: """
      Exit code 1 while any break is open. A break is resolved by the next recorded \
      reconciliation that does not find it any more.

        ipo breaks dema
        ipo breaks dema --all --json
        ipo breaks explain dema --break 1/3 --by desk-a --because "booked twice, reversed on T+5"
      """,
    subcommands: [BreakListCommand.self, BreakExplainCommand.self],
    defaultSubcommand: BreakListCommand.self)
}

/// `ipo breaks DIR`.
struct BreakListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the breaks on record with state and age.")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The day on which ages are counted, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Flag(help: "Resolved breaks too.")
  var all = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let day = try asOf.map(DayArgument.parse) ?? Clock.system.now.marketDay
    let folder = OfferingFolder(folder)
    guard let bytes = try folder.signedJournal()?.bytes else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    let history = try ReconciliationHistory(try .sound(bytes)) { try folder.source($0) }
    let report = BreakReport(
      history.book, reconciliations: history.reconciliations, asOf: day, withResolved: all)
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    if !history.book.open.isEmpty { throw Failure.Silent(code: 1) }
  }
}

/// `ipo breaks explain DIR --break N/K --by NAME --because TEXT`.
struct BreakExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Record who answers for a break, and why it may stand.")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(name: .customLong("break"), help: "The break's number, as ipo breaks lists it: 1/3.")
  var number: String

  @Option(help: "Why it may stand: 1 to 1,000 characters.")
  var because: String

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  func run() throws {
    guard let number = BreakNumber(number) else { throw BreakBookError.unknownBreak(number) }
    let by = try actor.demand()
    let note = try Explanation(number, by: by, because: because)
    let run = try OfferingRun(folder, key: key, by: by)
    try run.adopt(try run.plan().passage)
    let history = try run.recorder.history(in: run.folder)
    if case .explained(by.text, because, _)? = history.book[number]?.state {
      Console.write(TextBlock.labelled("explained", "already: break \(number), by \(by)"))
      return
    }
    let step = try history.step(explaining: note)
    _ = try run.recorder.record(step)
    Console.write(TextBlock.step(step.report))
  }
}
