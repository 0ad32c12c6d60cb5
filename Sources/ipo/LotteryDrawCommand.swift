import ArgumentParser
import CanonicalJSON
import Cryptography
import Inputs
import Lottery
import Offerings
import Quantities
import Reports
import Storage

/// `ipo lottery draw`: of numbers on their own, or of an offering.
struct LotteryDrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw winners: of an offering's frozen list, or of consecutive numbers from a seed.",
    discussion: """
      With a folder, records the offering's draw, once; the seed is that of its terms, reveals and \
      beacons. With numbers and a seed, prints the winners; the same call gives the same winners \
      everywhere (Specs/lottery.md). --reserves adds the next ranks or tickets.

        ipo lottery draw dema
        ipo lottery draw --method tail-numbers --nines 8+1 --first 100000000000 \\
          --count 42663290 --winners 16276 \\
          --seed d3ca17379f33cf3d46e78c7282d6e011c5512feb3ad03d3a829f130674afa085
        ipo lottery draw --method ranked --first 1 --count 1000 --winners 10 --reserves 5 \\
          --seed <hex> --json
      """)

  @Argument(help: "The offering's folder; without it, numbers and a seed are given.")
  var folder: String?

  @Option(help: "tail-numbers, ranked or lowest-ticket.")
  var method = "tail-numbers"

  @Option(help: "The first number.")
  var first: Int64?

  @Option(help: "How many consecutive numbers there are.")
  var count: Int64?

  @Option(help: "How many win.")
  var winners: Int64?

  @Option(help: "How many ranks after the winners are shown, as reserves.")
  var reserves: Int64 = 0

  @Option(help: "The seed: 64 lower-case hex digits.")
  var seed: String?

  @Option(help: "How nine tails of one length are grouped: 8+1 (SSE) or 5+4 (SZSE).")
  var nines = "8+1"

  @Option(help: "Write the numbers to a file, one a line, in the order of the draw.")
  var out: String?

  @Option(help: "With a folder: the signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    switch (folder, first, count, winners, seed) {
    case (let folder?, nil, nil, nil, nil): try drawOffering(folder)
    case (nil, let first?, let count?, let winners?, let seed?):
      try drawNumbers(
        NumberRange(first: first, count: count), winners, Digest(parsingSeed: seed))
    default:
      throw Failure.WrongCall(
        message: "expected either a folder, or --first, --count, --winners and --seed")
    }
  }

  /// The offering's own draw; there is never a second one.
  private func drawOffering(_ folder: String) throws {
    var sealed = try SealedDrawRun(folder, key: key, by: actor, json: json)
    guard !sealed.run.recorder.holds("draw") else {
      throw Failure.Refused(
        message: "secondDraw: the journal holds the draw \(LotteryTerms.drawName), expected none: "
          + "a draw is made once (ipo lottery replay makes it again)")
    }
    try sealed.take("draw")
  }

  private func drawNumbers(_ numbers: NumberRange, _ winners: Int64, _ seed: Digest) throws {
    let method = try chosenMethod()
    let (all, overflow) = winners.addingReportingOverflow(reserves)
    guard reserves >= 0, !overflow else {
      throw Failure.WrongCall(
        message: "malformedReserves: found \(reserves), expected 0 or more within 64 bits")
    }
    switch try DrawOutcome.draw(method, in: numbers, winners: all, seed: seed) {
    case .tails(let tails):
      guard reserves == 0 else {
        throw Failure.WrongCall(
          message: "reservesOfTails: tails have no ranks, expected ranked or lowest-ticket")
      }
      try show(tails, numbers, winners)
    case .ranked(let drawn), .lowestTickets(let drawn): try show(drawn, Int(winners))
    }
  }

  private func chosenMethod() throws -> DrawMethod {
    switch method {
    case "tail-numbers": .tailNumbers(try Nines(parsing: nines))
    case "ranked": .ranked
    case "lowest-ticket": .lowestTicket
    default:
      throw Failure.WrongCall(
        message:
          "unknownMethod: found \"\(method)\", expected tail-numbers, ranked or lowest-ticket")
    }
  }

  private func show(_ tails: TailNumbers, _ numbers: NumberRange, _ winners: Int64) throws {
    if let out {
      let all =
        winners == numbers.count
        ? Array(numbers.first...numbers.last) : tails.winningNumbers(in: numbers)
      try save(all[...], to: out)
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
      winners == numbers.count
      ? "all \(winners) numbers win" : "\(tails.winners(in: numbers)) numbers"
    Console.write(TextBlock.labelled("winners", winning))
  }

  private func show(_ drawn: [Int64], _ winners: Int) throws {
    let reserves = drawn[winners...]
    if let out {
      try save(drawn[..<winners], to: out)
      if json { Console.write(["winners": .exact(Int64(winners)), "file": .string(out)]) }
      return
    }
    if json {
      var object: JSONObject = ["numbers": .array(drawn[..<winners].map { .exact($0) })]
      if self.reserves > 0 { object["reserves"] = .array(reserves.map { .exact($0) }) }
      Console.write(.object(object))
      return
    }
    Console.write(drawn[..<winners].map { "\($0)\n" }.joined())
    for (index, number) in reserves.enumerated() {
      Console.write("reserve \(index + 1): \(number)\n")
    }
  }

  private func save(_ numbers: ArraySlice<Int64>, to path: String) throws {
    var bytes: [UInt8] = []
    for number in numbers { bytes.append(contentsOf: "\(number)\n".utf8) }
    try OutputFile.write(bytes, at: path, replacing: .numbers)
  }
}
