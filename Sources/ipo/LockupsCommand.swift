import ArgumentParser
import Audit
import Inputs
import Issuance
import Offerings
import Reconciliation
import Reports
import ShareRegister
import Storage
import TradingDays

/// `ipo lockups`: the schedule, what is owed against registers, and releases.
struct LockupsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lockups",
    abstract: "Show and verify what is locked until when; post what came free.",
    discussion: """
      What must be locked follows from terms, sealed facts and allotments, and is compared with the \
      ledger's register and with the depository's list. Exit code 1 with any break.

        ipo lockups dema
        ipo lockups dema --as-of 2020-12-02 --register holders-2020-12-02.csv
        ipo lockups release dema --as-of 2020-12-02
      """,
    subcommands: [LockupScheduleCommand.self, LockupReleaseCommand.self],
    defaultSubcommand: LockupScheduleCommand.self)
}

/// `ipo lockups DIR`.
struct LockupScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the lock-up schedule and the free float, and verify registers against it.",
    discussion: """
      Before the listing day the float is nothing and every lock-up is in force. The list is CSV \
      account,shares,locked,unlock_date, as for ipo reconcile.

        ipo lockups dema --as-of 2020-06-02 --register holders.csv
        ipo lockups dema --as-of 2021-06-02 --register holders.csv --locks-only --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The day it is told for, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Option(help: "The depository's list of holdings and locks on that day, CSV.")
  var register: String?

  @Flag(
    help: """
      Judge the list's locks alone: after the listing day holders trade what is free, and the ledger \
      does not see it.
      """)
  var locksOnly = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let day = try asOf.map(DayArgument.parse) ?? Clock.system.now.marketDay
    guard register != nil || !locksOnly else {
      throw Failure.WrongCall(
        message: "nothingToCompare: found --locks-only without --register, expected both")
    }
    let list = try readList()
    let settled = try SettledOffering(folder)
    Console.progress("comparing")
    let report = try report(settled, list, day)
    Console.done()
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    if !report.breaks.isEmpty { throw Failure.Silent(code: 1) }
  }

  private func readList() throws -> [ListedHolding]? {
    guard let register else { return nil }
    guard let bytes = try OfferingFolder.bytes(at: register) else {
      throw StorageError.missingFile(path: register, expected: "a list of holdings")
    }
    return try RegisterFile.read(bytes, name: register)
  }

  private func report(
    _ settled: SettledOffering, _ list: [ListedHolding]?, _ day: Day
  ) throws -> LockupReport {
    try LockupReport(
      try settled.obligations(), of: settled.file.offering, listingDay: settled.listingDay,
      journal: try settled.audit(), list: list, locksOnly: locksOnly, on: day)
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

  @OptionGroup var actor: ActorOptions

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
      clock: clock, actor: try actor.read())
    try recorder.adopt(settled.passage, in: settled.folder)
    guard settled.passage.state == .listed else {
      throw Failure.Refused(
        message: "notListed: found "
          + settled.passage.waiting.map(\.text).joined(separator: "; ")
          + ", expected a listed offering before anything of it is released")
    }
    var count = 0
    var waiting: [String] = []
    for tranche in settled.schedule.tranches {
      guard let session = tranche.session, session <= day,
        let step = try settled.passage.release(of: tranche.end, session: session),
        !recorder.holds(step.id)
      else { continue }
      if let needs = try settled.passage.standing(at: GateName(releaseOf: tranche.end))?.needs {
        waiting.append(needs)
        continue
      }
      _ = try recorder.record(step)
      count += 1
      Console.write(TextBlock.step(step.report))
    }
    for needs in waiting { Console.write(TextBlock.labelled("waits for", needs)) }
    Console.write(
      TextBlock.labelled(
        "released",
        count == 0 ? "nothing more by \(day)" : "\(counted(count, "lock-up")) by \(day), instructed"
      ))
  }
}
