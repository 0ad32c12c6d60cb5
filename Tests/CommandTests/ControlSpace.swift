import Audit
import Foundation
import Inputs
import Issuance
import Storage
import Testing

/// A settled folder whose journal and files can be changed, with its control totals.
struct ControlSpace {
  let folder: Workspace

  /// The ten-account offering with brokerage, settled to the listing and one release, made once.
  private static let settled: Result<Workspace, any Error> = Result {
    let folder = try Workspace.tenAccounts()
    try folder.replace(
      "  stamp_duty: true\n", with: "  stamp_duty: true\n  brokerage_percent: \"0.5\"\n",
      in: "offering.yaml")
    // Half a percent on top, paid by all but one fund; strategic investors pay it too.
    for (old, new) in [
      ("155744.00", "156522.72"), ("116808.00", "117392.04"), ("77872.00", "78261.36"),
      ("38936.00", "39130.68"),
    ] {
      try folder.replace(old, with: new, in: "inputs/payments.csv")
    }
    try folder.replace(",25120.00,", with: ",25245.60,", in: "inputs/strategic.csv")
    let run = try Program.run("settle", folder.path)
    try #require(run.code == 0, "\(run.errors)")
    let released = try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02")
    try #require(released.code == 0, "\(released.errors)")
    return folder
  }

  /// A copy of it.
  init() throws {
    let settled = try Self.settled.get()
    folder = try Workspace()
    for name in [
      "offering.yaml", "journal.jsonl", "inputs/strategic.csv", "inputs/bids.csv",
      "inputs/applications.csv", "inputs/payments.csv", "inputs/holders.csv",
    ] {
      try folder.write(name, settled.data(name))
    }
  }

  /// A folder as it is.
  init(_ folder: Workspace) { self.folder = folder }

  /// As a command reads them: decisions from the files as they are and the facts that were sealed.
  ///
  /// - Parameter change: what is done to the rows after the decisions were made from them.
  func totals(
    in path: String? = nil, change: (inout RecordedInputs) -> Void = { _ in }
  ) throws -> ControlTotals {
    let storage = OfferingFolder(path ?? folder.path)
    let journal = JournalAudit(try #require(try storage.bytes("journal.jsonl")), sizes: [])
    let file = try storage.readOffering()
    var inputs = try storage.readInputs(file.offering)
    let facts = try FactsReader.read(sealed: journal.sealedFacts)
    let passage = try Passage.plan(file.offering, facts: facts, inputs: inputs)
    change(&inputs)
    return try ControlTotals(
      journal: journal, offering: file.offering, inputs: inputs, results: passage.results)
  }

  func broken() throws -> [String] { try totals().broken.map(\.rule) }

  /// Replaces texts in one entry, each once, and makes the rest of the journal fit.
  func forge(_ id: String, _ changes: [(old: String, new: String)]) throws {
    let lines = try folder.text("journal.jsonl").split(separator: "\n").map { line in
      var line = String(line)
      guard line.contains(#""id":"\#(id)""#) else { return line }
      for (old, new) in changes {
        try #require(line.contains(old), "\(old) in \(id)")
        line = line.replacing(old, with: new, maxReplacements: 1)
      }
      return line
    }
    try ForgedJournal.write(lines, to: folder)
  }
}
