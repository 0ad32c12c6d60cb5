import ArgumentParser
import CanonicalJSON
import Reports
import Rulebooks
import Storage
import TradingDays

/// `ipo rulebook`: the rules as tables.
struct RulebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rulebook",
    abstract: "List the rulebooks, or show one rule by rule.",
    subcommands: [RulebookListCommand.self, RulebookShowCommand.self])
}

/// `ipo rulebook list`.
struct RulebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the rulebooks that ship with the program.",
    discussion: "  ipo rulebook list")

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let books = try ShippedRulebooks.ids.map { try OfferingFolder.rulebook($0, on: nil) }
    if json {
      Console.write(["rulebooks": .array(books.map(\.canonical))])
    } else {
      Console.write(RulebookReport.list(books))
    }
  }
}

/// `ipo rulebook show`.
struct RulebookShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every rule of a rulebook with its clause and how sure it is.",
    discussion: """
        ipo rulebook show cn-star-2019
        ipo rulebook show my-rules.yaml --on 2024-07-01
      """)

  @Argument(help: "An id of `ipo rulebook list`, or a file.")
  var rulebook: String

  @Option(help: "The day T it is shown for, YYYY-MM-DD; without it, with every amendment.")
  var on: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    var day: Day?
    if let on {
      guard let parsed = Day(on) else {
        throw Failure.WrongCall(message: "malformedDay: found \"\(on)\", expected YYYY-MM-DD")
      }
      day = parsed
    }
    let book = try OfferingFolder.rulebook(rulebook, on: day)
    if json {
      Console.write(book.canonical)
    } else {
      Console.write(RulebookReport.show(book))
    }
  }
}
