import ArgumentParser
import CanonicalJSON
import Cryptography
import Inputs
import Lottery
import Offerings
import Quantities
import Reports
import Storage

/// `ipo lottery count`.
struct LotteryCountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count the numbers that announced tails win.",
    discussion: """
        ipo lottery count --first 100000000000 --count 42663290 \\
          --tails 4:3239,8239,6461 --tails 5:61886
      """)

  @Option(help: "The first number.")
  var first: Int64

  @Option(help: "How many consecutive numbers there are.")
  var count: Int64

  @Option(help: "Tails of one length: LENGTH:TAIL,TAIL,…")
  var tails: [String]

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let numbers = try NumberRange(first: first, count: count)
    let winners = try TailNumbers(tails.flatMap(Self.parse)).winners(in: numbers)
    if json {
      Console.write(["winners": .exact(winners)])
    } else {
      Console.write(
        TextBlock.labelled("winners", "\(DecimalText.grouped(winners, decimals: 0)) numbers"))
    }
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
