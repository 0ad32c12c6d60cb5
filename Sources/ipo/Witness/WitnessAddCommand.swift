import ArgumentParser
import CanonicalJSON
import Reports
import Storage
import TradingDays

/// `ipo witness add DIR ANSWER…`.
struct WitnessAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Check what witnesses and time-stamping authorities answered, and keep it.",
    discussion: """
      A cosignature has to hold over the present checkpoint, or the one that was asked about last, \
      by a witness that the call names; lines of others are left out. A time stamp has to hold \
      under the certificates of --tsa and to answer the question that is kept. All are checked \
      before anything is written.

        ipo witness add dema answer --witness regulator.vkey
        ipo witness add dema answer-1 answer-2 --policy witnesses.policy --head freeze
        ipo witness add dema freeze.tsr --head freeze --tsa tsa-ca.pem
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Argument(help: "The answers' files.")
  var answers: [String]

  @OptionGroup var head: HeadOption

  @Option(help: "A witness whose cosignature is kept: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(help: "A file of a C2SP tlog-policy: its witnesses' cosignatures are kept.")
  var policy: String?

  @Option(help: "Certificates (PEM) under which an RFC 3161 time stamp is kept.")
  var tsa: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let trust = try AuditTrust(
      signers: [], witnesses: witness, certificates: tsa, stampPolicies: [], policy: policy,
      maxAge: nil)
    let folder = OfferingFolder(folder)
    let lock = try folder.lock()
    defer { withExtendedLifetime(lock) {} }
    var answer = try WitnessAnswers(folder, head: try head.name(), trust: trust)
    for path in answers { try answer.take(path) }
    try answer.keep()
    if json {
      Console.write([
        "ok": true, "head": .string(answer.name), "entries": .exact(Int64(clamping: answer.size)),
        "kept": .array(
          answer.taken.map { ["by": .string($0.by), "time": .string(Instant.text($0.time))] }),
      ])
      return
    }
    for taken in answer.taken {
      Console.write(
        TextBlock.labelled(
          "kept",
          "\(taken.by) saw \(answer.size) entries at \(Instant.text(taken.time)) "
            + "(witness/\(answer.name))"))
    }
  }
}
