import ArgumentParser
import CanonicalJSON
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Storage
import Synthesis

/// `ipo generate`: a complete folder whose synthetic rows add up to a real offering's totals.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make the rows that nobody publishes, adding up to the published totals.",
    discussion: """
      With --like: takes terms, facts and published figures of a recorded offering and makes the \
      applications, bids, payments and holders that its folder lacks. The new folder says which \
      figures are real and which rows are synthetic.

      With --statements: what a bank and a depository would send about a settled offering, for \
      ipo reconcile: bank.csv, bank.xml (camt.053), bank.sta (MT940), \
      register.csv. --plant-breaks puts known breaks \
      in, one of each kind in turn, and lists them in planted.json.

        ipo generate --like Ledgers/dema-688360 --out dema
        ipo generate --like Ledgers/dema-688360 --out dema-2 --seed "another run"
        ipo generate --statements dema --plant-breaks 11 --out dema-statements
      """)

  @Option(help: "The recorded offering's folder.")
  var like: String?

  @Option(help: "The settled offering's folder.")
  var statements: String?

  @Option(
    help: """
      The new folder; it must not hold an offering yet. With --statements it may be left out: then \
      it is DIR/statements.
      """)
  var out: String?

  @Option(help: "With --statements: how many known breaks are put in.")
  var plantBreaks: Int?

  @Option(help: "Any text; the same text makes the same rows. Without it, the offering's code.")
  var seed: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    switch (like, statements) {
    case (nil, let folder?):
      guard plantBreaks ?? 0 >= 0 else {
        throw Failure.WrongCall(
          message: "negativeBreaks: found --plant-breaks \(plantBreaks ?? 0), expected 0 or more")
      }
      try StatementsRun(
        folder: folder, breaks: plantBreaks ?? 0, seed: seed, out: out, json: json
      ).run()
    case (let like?, nil):
      guard let out else {
        throw Failure.WrongCall(message: "missingOut: found no --out, expected the new folder")
      }
      guard plantBreaks == nil else {
        throw Failure.WrongCall(
          message: "nothingToPlantIn: found --plant-breaks without --statements, expected both")
      }
      try generate(like: like, out: out)
    default:
      throw Failure.WrongCall(
        message:
          "nothingToGenerate: found \(like == nil ? "neither --like nor" : "both --like and") "
          + "--statements, expected one of them")
    }
  }

  /// A text that stands in files as it is.
  static func checkSeedText(_ text: String) throws {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else {
      throw Failure.WrongCall(
        message: "malformedSeedText: expected text on one line without quotes and backslashes")
    }
  }

  private func generate(like: String, out: String) throws {
    let source = OfferingFolder(like)
    let target = OfferingFolder(out)
    guard !target.exists("offering.yaml") else {
      throw Failure.WrongCall(
        message: "folderTaken: \(out) holds an offering already, expected a new folder")
    }
    let file = try source.readOffering()
    let text = seed ?? file.offering.terms.code
    try Self.checkSeedText(text)
    Console.progress("reading inputs")
    let existing = try source.readInputs(file.offering)
    let files = try generate(file, text, existing)
    for made in files {
      Console.progress("writing \(made.name)")
      try target.write(made.name, made.bytes)
    }
    let copied = try copyExisting(source, target)
    try target.write("offering.yaml", try offeringText(source, text, files))
    Console.done()
    report(files, copied, text, out)
  }

  private func generate(
    _ file: OfferingFile, _ text: String, _ existing: RecordedInputs
  ) throws -> [Synthesis.File] {
    do {
      return try Synthesis(file, seed: text).files(beside: existing) { Console.progress($0) }
    } catch let refusal as IssuanceRefusal {
      throw LocatedRefusal(refusal, in: file)
    } catch let error as SynthesisError {
      throw Failure.WrongCall(message: "\(error)")
    }
  }

  /// Row files that the recorded offering holds are taken over as they are.
  private func copyExisting(
    _ source: OfferingFolder, _ target: OfferingFolder
  ) throws -> [String] {
    var copied: [String] = []
    for name in [
      StrategicFile.name, BidFile.name, BidderFile.name, ApplicationFile.name, PaymentFile.name,
      HolderFile.name,
    ] {
      guard let bytes = try source.bytes(name) else { continue }
      try target.write(name, bytes)
      copied.append(name)
    }
    return copied
  }

  /// The recorded offering's own text, and below it what was made.
  private func offeringText(
    _ source: OfferingFolder, _ text: String, _ files: [Synthesis.File]
  ) throws -> [UInt8] {
    var bytes = try source.bytes("offering.yaml") ?? []
    let names = files.map(\.name).joined(separator: ", ")
    let added = """

      # The rows of these files are synthetic: no such account exists. They add up to the figures
      # above. Figures that nobody published either are listed under `synthetic`.
      generated:
        seed: "\(text)"
        files: [\(names)]

      """
    bytes.append(contentsOf: added.utf8)
    return bytes
  }

  private func report(
    _ files: [Synthesis.File], _ copied: [String], _ text: String, _ out: String
  ) {
    if json {
      Console.write([
        "out": .string(out), "seed": .string(text),
        "files": .array(
          files.map { ["name": .string($0.name), "rows": .integer(Int64($0.rows))] }),
        "copied": .array(copied.map { .string($0) }),
      ])
      return
    }
    for file in files {
      Console.write(
        TextBlock.labelled(
          file.name, "\(DecimalText.grouped(file.rows, decimals: 0)) synthetic rows"))
    }
    for name in copied { Console.write(TextBlock.labelled(name, "as recorded")) }
    Console.write(TextBlock.labelled("next", "ipo settle \(out)"))
  }
}
