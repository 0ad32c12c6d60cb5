import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Reconciliation
import Reports
import Storage
import TradingDays
import Transparency

/// `ipo audit`: everything that can be checked of an offering, one verdict, a signed report.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check everything that can be checked, and sign a report with one verdict.",
    discussion: """
      Verifies the journal and makes every decision again, holds control totals and lock-ups, and \
      compares with the statements and the list of the call, or with the statements on record. \
      Writes audit.html for people, audit.json for programs, and audit.note, which signs \
      both, into DIR/out; every figure names the journal entries it comes from. Exit code 1 unless all is sound.

        ipo audit dema
        ipo audit dema --bank statement.xml --register holders.csv --as-of 2020-06-02
        ipo audit dema --trust ipo-1a2b3c4d+0f1e2d3c+ARpc… --key auditor.key --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "A statement of the account that collects investors' money; may be repeated.")
  var bank: [String] = []

  @Option(help: "A statement of the issuer's own account; may be repeated.")
  var issuerBank: [String] = []

  @Option(help: "The depository's list of holdings and locks, CSV.")
  var register: String?

  @Option(help: "The day that is told and that the list is of, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Flag(
    help: """
      The statements cover all that the accounts ever saw: what they do not show is a break.
      """)
  var complete = false

  @Option(help: "The journal's signer that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Option(help: "A witness whose cosignature counts: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(help: "Certificates (PEM) under which an RFC 3161 time stamp counts.")
  var tsa: String?

  @Option(help: "A folder to write to; without it DIR/out, where the next audit writes too.")
  var out: String?

  @Option(help: "The auditor's signing key; without it the user's own.")
  var key: String?

  @Flag(help: "Print one JSON object: the report.")
  var json = false

  func run() throws {
    guard let clock = Clock.ofEnvironment() else {
      throw Failure.WrongCall(message: "malformedEpoch: SOURCE_DATE_EPOCH is no time")
    }
    let call = ReconciliationCall(
      bank: bank, issuerBank: issuerBank, register: register,
      asOf: try asOf.map(DayArgument.parse) ?? clock.now.marketDay,
      expecting: complete ? Set(MovementGroup.allCases) : [])
    let trust = try AuditTrust(signers: trust, witnesses: witness, certificates: tsa)
    let run = try AuditRun(OfferingFolder(folder), trust, call)
    let report = run.report
    let target = OfferingFolder(out ?? run.folder.file("out"))
    try run.sign(with: SignerStore(named: key), into: target)
    Console.done()
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
      Console.write(TextBlock.labelled("report", target.file(AuditFiles.html)))
      Console.write(
        TextBlock.labelled(
          "signed", "\(target.file(AuditFiles.note)); ipo check-audit checks it"))
    }
    if report.verdict != .sound { throw Failure.Silent(code: 1) }
  }
}
