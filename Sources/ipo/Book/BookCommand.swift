import ArgumentParser
import Reports

/// `ipo book`: from the bids to the price.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "The order book: screening, the demand curve, price candidates and shocks.",
    discussion: """
      Reads inputs/bids.csv as it was received, and inputs/bidders.csv where it is there; writes nothing \
      but what --set records. Exit code 1 where too few investors remain, so that the issue stops.

        ipo book screen dema --removed removed.csv
        ipo book curve dema --svg curve.svg
        ipo book price dema --at 24.80,25.12
        ipo book stress dema --at 25.12 --online 40,60,120
      """,
    subcommands: [
      BookScreenCommand.self, BookCurveCommand.self, BookPriceCommand.self, BookStressCommand.self,
    ])
}

/// `ipo book screen DIR`.
struct BookScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Show what is removed from the book, and by which rule.",
    discussion: """
      What was received, what is not valid and why, the highest that are removed and where the removal \
      ends, and what remains.

        ipo book screen dema
        ipo book screen dema --removed removed.csv --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "Write every removed bid with all its reasons into this CSV file.")
  var removed: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try OutputFile.check((removed, .rows))
    let source = try BookSource(folder)
    let report = ScreeningReport(source.view)
    if let removed {
      try OutputFile.write(source.view.removedBids(), at: removed, replacing: .rows)
    }
    if json {
      Console.write(try report.json())
    } else {
      Console.write(try report.text())
    }
    try source.failWhereSuspended()
  }
}

/// `ipo book curve DIR`.
struct BookCurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve",
    abstract: "Show cumulative demand by price, its clusters and kinks, and the cover.",
    discussion: """
        ipo book curve dema
        ipo book curve dema --svg curve.svg --csv curve.csv
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "Write the curve into this SVG file.")
  var svg: String?

  @Option(help: "Write the levels into this CSV file.")
  var csv: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try OutputFile.check((svg, .picture), (csv, .rows))
    let source = try BookSource(folder)
    let report = CurveReport(source.view)
    if let svg {
      let picture = DemandCurvePicture(source.view)
      try OutputFile.write(Array(picture.svg.utf8), at: svg, replacing: .picture)
    }
    if let csv { try OutputFile.write(report.csv, at: csv, replacing: .rows) }
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    try source.failWhereSuspended()
  }
}
