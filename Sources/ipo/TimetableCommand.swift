import ArgumentParser
import Inputs
import Reports
import Storage
import Timetables

/// `ipo timetable`: the calendar of an issue, and the window in which a company can be listed.
struct TimetableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timetable",
    abstract: "Count the days: an issue's calendar, and the window of a listing.",
    discussion: """
      issue: every step from T-6 to the listing on the exchange's trading days, with holidays and the \
      first tradable day of each lock-up. window: from the start of preparations to the listing, as \
      earliest, typical and latest dates.

        ipo timetable issue Ledgers/moore-threads-688795
        ipo timetable issue --wished 2026-09-01 --rulebook cn-star-2023
        ipo timetable window --start 2026-03 --board star --svg window.svg
      """,
    subcommands: [TimetableIssueCommand.self, TimetableWindowCommand.self])
}

/// The files that timetables are made by: the shipped ones, or the user's own.
enum TimetableFiles {
  static func issue(_ path: String?) throws -> IssueSteps {
    guard let path else {
      let shipped = ShippedTimetables.issue
      return try IssueStepsFile.read(shipped.bytes, file: shipped.name)
    }
    return try IssueStepsFile.read(bytes(path, "the steps of an issue"), file: path)
  }

  static func window(_ path: String?) throws -> StagePlan {
    guard let path else {
      let shipped = ShippedTimetables.window
      return try StagePlanFile.read(shipped.bytes, file: shipped.name)
    }
    return try StagePlanFile.read(bytes(path, "the stages to a listing"), file: path)
  }

  private static func bytes(_ path: String, _ expected: String) throws -> [UInt8] {
    guard let bytes = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: expected)
    }
    return bytes
  }

  /// Writes a picture, in place of nothing but a picture.
  static func write(_ svg: String, to path: String) throws {
    try OutputFile.write(Array(svg.utf8), at: path, replacing: .picture)
  }
}
