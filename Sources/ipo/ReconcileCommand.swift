import ArgumentParser
import Audit
import Inputs
import Issuance
import Offerings
import Quantities
import Reconciliation
import Reports
import Storage
import TradingDays

/// `ipo reconcile`: the ledger against banks' statements and the depository's list.
struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Hold the ledger against banks' statements and the depository's list.",
    discussion: """
      A statement is ISO 20022 camt.053, SWIFT MT940 or CSV reference,account,amount,booked_at; \
      several files of one account follow each other by their numbers. The list is CSV \
      account,shares,locked,unlock_date. Exit code 1 while any break is open. Reads the journal \
      alone: ipo verify says whether that can be trusted.

      Payments agree by reference, account and amount; in parts that sum exactly, under one or \
      several references of an account; with --tolerance where the amount is a little off; and \
      with --payers where a broker paid for its clients. The result tells how many by which.

      Without --record nothing is written. With it the files are kept in DIR/inputs/statements, \
      the journal seals them with every new break and with what resolved those that are gone, and \
      all bank statements on record are compared together. ipo breaks lists the breaks and takes \
      explanations. Without any file the circle is closed: applications, frozen list, allotments, \
      payments, refunds, proceeds and register are held against each other, and what is on record \
      against the ledger.

        ipo reconcile dema
        ipo reconcile dema --bank statement.xml --register holders-2020-06-02.csv
        ipo reconcile dema --bank may-25.sta --bank may-26.xml --complete --json
        ipo reconcile dema --bank bank.csv --tolerance 0.05 --payers payers.csv
        ipo reconcile dema --issuer-bank issuer.csv --record
        ipo reconcile dema --bank monday-2.csv --supersede inputs/statements/monday.csv --record
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @OptionGroup var statements: StatementOptions

  @Flag(help: "Keep the files and record the reconciliation in the journal.")
  var record = false

  @Flag(help: "With --record: show what would be recorded, and write nothing.")
  var dryRun = false

  @Option(help: "With --record: a statement on record that the bank has corrected.")
  var supersede: [String] = []

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    guard record || (!dryRun && supersede.isEmpty) else {
      throw Failure.WrongCall(
        message: "notRecording: found --dry-run or --supersede alone, expected --record beside it")
    }
    let call = try statements.call(today: today)
    let report: ReconciliationReport
    if record {
      report = try RecordedRun(self, call).report
    } else if call.sides.isEmpty {
      return try closeCircle(call)
    } else {
      report = try compare(call)
    }
    Console.done()
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    if report.openCount > 0 { throw Failure.Silent(code: 1) }
  }

  /// Holds the offering's own files and entries against each other, and the statements on record against
  /// the ledger.
  private func closeCircle(_ call: ReconciliationCall) throws {
    let verified = try VerifiedOffering(OfferingFolder(folder), .nobody)
    guard verified.findings.isEmpty, let made = verified.sources.made,
      let file = verified.sources.file
    else {
      throw Failure.Refused(
        message:
          "journalUnsound: \(verified.findings.first.map { "\($0)" } ?? ""); run ipo verify, "
          + "nothing was compared")
    }
    Console.progress("holding control totals")
    let totals = try ControlTotals(
      journal: verified.journal, offering: file.offering, inputs: made.inputs,
      results: made.passage.results)
    let given = try StatementFiles(call, kept: nil)
    let history = try ReconciliationHistory(verified.journal) { name in
      try given.source(name) ?? verified.folder.source(name)
    }
    let onRecord = history.call(adding: given.call)
    let outcome = try onRecord.files.isEmpty ? nil : history.outcome(of: onRecord)
    let report = outcome.map {
      ReconciliationReport($0, change: history.change(by: $0), recorded: nil)
    }
    Console.done()
    let circle = CircleReport(
      ControlReport(totals.controls), report, book: history.book, asOf: call.asOf)
    if json {
      Console.write(circle.json)
    } else {
      Console.write(circle.text)
    }
    if !totals.holds || circle.openCount > 0 { throw Failure.Silent(code: 1) }
  }

  /// A record has to come out the same under the same fixed clock; a comparison is of the real day.
  private func today() throws -> Day {
    guard let clock = record ? Clock.ofEnvironment() : .system else {
      throw Failure.WrongCall(message: "malformedEpoch: SOURCE_DATE_EPOCH is no time")
    }
    return clock.now.marketDay
  }

  /// Compares and writes nothing.
  private func compare(_ given: ReconciliationCall) throws -> ReconciliationReport {
    let folder = OfferingFolder(folder)
    let statements = try StatementFiles(given, kept: nil)
    guard let bytes = try folder.signedJournal()?.bytes else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    Console.progress("reading the journal")
    let history = try ReconciliationHistory(try .sound(bytes)) { name in
      try statements.source(name) ?? folder.source(name)
    }
    Console.progress("comparing")
    let outcome = try history.outcome(of: given)
    return ReconciliationReport(outcome, change: history.change(by: outcome), recorded: nil)
  }
}

/// One reconciliation that is recorded, or shown as it would be.
private struct RecordedRun {
  let report: ReconciliationReport

  init(_ command: ReconcileCommand, _ given: ReconciliationCall) throws {
    let statements = try StatementFiles(given, kept: OfferingFolder(command.folder))
    let run = try OfferingRun(
      command.folder, key: command.key, by: try command.actor.read())
    let passage = try run.plan().passage
    try run.adopt(passage)
    Console.progress("reading the journal")
    let history = try run.recorder.history(in: run.folder, added: statements)
    for name in command.supersede where history.onRecord?.files.contains(name) != true {
      throw Failure.WrongCall(
        message: "notOnRecord: found --supersede \(name), expected one of "
          + (history.onRecord?.files.joined(separator: ", ") ?? "none: nothing is on record"))
    }
    let call = history.call(
      adding: statements.call, superseding: Set(command.supersede))
    guard !call.sides.isEmpty else { throw ReconciliationRecordError.nothingToCompare }
    Console.progress("comparing")
    let outcome = try history.outcome(of: call)
    let change = history.change(by: outcome)
    guard !history.holds(outcome) else {
      report = ReconciliationReport(outcome, change: change, recorded: .already)
      return
    }
    let step = try history.step(recording: outcome)
    if command.dryRun {
      report = ReconciliationReport(outcome, change: change, recorded: .wouldBe(step.id))
      return
    }
    try statements.keep(outcome.files, in: run.folder) {
      Console.progress("recording \(step.id)")
      _ = try run.recorder.record(step)
    }
    report = ReconciliationReport(outcome, change: change, recorded: .as(step.id))
  }
}
