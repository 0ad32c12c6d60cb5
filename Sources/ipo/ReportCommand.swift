import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Reports
import Storage
import Transparency

/// `ipo report DIR`: one HTML file.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one self-contained HTML file about an offering.",
    discussion: """
      Verifies first, then tells: state and what is waited for, figures, steps, where shares and cash \
      went, the draw, lock-ups, exceptions, and the chain with its checkpoint; every figure with the \
      entries that it comes from. It needs no script and nothing from outside, follows light and \
      dark, and prints. Exit code 1 where the journal is unsound; the file is written all the same \
      and says so.

        ipo report dema
        ipo report dema --out dema.html
        ipo report dema --trust ipo-1a2b3c4d+0f1e2d3c+ARpc… --witness regulator.vkey --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "Where it is written; without it, DIR/out/report.html.")
  var out: String?

  @OptionGroup var trust: TrustOptions

  @Flag(help: "Print one JSON object that says what was written.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    let sources = try OfferingReport.Sources(folder, trust.read())
    Console.progress("writing the report")
    let report = OfferingReport(sources)
    let bytes = report.document.bytes
    let path = out ?? folder.file("out/report.html")
    if let out {
      try OutputFile.write(bytes, at: out, replacing: .report)
    } else {
      try folder.writeDerived("report.html", bytes)
    }
    Console.done()
    let findings = sources.findings.count
    if json {
      Console.write(
        [
          "ok": .bool(findings == 0), "file": .string(path),
          "state": .string(report.state.rawValue),
          "entries": .integer(sources.journal.entryCount),
          "root": .string(sources.journal.root.hex),
          "findings": .integer(Int64(findings)),
        ])
    } else {
      Console.write(TextBlock.labelled("report", path))
      if findings > 0 {
        Console.write(
          TextBlock.labelled(
            "result", "UNSOUND: \(counted(findings, "finding")), named in the report"))
      }
    }
    if findings > 0 { throw Failure.Silent(code: 1) }
  }
}

extension OfferingReport.Sources {
  /// Everything that a report is made from, read once and verified.
  fileprivate init(_ folder: OfferingFolder, _ trust: AuditTrust) throws {
    let verified = try VerifiedOffering(folder, trust)
    let file = verified.sources.file
    self.init(
      journal: verified.journal, head: verified.head,
      checkpoint: verified.signed.checkpoint.map { String(decoding: $0, as: UTF8.self) },
      findings: verified.findings, offering: file?.offering,
      passage: verified.sources.made?.passage,
      published: file?.published.map { ($0.name, $0.value) } ?? [],
      synthetic: file?.synthetic ?? [], reconciled: try verified.reconciled())
    sightings = verified.witnesses.sightings
    verdict = verified.verdict
  }
}
