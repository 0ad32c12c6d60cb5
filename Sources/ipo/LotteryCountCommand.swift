import ArgumentParser
import CanonicalJSON
import Lottery
import Quantities
import Reports

/// `ipo lottery count`.
struct LotteryCountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count the numbers that announced tails win, or find how many numbers there were.",
    discussion: """
      With --count: how many of the numbers the tails win. With --winners instead: the counts of \
      numbers that fit what was announced, the winning rate, the tails, or both.

        ipo lottery count --first 100000000000 --count 42663290 \\
          --tails 4:3239,8239,6461 --tails 5:61886
        ipo lottery count --first 100000000000 --winners 22929 --rate 0.05985345
      """)

  @Option(help: "The first number.")
  var first: Int64

  @Option(help: "How many consecutive numbers there are.")
  var count: Int64?

  @Option(help: "How many win, where the count is to be found.")
  var winners: Int64?

  @Option(help: "The winning rate in percent, with every decimal that was printed.")
  var rate: String?

  @Option(help: "Tails of one length: LENGTH:TAIL,TAIL,…")
  var tails: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let announced = try TailNumbers(tails.flatMap(Self.parse))
    switch (count, winners) {
    case (let count?, nil):
      guard rate == nil else {
        throw Failure.WrongCall(message: "countAndRate: found both, expected one of them")
      }
      guard !tails.isEmpty else {
        throw Failure.WrongCall(message: "missingTails: expected --tails to count by")
      }
      let numbers = try NumberRange(first: first, count: count)
      show(winners: announced.winners(in: numbers))
    case (nil, let winners?):
      show(try fit(winners, announced))
    case (nil, nil):
      throw Failure.WrongCall(message: "missingCount: expected --count, or --winners to find it")
    case (_?, _?):
      throw Failure.WrongCall(message: "countAndWinners: found both, expected one of them")
    }
  }

  private func fit(_ winners: Int64, _ announced: TailNumbers) throws -> NumberCountFit {
    guard rate != nil || !tails.isEmpty else {
      throw Failure.WrongCall(message: "missingRate: expected --rate or --tails to find the count")
    }
    var fit = try NumberCountFit(first: first, winners: winners)
    if let rate { fit = try fit.fitting(WinningRate(parsing: rate)) }
    if !tails.isEmpty { fit = try fit.fitting(announced) }
    return fit
  }

  private func show(winners: Int64) {
    if json {
      Console.write(["winners": .exact(winners)])
    } else {
      Console.write(
        TextBlock.labelled("winners", "\(DecimalText.grouped(winners, decimals: 0)) numbers"))
    }
  }

  private func show(_ fit: NumberCountFit) {
    let (least, most) = (fit.counts.lowerBound, fit.counts.upperBound)
    if json {
      Console.write(["least": .exact(least), "most": .exact(most)])
      return
    }
    let text =
      least == most
      ? "\(DecimalText.grouped(least, decimals: 0)), and no other count fits"
      : "\(DecimalText.grouped(least, decimals: 0)) to \(DecimalText.grouped(most, decimals: 0)): "
        + "\(DecimalText.grouped(UInt64(most - least) + 1, decimals: 0)) counts fit"
    Console.write(TextBlock.labelled("numbers", text))
  }

  private static func parse(_ argument: String) throws -> [TailNumber] {
    let parts = argument.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let digits = Int(parts[0]) else {
      throw Failure.WrongCall(
        message: "malformedTails: found \"\(argument)\", expected LENGTH:TAIL,TAIL,…")
    }
    return try parts[1].split(separator: ",").map { text in
      let tail = try TailNumber(parsing: text)
      guard tail.digits == digits else {
        throw Failure.WrongCall(
          message: "malformedTail: found \"\(text)\", expected \(digits) digits")
      }
      return tail
    }
  }
}
