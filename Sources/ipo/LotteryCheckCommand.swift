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
      From the frozen list on, --proof writes a file by which anyone can check offline that the \
      application was in it.

        ipo lottery check dema --account A100000711
        ipo lottery check dema --number 100000003239
        ipo lottery check dema --account A100000711 --proof A100000711.tlog-proof
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "An account of inputs/applications.csv.")
  var account: String?

  @Option(help: "A number that was handed out.")
  var number: Int64?

  @Option(help: "Write a proof that the application was in the frozen list, for ipo check-proof.")
  var proof: String?

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
    if let proof { try prove(drawn, row, to: proof) }
    report(drawn, drawn.applications.account(at: row), held)
  }

  private func prove(_ drawn: DrawnOffering, _ row: Int, to path: String) throws {
    let leaf = drawn.applications.leaf(at: row)
    if leaf.count(where: { $0 == UInt8(ascii: ",") }) == 1 {
      Console.error(
        "note: the list has no salts: a neighbour's row can be guessed from the hashes in the proof"
      )
    }
    let application = EntryProof.Application(
      leaf: leaf, inclusion: try drawn.applications.inclusionProof(ofRow: row))
    let made = try ProofMaker(drawn.folder).proof(of: application)
    try OutputFile.write(made.bytes, at: path, replacing: .proof)
  }

  private func report(_ drawn: DrawnOffering, _ account: String, _ held: NumberRange) {
    let won = Winning.all(of: held, in: drawn)
    if json {
      Console.write(json(drawn, account, held, won))
      return
    }
    var text = TextBlock.labelled("account", account)
    text += TextBlock.labelled(
      "numbers",
      held.count == 1 ? "\(held.first)" : "\(held.first) – \(held.last), \(held.count) of them")
    for winning in won { text += TextBlock.labelled("won", winning.text) }
    if won.isEmpty {
      text += TextBlock.labelled("won", drawn.isDrawn ? "nothing" : "not drawn yet")
    }
    text += TextBlock.labelled("grade", drawn.gradeText)
    if let proof { text += TextBlock.labelled("proof", "\(proof) (ipo check-proof)") }
    Console.write(text)
  }

  private func json(
    _ drawn: DrawnOffering, _ account: String, _ held: NumberRange, _ won: [Winning]
  ) -> JSONValue {
    var object: JSONObject = [
      "account": .string(account), "first": .exact(held.first), "last": .exact(held.last),
      "won": .array(won.map(\.json)),
      "grade": .string(drawn.grade),
    ]
    if let proof { object["proof"] = .string(proof) }
    return .object(object)
  }
}

/// A number that won, and by what.
private struct Winning {
  let number: Int64
  /// "tail", "rank" or "ticket"; nil where nothing was drawn and every number wins.
  let by: String?
  /// The tail, the rank, or the ticket's place from 1.
  let place: String
  /// The ticket itself, which its holder can compute.
  let ticket: Digest?

  static func all(of held: NumberRange, in drawn: DrawnOffering) -> [Winning] {
    guard drawn.isDrawn else { return [] }
    guard let draw = drawn.results.draw else {
      return (held.first...held.last).map {
        Winning(number: $0, by: nil, place: "", ticket: nil)
      }
    }
    var seed: Digest?
    if case .lowestTickets = draw.outcome { seed = draw.origin.seed }
    return draw.outcome.winningPlaces(in: drawn.numbers).filter { held.contains($0.number) }
      .map { number, place in
        Winning(
          number: number, by: draw.outcome.winsBy, place: place,
          ticket: seed.map { LowestTicketDraw.ticket(of: number, seed: $0) })
      }
  }

  var text: String {
    guard let by else { return "\(number): nothing was drawn, every number wins" }
    return "\(number) by \(by) \(place)" + (ticket.map { ", SHA-256 \($0.hex)" } ?? "")
  }

  var json: JSONValue {
    var object: JSONObject = ["number": .exact(number), (by ?? "tail"): .string(place)]
    if let ticket { object["sha256"] = .string(ticket.hex) }
    return .object(object)
  }
}
