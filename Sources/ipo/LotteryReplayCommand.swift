import ArgumentParser
import Audit
import CanonicalJSON
import Offerings
import Quantities
import Reports

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
    try drawn.demandDraw()
    let replay = DrawReplay(
      drawn.journal, applications: drawn.applications, offering: drawn.offering)
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
