import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Quantities
import Reports
import Storage
import TradingDays
import Transparency

/// `ipo check-audit FILE`.
struct CheckAuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-audit",
    abstract: "Check who signed an audit, and that its reports are those that were signed.",
    discussion: """
      Reads the statement, its signature, and the reports beside it; no offering and no journal. \
      The key beside the statement says who claims to have signed; whoever wants to know gives \
      the auditor's key with --trust. Exit code 1 where anything does not hold, or where the \
      verdict is not sound.

        ipo check-audit dema/out/audit.note
        ipo check-audit audit.note --trust auditor.vkey --json
      """)

  @Argument(help: "The statement: audit.note.")
  var file: String

  @Option(help: "The auditor that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder.containing(file)
    guard let bytes = try OfferingFolder.bytes(at: file) else {
      throw StorageError.missingFile(path: file, expected: "an audit's statement")
    }
    let note: SignedNote
    do {
      note = try SignedNote(parsing: bytes)
    } catch {
      throw Failure.WrongCall(message: "malformedStatement: \(file): \(error)")
    }
    guard let statement = AuditStatement(parsing: note.text) else {
      throw Failure.WrongCall(
        message: "malformedStatement: \(file): found another text, expected ipo-audit/v1 as "
          + "Specs/audit-report.md says")
    }
    let (signer, faults) = try check(statement, note, folder)
    report(statement, signer, faults)
    if !faults.isEmpty || statement.verdict != .sound { throw Failure.Silent(code: 1) }
  }

  /// Who signed, as far as that is known, and whatever does not hold.
  private func check(
    _ statement: AuditStatement, _ note: SignedNote, _ folder: OfferingFolder
  ) throws -> (signer: String?, faults: [String]) {
    var faults: [String] = []
    var keys = try trust.map { try KeyArgument.parse($0, option: "--trust", kind: .note) }
    if keys.isEmpty, let own = try folder.bytes(AuditFiles.vkey) {
      do {
        keys = [
          try VerifierKey(
            parsing: String(decoding: own, as: UTF8.self).prefix { !$0.isNewline }, kind: .note)
        ]
      } catch {
        faults.append("\(AuditFiles.vkey): \(error)")
      }
    }
    var signer: String?
    do {
      signer = try note.signers(trusting: keys).map(\.name).joined(separator: ", ")
    } catch {
      faults.append("\(error)")
    }
    for file in statement.files {
      let bytes = try folder.bytes(file.name)
      if file.name == AuditFiles.json, let bytes,
        let verdict = try? JSONParser.parse(Array(bytes.dropLast()))["verdict"]?.stringValue,
        verdict != statement.verdict.rawValue
      {
        faults.append(
          "verdictDiffers: \(file.name) says \(verdict), the statement \(statement.verdict.rawValue)"
        )
      }
      let found = bytes.map { SHA256.hash($0).hex } ?? "no file"
      if found != file.sha256.hex {
        faults.append(
          "reportDiffers: \(file.name) has SHA-256 \(found), the statement says \(file.sha256.hex)")
      }
    }
    return (signer, faults)
  }

  private func report(_ statement: AuditStatement, _ signer: String?, _ faults: [String]) {
    if json {
      Console.write([
        "ok": .bool(faults.isEmpty), "verdict": .string(statement.verdict.rawValue),
        "offering": .string(statement.code), "entries": .integer(statement.entries),
        "root": .string(statement.root.hex), "as_of": .string(statement.asOf.description),
        "signer": signer.map { .string($0) } ?? .null, "trusted": .bool(!trust.isEmpty),
        "faults": .array(faults.map { .string($0) }),
      ])
      return
    }
    var text = TextBlock.labelled("offering", statement.code)
    text += TextBlock.labelled(
      "journal", "\(DecimalText.grouped(statement.entries, decimals: 0)) entries")
    text += TextBlock.labelled("root", statement.root.hex)
    text += TextBlock.labelled("as of", statement.asOf.description)
    text += TextBlock.labelled(
      "signer",
      signer.map { trust.isEmpty ? "\($0), unproven (demand one with --trust)" : "\($0), demanded" }
        ?? "none")
    text += TextBlock.labelled("verdict", statement.verdict.rawValue)
    text += TextBlock.labelled(
      "result", faults.isEmpty ? "as it was signed" : "NOT as it was signed: \(faults.count) faults"
    )
    Console.write(text + faults.map { "  - \($0)\n" }.joined())
  }
}

/// The names of what an audit writes, beside each other below `out/`.
enum AuditFiles {
  static let json = "audit.json"
  static let html = "audit.html"
  static let note = "audit.note"
  static let vkey = "audit.vkey"
}
