import ArgumentParser
import Inputs
import Offerings
import Pricing
import Quantities

/// Which prices are tested, and with which online demand.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: """
      Candidate prices, separated by commas. Without them 80% to 130% of the lowest of the four numbers, \
      and the price where it is known.
      """)
  var at: String?

  @Option(help: "Online demand to suppose, over the online shares, separated by commas.")
  var online: String?

  /// The multiples of `--online`; nil where it was not given.
  func multiples() throws -> [Ratio]? {
    try online.map { text in
      try ListArgument.values(text, "--online", "multiples such as 40,60.5") { part in
        Ratio(try DecimalText.parse(part, decimals: 5, as: "a multiple"), 100_000)
      }
    }
  }

  /// Tests candidates, and names them where their sums don't fit.
  static func testing<Result>(_ prices: [Price], _ test: () throws -> Result) throws -> Result {
    do {
      return try test()
    } catch let error as QuantityError {
      let highest = prices.max().map { "\($0) yuan" } ?? "no candidate"
      throw Failure.WrongCall(
        message: "priceTooHigh: found candidates up to \(highest), expected prices at which all "
          + "sums fit: \(error)")
    }
  }

  /// The prices of `--at`, the lowest first, each once; nil where it was not given.
  func prices(tick: Money) throws -> [Price]? {
    try at.map { text in
      let named = try ListArgument.values(
        text, "--at", "prices above 0 on the tick of \(tick.canonical) yuan"
      ) { try Price(parsing: $0, tick: tick) }
      let prices = Set(named).sorted()
      guard prices.count <= PriceCandidates.limit else {
        throw Failure.WrongCall(
          message: "tooManyCandidates: found \(prices.count) prices, expected at most "
            + "\(PriceCandidates.limit)")
      }
      return prices
    }
  }
}

/// Reads lists of a call: values separated by commas.
enum ListArgument {
  /// - Throws: `malformedList`, naming the option.
  static func values<Value>(
    _ text: String, _ option: String, _ expectation: String, _ read: (Substring) throws -> Value?
  ) throws -> [Value] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let value = try? read(part) else {
        throw Failure.WrongCall(
          message: "malformedList: found \(option) \"\(part)\", expected \(expectation)")
      }
      return value
    }
  }
}
