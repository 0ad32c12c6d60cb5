import ArgumentParser
import Inputs
import Issuance
import Offerings
import Reports
import ShareRegister
import Storage
import TradingDays

/// `ipo lockups`: the schedule, and releases.
struct LockupsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lockups",
    abstract: "Show what is locked and until when; post what came free.",
    discussion: """
        ipo lockups dema
        ipo lockups dema --as-of 2020-12-02
        ipo lockups release dema --as-of 2020-12-02
      """,
    subcommands: [LockupScheduleCommand.self, LockupReleaseCommand.self],
    defaultSubcommand: LockupScheduleCommand.self)
}

/// `ipo lockups DIR`.
struct LockupScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the lock-up schedule.")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The day it is told for, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let day = try asOf.map(DayArgument.parse) ?? Clock.system.now.marketDay
    let settled = try SettledOffering(folder)
    let report = LockupReport(
      settled.schedule, asOf: day, released: settled.released,
      confirmed: settled.confirmed,
      calendarEnd: settled.file.offering.calendar.last)
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
  }
}

/// `ipo lockups release DIR --as-of DATE`.
struct LockupReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Post the lock-ups that ended by a day.")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The day, YYYY-MM-DD: every lock-up whose first session is on or before it.")
  var asOf: String

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  func run() throws {
    let day = try DayArgument.parse(asOf)
    guard let clock = Clock.ofEnvironment() else {
      throw Failure.WrongCall(message: "malformedEpoch: SOURCE_DATE_EPOCH is no time")
    }
    // Nobody can know today that a lock-up ended tomorrow; a fixed clock tells no day.
    guard clock.isFixed || day <= clock.now.marketDay else {
      throw Failure.WrongCall(
        message: "asOfInFuture: found \(day), expected a day up to today, \(clock.now.marketDay)")
    }
    let settled = try SettledOffering(folder)
    let recorder = try Recorder(
      settled.folder, code: settled.file.offering.terms.code, signer: SignerStore(named: key),
      clock: clock)
    try recorder.adopt(settled.passage, in: settled.folder)
    var count = 0
    for tranche in settled.schedule.tranches {
      guard let session = tranche.session, session <= day,
        let step = try settled.passage.release(of: tranche.end, session: session),
        !recorder.holds(step.id)
      else { continue }
      _ = try recorder.record(step)
      count += 1
      Console.write(TextBlock.step(step.report))
    }
    Console.write(
      TextBlock.labelled(
        "released",
        count == 0 ? "nothing more by \(day)" : "\(counted(count, "lock-up")) by \(day), instructed"
      ))
  }
}

/// A folder whose journal reached registration, with its passage made again.
private struct SettledOffering {
  let folder: OfferingFolder
  let file: OfferingFile
  let passage: Passage
  let schedule: LockSchedule
  let released: Set<Day>
  let confirmed: Set<Day>

  init(_ path: String) throws {
    folder = OfferingFolder(path)
    file = try folder.readOffering()
    guard let journal = try folder.bytes("journal.jsonl") else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    let recorded = try SealedState(journal)
    passage = try Passage.plan(
      file.offering, facts: file.facts.merging(recorded.facts, from: "journal.jsonl"),
      inputs: folder.readInputs(file.offering))
    guard let schedule = passage.results.schedule, recorded.operations.contains("registration")
    else {
      throw Failure.WrongCall(
        message: "notRegistered: \(path) has no registration yet; ipo settle says what it waits for"
      )
    }
    self.schedule = schedule
    let ends = schedule.tranches.map(\.end)
    released = Set(ends.filter { recorded.operations.contains(Passage.releaseID(of: $0)) })
    confirmed = Set(
      ends.filter { end in
        recorded.operations.contains(Passage.confirmationID(of: Passage.releaseID(of: end)))
      })
  }
}
