import ArgumentParser
import CanonicalJSON
import Storage
import TradingDays
import Transparency

/// `ipo witness cosign`.
struct WitnessCosignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign",
    abstract: "Answer a request as a witness: check it, keep the head, then cosign.",
    discussion: """
      Prints the body of the answer: the cosignature's line, or on a conflict the size seen last. \
      What was seen is kept in the folder of --state before anything is printed, so that a crash \
      between the two costs nothing: the log asks again from that size. Exit code 1 for a refusal; \
      --json has its name and its status over HTTP.

        ipo witness cosign request --state seen --log dema.vkey
        ipo witness cosign --state seen --log dema.vkey --json < request
      """)

  @Argument(help: "The request's file; standard input without it.")
  var request: String?

  @Option(help: "The folder of what this witness has seen.")
  var state: String

  @Option(help: "A log that this witness knows: a vkey, or a file that holds one.")
  var log: [String]

  @OptionGroup var own: WitnessKeyOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let logs = try log.map { try KeyArgument.parse($0, option: "--log", kind: .note) }
    let bytes: [UInt8]
    if let request {
      guard let read = try OfferingFolder.bytes(at: request) else {
        throw StorageError.missingFile(path: request, expected: "a request")
      }
      bytes = read
    } else {
      bytes = Console.read(upTo: ProofFile.byteCountMax + 1)
    }
    guard Clock.ofEnvironment() == .system else {
      throw Failure.WrongCall(
        message: "fixedClockAtWitness: SOURCE_DATE_EPOCH is set, expected a real clock: a "
          + "witness's time is its word")
    }
    let desk = WitnessDesk(folder: WitnessFolder(state), key: try own.signer(), logs: logs)
    let answer = try desk.answer(bytes, at: Clock.system.now.secondsSinceEpoch)
    show(answer)
    if case .refused = answer { throw Failure.Silent(code: 1) }
  }

  private func show(_ answer: WitnessDesk.Answer) {
    var refusal: WitnessRefusal?
    if case .refused(let found) = answer { refusal = found }
    if json {
      Console.write([
        "ok": .bool(refusal == nil), "status": .integer(Int64(answer.status)),
        "content_type": .string(answer.contentType), "body": .string(answer.body),
        "refusal": refusal.map { .string($0.rule) } ?? .null,
      ])
      return
    }
    if let refusal {
      Console.error("error: \(refusal)")
      guard case .conflict = refusal else { return }
    }
    Console.write(answer.body)
  }
}
