import ArgumentParser
import CanonicalJSON
import Cryptography
import Reports
import Storage
import TradingDays
import Transparency

/// `ipo witness show`.
struct WitnessShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the heads that this witness has cosigned last, one a log.",
    discussion: """
        ipo witness show --state seen
      """)

  @Option(help: "The folder of what this witness has seen.")
  var state: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let states = try WitnessFolder(state).states()
    if json {
      Console.write([
        "logs": .array(
          states.map { state in
            [
              "origin": .string(state.checkpoint.origin),
              "size": .exact(Int64(clamping: state.checkpoint.size)),
              "root": .string(state.checkpoint.root.hex),
            ]
          })
      ])
      return
    }
    if states.isEmpty { Console.write("nothing seen yet in \(state)\n") }
    for state in states {
      Console.write(
        TextBlock.labelled(
          state.checkpoint.origin,
          "\(state.checkpoint.size) entries, root \(state.checkpoint.root)"))
    }
  }
}
