import Audit
import CanonicalJSON
import Inputs
import Offerings
import Quantities
import Reconciliation
import Reports
import Storage
import Synthesis
import TradingDays

/// `ipo generate --statements`: what a bank and a depository would send about a settled offering.
struct StatementsRun {
  let folder: String
  let breaks: Int
  let seed: String?
  let out: String?
  let json: Bool

  func run() throws {
    let source = OfferingFolder(folder)
    guard let bytes = try source.signedJournal()?.bytes else {
      throw StorageError.missingFile(
        path: source.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    Console.progress("reading the journal")
    let recorded = RecordedLedger(try .sound(bytes)) { try source.source($0) }
    let offering = try source.readOffering().offering
    let text = seed ?? offering.terms.code
    try GenerateCommand.checkSeedText(text)
    let target = OfferingFolder(out ?? "\(folder)/statements")
    // A mistyped path must not cost a journal or its inputs.
    guard try target.isEmpty() || target.exists(StatementFile.planted) else {
      throw Failure.WrongCall(
        message:
          "folderTaken: \(target.path) holds other files, expected a new folder, or one that "
          + "--statements wrote")
    }
    Console.progress("planning statements")
    let plan = try plan(
      LedgerRecords(
        code: offering.terms.code, movements: try recorded.escrowMovements(),
        holdings: try recorded.register(on: try recorded.listDay()).holdings,
        asOf: try recorded.listDay(),
        strategicDay: try offering.day(-3), payoutDay: try offering.day(4)), text)
    // What an earlier run wrote and this one leaves out must not stay.
    for name in plan.leftOut.map(\.name) { try target.remove(name) }
    for file in plan.files {
      Console.progress("writing \(file.name)")
      try target.write(file.name, blocks: file.write)
    }
    Console.done()
    report(plan, target, text, asOf: try recorded.listDay())
  }

  private func plan(_ records: LedgerRecords, _ seed: String) throws -> StatementPlan {
    do {
      return try StatementPlan(records, breaks: breaks, seed: seed)
    } catch let error as StatementPlanError {
      throw Failure.WrongCall(message: "\(error)")
    }
  }

  private func report(_ plan: StatementPlan, _ target: OfferingFolder, _ seed: String, asOf: Day) {
    if json {
      Console.write([
        "out": .string(target.path), "seed": .string(seed), "as_of": .string(asOf.description),
        "files": .array(
          plan.files.map { ["name": .string($0.name), "rows": .integer(Int64($0.rows))] }),
        "left_out": .array(plan.leftOut.map { .string($0.name) }),
        "planted": .integer(Int64(plan.planted.count)),
      ])
      return
    }
    for file in plan.files {
      let rows = DecimalText.grouped(file.rows, decimals: 0)
      let what = file.name == StatementFile.planted ? "planted breaks" : "synthetic rows"
      Console.write(TextBlock.labelled(file.name, "\(rows) \(what)"))
    }
    for (name, reference) in plan.leftOut {
      Console.write(
        TextBlock.labelled(name, "left out: it cannot carry the reference \"\(reference)\""))
    }
    Console.write(TextBlock.labelled("statements", "\(plan.statements), one a booking day"))
    Console.write(
      TextBlock.labelled(
        "next",
        "ipo reconcile \(folder) --complete --bank \(target.file("bank.csv")) --register "
          + "\(target.file("register.csv")) --as-of \(asOf)"))
  }
}
