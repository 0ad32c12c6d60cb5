import ArgumentParser
import Reports
import Timetables
import TradingDays

/// `ipo timetable window`.
struct TimetableWindowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "window",
    abstract: "Show when a company can be listed that starts to prepare in a month or on a day.",
    discussion: """
      Every stage has an earliest, a typical and a latest end; a month is any of its days, so the listing \
      is a window too. Factors that stretch a stage are left to chance in the simulation, and counted in \
      the window only where --factor says how often. The same call gives the same bytes.

        ipo timetable window --start 2026-03 --board star
        ipo timetable window --start 2024-01 --board main --stage tutoring=4 --stage documents=2 \\
          --stage review=4 --stage registration=1 --stage issue=2w --no-factors
        ipo timetable window --start 2026-03-16 --board chinext --factor inquiry=2 --svg window.svg
      """)

  @Option(help: "When preparations start: a month YYYY-MM, or a day YYYY-MM-DD.")
  var start: String

  @Option(help: "The board, for the limits of the law: star, chinext or main.")
  var board: String

  @Option(help: "A stage that takes a fixed time: ID=4 (months), ID=2w or ID=10d.")
  var stage: [String] = []

  @Option(help: "How often a factor comes, in place of chance: ID=0 to ID=12.")
  var factor: [String] = []

  @Flag(help: "No factor comes but those that --factor names.")
  var noFactors = false

  @Option(help: "The runs of the simulation, 1 to 1000000.")
  var runs = 100_000

  @Option(help: "The text that the simulation is seeded with.")
  var seed = "ipo-timetable"

  @Option(help: "A file of stages in place of the shipped one (Specs/timetable.md).")
  var stages: String?

  @Option(help: "Write the window as a Gantt chart.")
  var svg: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let plan = try TimetableFiles.window(stages)
    guard let start = DayWindow(start) else {
      throw Failure.WrongCall(
        message:
          "malformedStart: found \"\(start)\", expected YYYY-MM or YYYY-MM-DD, years 1990 to "
          + "2199")
    }
    guard (1...ListingSimulation.runsMax).contains(runs) else {
      throw Failure.WrongCall(
        message: "malformedRuns: found \(runs), expected 1 to \(ListingSimulation.runsMax)")
    }
    var counts = try factorCounts()
    if noFactors { for factor in plan.factors { counts[factor.id] = counts[factor.id] ?? 0 } }
    let window = try ListingWindow(
      plan, board: board, start: start, fixed: stageSpans(), counts: counts)
    Console.progress("simulating")
    let simulation = ListingSimulation(window, runs: runs, seed: seed)
    Console.done()
    let report = ListingWindowReport(plan, window, simulation, trading: .xshg)
    if let svg { try TimetableFiles.write(ListingWindowPicture(report).svg, to: svg) }
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
  }

  private func stageSpans() throws -> [String: Span] {
    try pairs(stage, "stage") {
      Span(fixed: $0)
    } expected: {
      "ID=4 (months), ID=2w or ID=10d, at most ten years"
    }
  }

  private func factorCounts() throws -> [String: Int] {
    try pairs(factor, "factor") { text in
      Int(text).flatMap { (0...StagePlan.timesMax).contains($0) ? $0 : nil }
    } expected: {
      "ID=0 to ID=\(StagePlan.timesMax)"
    }
  }

  /// `ID=VALUE` arguments, each id once.
  private func pairs<Value>(
    _ arguments: [String], _ kind: String, parse: (Substring) -> Value?, expected: () -> String
  ) throws -> [String: Value] {
    var values: [String: Value] = [:]
    for argument in arguments {
      let parts = argument.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = parse(parts[1]) else {
        throw Failure.WrongCall(
          message: "malformed\(kind.prefix(1).uppercased())\(kind.dropFirst()): found "
            + "\"\(argument)\", expected \(expected())")
      }
      let id = String(parts[0])
      guard values.updateValue(value, forKey: id) == nil else {
        throw TimetableError.toldTwice(id, of: kind)
      }
    }
    return values
  }
}
