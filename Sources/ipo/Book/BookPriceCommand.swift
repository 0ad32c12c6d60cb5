import ArgumentParser
import Bookbuilding
import Inputs
import Offerings
import Pricing
import Quantities
import Reports

/// `ipo book price DIR`.
struct BookPriceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "price",
    abstract: "Test candidate prices side by side, or record the price that people set.",
    discussion: """
      With one candidate exit code 1 says that it fails a test that refuses it or stops the issue. The \
      program tests prices, people set them: --set records the price with everything it passes and fails, \
      who set it and who agreed. Where the terms ask for two signed words on the price, it says what it \
      waits for and prints the fact that ipo propose and ipo approve take.

        ipo book price dema --at 24.80,25.12 --svg candidates.svg
        ipo book price dema --from 24.00 --to 26.00 --step 0.25 --online 40,120
        ipo book price dema --set 25.12 --by alice --approve bob --because "below all four numbers"
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @OptionGroup var candidates: CandidateOptions

  @Option(help: "The lowest candidate; with --to and --step instead of --at.")
  var from: String?

  @Option(help: "The highest candidate.")
  var to: String?

  @Option(help: "From one candidate to the next, in yuan.")
  var step: String?

  @Option(help: "Write the candidates into this SVG file.")
  var svg: String?

  @Option(help: "Write the candidates into this CSV file.")
  var csv: String?

  @Option(help: "The price to record.")
  var set: String?

  @OptionGroup var actor: ActorOptions

  @Option(help: "Who agreed to the price, with --set: somebody other than --by.")
  var approve: String?

  @Option(help: "Why, with --set: one line.")
  var because: String?

  @Flag(help: "Record a price at which the issue stops, and the suspension, with --set.")
  var stopIssue = false

  @Option(help: "The signing key's file; without it the user's own, made on first use.")
  var key: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    if let set {
      guard candidates.at == nil, candidates.online == nil,
        [from, to, step, svg, csv] == [nil, nil, nil, nil, nil]
      else {
        throw Failure.WrongCall(
          message: "setTestsNothing: found --set beside candidates or files, expected one of them")
      }
      return try PriceRecording(
        folder, price: set, by: actor, approvedBy: approve, because: because, key: key, json: json,
        stopsIssue: stopIssue
      ).run()
    }
    for (option, value) in [("--approve", approve), ("--because", because), ("--by", actor.by)]
    where value != nil {
      throw Failure.WrongCall(message: "nothingToSet: found \(option), expected it with --set only")
    }
    try test()
  }

  private func test() throws {
    try OutputFile.check((svg, .picture), (csv, .rows))
    let source = try BookSource(folder)
    let review = source.view.review
    let prices =
      try named(tick: review.terms.tick)
      ?? PriceCandidates.usual(review, known: source.view.price)
    let terms = try source.terms(online: candidates.multiples())
    let tests = try CandidateOptions.testing(prices) {
      try PriceTests.run(prices, on: review, of: source.file.offering, by: terms)
    }
    let report = PriceTestReport(source.view, tests)
    if let svg {
      let picture = PriceTestPicture(source.view, tests)
      try OutputFile.write(Array(picture.svg.utf8), at: svg, replacing: .picture)
    }
    if let csv { try OutputFile.write(report.csv, at: csv, replacing: .rows) }
    if json {
      Console.write(try report.json())
    } else {
      Console.write(report.text)
    }
    try source.failWhereSuspended()
    if tests.count == 1, let consequence = tests[0].consequence, consequence != .warning {
      throw Failure.Silent(code: 1)
    }
  }

  /// The candidates that the call names; nil where it names none.
  private func named(tick: Money) throws -> [Price]? {
    let named = try candidates.prices(tick: tick)
    guard [from, to, step] != [nil, nil, nil] else { return named }
    guard named == nil, let from, let to, let step else {
      throw Failure.WrongCall(
        message: "rangeNotWhole: found --from, --to or --step beside --at or without the others, "
          + "expected --at alone, or all three without it")
    }
    let expectation = "a price above 0 on the tick of \(tick.canonical) yuan"
    let ends = try ListArgument.values("\(from),\(to)", "--from and --to", expectation) {
      try Price(parsing: $0, tick: tick)
    }
    let width = try ListArgument.values(step, "--step", expectation) {
      Money(fen: try Price(parsing: $0, tick: tick).fen)
    }
    guard ends.count == 2, width.count == 1, ends[0] <= ends[1] else {
      throw Failure.WrongCall(
        message: "rangeBackwards: found --from \(from) --to \(to), expected the lower price first")
    }
    guard let prices = PriceCandidates.range(from: ends[0], to: ends[1], step: width[0]) else {
      throw Failure.WrongCall(
        message:
          "tooManyCandidates: found \((ends[1].fen - ends[0].fen) / width[0].fen + 1) prices from "
          + "\(from) to \(to), expected at most \(PriceCandidates.limit)")
    }
    return prices
  }
}
