import ArgumentParser
import Bookbuilding
import Inputs
import Pricing
import Quantities
import Reports

/// `ipo book stress DIR`.
struct BookStressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract: "Put candidate prices under shocks, and say which of them stop the issue.",
    discussion: """
      Each shock comes by itself: so much online demand, the largest investors gone, all demand cut by a \
      part. Exit code 0 whatever the shocks do; 1 where the book stops without any.

        ipo book stress dema
        ipo book stress dema --at 25.12 --online 0.5,40,120 --without-top 1,10 --haircut 20,50
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @OptionGroup var candidates: CandidateOptions

  @Option(help: "How many of the largest investors are gone, separated by commas.")
  var withoutTop: String?

  @Option(help: "By how many percent demand is cut, separated by commas.")
  var haircut: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let shocks = try shocks()
    let source = try BookSource(folder)
    let review = source.view.review
    let prices =
      try candidates.prices(tick: review.terms.tick)
      ?? PriceCandidates.usual(review, known: source.view.price)
    let terms = source.terms(online: [])
    let offering = source.file.offering
    let stresses = try CandidateOptions.testing(prices) {
      try PriceTests.run(prices, on: review, of: offering, by: terms).map { test in
        try PriceStress(test, under: shocks, of: offering, by: terms)
      }
    }
    let report = StressReport(source.view, stresses)
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    try source.failWhereSuspended()
  }

  /// What the call names; the usual ones where it names none at all.
  private func shocks() throws -> [Shock] {
    let online = try candidates.multiples().map { $0.map { Shock.online($0) } }
    let largest = try withoutTop.map { text in
      try ListArgument.values(text, "--without-top", "whole numbers of investors") { part in
        Shock.withoutLargest(
          Int(try DecimalText.parse(part, decimals: 0, as: "a number of investors")))
      }
    }
    let cuts = try haircut.map { text in
      try ListArgument.values(text, "--haircut", "percents from 0 to 100") { part in
        let part = try Ratio(percent: part)
        return part <= .one ? Shock.haircut(part) : nil
      }
    }
    let named = [online, largest, cuts].compactMap(\.self)
    return named.isEmpty ? Shock.usual : named.flatMap(\.self)
  }
}
