import ArgumentParser
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Reports
import Storage

/// `ipo post DIR FILE`: money that is kept for investors.
struct PostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: "Post money that is kept for investors: deposits, holds, captures, releases.",
    discussion: """
      One booking a line, as JSON; its actions stand or fall together. What a hold blocks is not \
      free any more. The same id again is done already; with other content it is refused, and the \
      differing field is named. Where one booking is refused, none of the file is written.

        ipo post dema bookings.jsonl
        echo '{"id":"t1","do":[{"action":"deposit","account":"A1","amount":"100.00"}]}' \\
          | ipo post dema -

      Specs/bookings.md has the actions.
      """)

  @Argument(help: "The offering's folder, with its journal.")
  var folder: String

  @Argument(help: "Bookings, a JSON object a line; - for standard input.")
  var file: String

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let name = file == "-" ? "standard input" : file
    guard let bytes = try file == "-" ? Console.readAll() : OfferingFolder.bytes(at: file) else {
      throw StorageError.missingFile(path: file, expected: "bookings, a JSON object a line")
    }
    let bookings = try BookingFile.read(bytes, name: name)
    let run = try OfferingRun(folder, key: key, by: try actor.read())
    guard run.recorder.holds("opening") else {
      throw Failure.WrongCall(
        message: "notOpened: found no journal in \(folder), expected one; run ipo settle first")
    }
    try run.adopt(try run.plan().passage)
    let outcomes = try post(bookings, name, run.recorder)
    Console.done()
    if json {
      Console.write(report(outcomes, run.recorder))
    } else {
      show(outcomes, run.recorder)
    }
  }

  /// Records the bookings; each one that is refused is named with its line.
  private func post(
    _ bookings: [(line: Int, booking: Booking)], _ name: String, _ recorder: Recorder
  ) throws -> [BookingOutcome] {
    do {
      return try recorder.post(bookings.map(\.booking)) { count in
        Console.progress(
          "\(DecimalText.grouped(count, decimals: 0)) of "
            + "\(counted(bookings.count, "booking")) recorded")
      }
    } catch let refusal as BookingRefusal {
      throw LocatedBookings(refusal, lines: bookings.map(\.line), file: name)
    }
  }

  private func report(_ outcomes: [BookingOutcome], _ recorder: Recorder) -> JSONValue {
    [
      "entries": .integer(recorder.entries), "root": .string(recorder.root.hex),
      "bookings": .array(
        outcomes.map { outcome in
          [
            "id": .string(outcome.booking.reference.text),
            "outcome": outcome.isNew ? "recorded" : "recorded_before",
            "first_entry": .integer(outcome.entries.lowerBound),
            "last_entry": .integer(outcome.entries.upperBound),
          ]
        }),
      "balances": .array(
        accounts(outcomes).map { account in
          [
            "account": .string(account.path),
            "amount": .string(amount(of: account, recorder).canonical),
          ]
        }),
    ]
  }

  private func show(_ outcomes: [BookingOutcome], _ recorder: Recorder) {
    let new = outcomes.count { $0.isNew }
    var text = TextBlock.labelled("bookings", "\(counted(new, "booking")) recorded")
    if new < outcomes.count {
      text += TextBlock.labelled(
        "",
        "\(DecimalText.grouped(outcomes.count - new, decimals: 0)) recorded before: nothing added")
    }
    // A long file is not followed by a longer list.
    let accounts = accounts(outcomes)
    for account in accounts.prefix(20) {
      text += TextBlock.labelled(
        "balance", "\(account.path)  \(amount(of: account, recorder)) yuan")
    }
    if accounts.count > 20 {
      text += TextBlock.labelled("", "and \(counted(accounts.count - 20, "account")) more: --json")
    }
    text += TextBlock.labelled("entries", DecimalText.grouped(recorder.entries, decimals: 0))
    text += TextBlock.labelled("root", recorder.root.hex)
    Console.write(text)
  }

  /// The accounts that the bookings speak of, free money first, each once.
  private func accounts(_ outcomes: [BookingOutcome]) -> [Account] {
    var seen: Set<Account> = []
    return outcomes.flatMap { $0.booking.actions.flatMap(\.accounts) }
      .filter { seen.insert($0).inserted }.sorted()
  }

  private func amount(of account: Account, _ recorder: Recorder) -> Money {
    Money(fen: recorder.currentBalances.amount(of: account, .cash))
  }
}

/// Refused bookings with their lines.
struct LocatedBookings: Error {
  let messages: [String]

  init(_ refusal: BookingRefusal, lines: [Int], file: String) {
    messages = refusal.refusals.map { "\(file):\(lines[$0.place]): \($0.error)" }
  }
}
