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

/// `ipo lottery check DIR`.
struct LotteryCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say of one account or number whether it won, and by which tail, rank or ticket.",
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
    let draw = drawn.results.draw
    let winning = draw?.outcome.winningPlaces(in: drawn.numbers)
    let won =
      winning?.filter { held.contains($0.number) } ?? (held.first...held.last).map { ($0, "") }
    let winsBy = draw?.outcome.winsBy ?? "tail"
    if json {
      Console.write([
        "account": .string(account), "first": .exact(held.first), "last": .exact(held.last),
        "won": .array(
          won.map {
            .object(
              JSONObject(uniqueMembers: [
                ("number", .exact($0.number)), (winsBy, .string($0.place)),
              ]))
          }),
        "grade": .string(draw?.origin.grade ?? "none"),
      ])
      return
    }
    var text = TextBlock.labelled("account", account)
    text += TextBlock.labelled(
      "numbers",
      held.count == 1 ? "\(held.first)" : "\(held.first) – \(held.last), \(held.count) of them")
    for (number, place) in won {
      text += TextBlock.labelled(
        "won",
        draw == nil
          ? "\(number): nothing was drawn, every number wins" : "\(number) by \(winsBy) \(place)")
    }
    if won.isEmpty { text += TextBlock.labelled("won", "nothing") }
    text += TextBlock.labelled("draw", draw?.origin.grade ?? "none")
    Console.write(text)
  }
}
