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

  @OptionGroup var statements: StatementOptions

  @OptionGroup var trust: TrustOptions

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
    let call = try statements.call { clock.now.marketDay }
    let run = try AuditRun(OfferingFolder(folder), try trust.read(), call)
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
