import Allotment
import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Lottery
import Offerings
import Quantities
import Reports
import Storage

/// `ipo lottery replay DIR`.
struct LotteryReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Draw again from what the journal recorded, and compare every winner.",
    discussion: "  ipo lottery replay dema")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let drawn = try DrawnOffering(folder)
    let replay = DrawReplay(
      drawn.journal, applications: drawn.applications, terms: drawn.offering.terms)
    if json {
      Console.write([
        "ok": .bool(replay.findings.isEmpty),
        "draws": .array(replay.draws.map(Self.json)),
        "findings": .array(replay.findings.map { .string("\($0)") }),
      ])
    } else {
      for draw in replay.draws {
        Console.write(
          TextBlock.labelled(
            "draw \(draw.name)",
            "\(draw.method), \(draw.grade): \(DecimalText.grouped(draw.winners, decimals: 0)) of "
              + "\(DecimalText.grouped(draw.numbers, decimals: 0)) numbers"))
      }
      for finding in replay.findings.prefix(100) { Console.write("  - \(finding)\n") }
      let result =
        replay.findings.isEmpty
        ? "every winner comes out again" : "\(replay.findings.count) findings"
      Console.write(TextBlock.labelled("result", result))
    }
    if !replay.findings.isEmpty { throw Failure.Silent(code: 1) }
  }

  private static func json(_ draw: DrawReplay.Draw) -> JSONValue {
    [
      "draw": .string(draw.name), "method": .string(draw.method), "grade": .string(draw.grade),
      "numbers": .exact(draw.numbers), "winners": .exact(draw.winners),
    ]
  }
}

/// `ipo lottery check DIR`.
struct LotteryCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say of one account or number whether it won, and by which tail.",
    discussion: """
        ipo lottery check dema --account A100000711
        ipo lottery check dema --number 100000003239
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "An account of inputs/applications.csv.")
  var account: String?

  @Option(help: "A number that was handed out.")
  var number: Int64?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let drawn = try DrawnOffering(folder)
    let row: Int
    let held: NumberRange
    switch (account, number) {
    case (let account?, nil):
      guard let found = drawn.applications.row(of: account) else {
        throw Failure.WrongCall(
          message: "unknownAccount: \"\(account)\" is not in \(ApplicationFile.name)")
      }
      row = found
      held = try drawn.numbers(of: row)
    case (nil, let number?):
      guard drawn.numbers.contains(number),
        let found = drawn.applications.row(ofNumberAt: number - drawn.numbers.first)
      else {
        throw Failure.WrongCall(
          message: "unknownNumber: found \(number), expected \(drawn.numbers.first) to "
            + "\(drawn.numbers.last)")
      }
      row = found
      held = try NumberRange(first: number, count: 1)
    default:
      throw Failure.WrongCall(message: "expected either --account or --number")
    }
    report(drawn, drawn.applications.account(at: row), held)
  }

  private func report(_ drawn: DrawnOffering, _ account: String, _ held: NumberRange) {
    var won: [(number: Int64, tail: String)] = []
    for number in held.first...held.last {
      if let draw = drawn.results.draw {
        if let tail = draw.tails.tail(winning: number) { won.append((number, "\(tail)")) }
      } else {
        won.append((number, ""))
      }
    }
    if json {
      Console.write([
        "account": .string(account), "first": .exact(held.first), "last": .exact(held.last),
        "won": .array(
          won.map { ["number": .exact($0.number), "tail": .string($0.tail)] }),
        "grade": .string(drawn.results.draw?.origin.grade ?? "none"),
      ])
      return
    }
    var text = TextBlock.labelled("account", account)
    text += TextBlock.labelled(
      "numbers",
      held.count == 1 ? "\(held.first)" : "\(held.first) – \(held.last), \(held.count) of them")
    for (number, tail) in won {
      text += TextBlock.labelled(
        "won",
        tail.isEmpty
          ? "\(number): nothing was drawn, every number wins" : "\(number) by tail \(tail)")
    }
    if won.isEmpty { text += TextBlock.labelled("won", "nothing") }
    text += TextBlock.labelled("draw", drawn.results.draw?.origin.grade ?? "none")
    Console.write(text)
  }
}

/// A folder whose journal holds the online draw, with the passage up to it made again.
private struct DrawnOffering {
  let journal: [UInt8]
  let offering: Offering
  let applications: ApplicationList
  let results: Results
  let numbers: NumberRange

  init(_ path: String) throws {
    let folder = OfferingFolder(path)
    let file = try folder.readOffering()
    offering = file.offering
    guard let journal = try folder.bytes("journal.jsonl") else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    self.journal = journal
    let sealed = try SealedState(journal)
    guard sealed.operations.contains("draw") else {
      throw Failure.WrongCall(message: "notDrawn: \(path) has no draw yet; run ipo settle first")
    }
    let inputs = try folder.readInputs(
      offering, only: [StrategicFile.name, BidFile.name, ApplicationFile.name])
    guard let list = inputs.applications else {
      throw StorageError.missingFile(
        path: folder.file(ApplicationFile.name), expected: "the applications that were drawn from")
    }
    if let digest = sealed.files[list.file.name], digest != list.file.sha256.hex {
      throw StorageError.sealedInputChanged(
        file: list.file.name, found: list.file.sha256.hex, expected: digest)
    }
    applications = list.value
    results = try Passage.plan(offering, facts: sealed.facts, inputs: inputs).results
    numbers = try NumberRange(
      first: offering.terms.lottery.firstNumber, count: applications.totalLots)
  }

  /// The numbers that one row received.
  func numbers(of row: Int) throws -> NumberRange {
    try NumberRange(
      first: numbers.first + applications.lots(before: row), count: applications.lots(at: row))
  }
}
