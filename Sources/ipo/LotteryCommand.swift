import ArgumentParser
import CanonicalJSON
import Cryptography
import Inputs
import Lottery
import Offerings
import Quantities
import Reports
import Storage

/// `ipo lottery`: draws and counts on their own, and what became of an offering's draw.
struct LotteryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lottery",
    abstract: "Draw from a seed, count announced tails, replay a draw, check a number.",
    subcommands: [
      LotteryDrawCommand.self, LotteryCountCommand.self, LotteryReplayCommand.self,
      LotteryCheckCommand.self,
    ])
}

/// `ipo lottery draw`.
struct LotteryDrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw winners of consecutive numbers from a seed.",
    discussion: """
      The same call gives the same winners everywhere (Specs/lottery.md).

        ipo lottery draw --method tail-numbers --nines 8+1 --first 100000000000 \\
          --count 42663290 --winners 16276 \\
          --seed d3ca17379f33cf3d46e78c7282d6e011c5512feb3ad03d3a829f130674afa085
        ipo lottery draw --method ranked --first 1 --count 1000 --winners 10 --seed <hex> --json
      """)

  @Option(help: "tail-numbers, ranked or lowest-ticket.")
  var method = "tail-numbers"

  @Option(help: "The first number.")
  var first: Int64

  @Option(help: "How many consecutive numbers there are.")
  var count: Int64

  @Option(help: "How many win.")
  var winners: Int64

  @Option(help: "The seed: 64 lower-case hex digits.")
  var seed: String

  @Option(help: "How nine tails of one length are grouped: 8+1 (SSE) or 5+4 (SZSE).")
  var nines = "8+1"

  @Option(help: "Write the numbers to a file, one a line, in the order of the draw.")
  var out: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let numbers = try NumberRange(first: first, count: count)
    let seed = try Digest(parsingSeed: seed)
    switch method {
    case "tail-numbers":
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: winners, nines: Nines(parsing: nines), seed: seed)
      try show(tails, numbers)
    case "ranked": try show(RankedDraw.draw(in: numbers, winners: winners, seed: seed))
    case "lowest-ticket":
      try show(LowestTicketDraw.draw(in: numbers, winners: winners, seed: seed))
    default:
      throw Failure.WrongCall(
        message:
          "unknownMethod: found \"\(method)\", expected tail-numbers, ranked or lowest-ticket")
    }
  }

  private func show(_ tails: TailNumbers, _ numbers: NumberRange) throws {
    if let out {
      let all =
        winners == count ? Array(numbers.first...numbers.last) : tails.winningNumbers(in: numbers)
      try save(all, to: out)
    }
    if json {
      Console.write(["tails": tails.canonical])
      return
    }
    for (digits, group) in tails.byLength {
      Console.write(
        TextBlock.labelled(
          "last \(digits) digits", group.map(\.description).joined(separator: " ")))
    }
    let winning =
      winners == count ? "all \(count) numbers win" : "\(tails.winners(in: numbers)) numbers"
    Console.write(TextBlock.labelled("winners", winning))
  }

  private func show(_ drawn: [Int64]) throws {
    if let out {
      try save(drawn, to: out)
      if json { Console.write(["winners": .exact(Int64(drawn.count)), "file": .string(out)]) }
      return
    }
    if json {
      Console.write(["numbers": .array(drawn.map { .exact($0) })])
    } else {
      Console.write(drawn.map { "\($0)\n" }.joined())
    }
  }

  private func save(_ numbers: [Int64], to path: String) throws {
    var bytes: [UInt8] = []
    for number in numbers { bytes.append(contentsOf: "\(number)\n".utf8) }
    try OfferingFolder.write(bytes, at: path)
  }
}

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
