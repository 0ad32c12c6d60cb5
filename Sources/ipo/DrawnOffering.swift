import Allotment
import Cryptography
import Inputs
import Issuance
import Lottery
import Offerings
import Storage

/// A folder whose journal holds the frozen list and perhaps the online draw, with the passage up to it
/// made again.
struct DrawnOffering {
  let folder: OfferingFolder
  let journal: [UInt8]
  let offering: Offering
  let applications: ApplicationList
  let results: Results
  let numbers: NumberRange
  let isDrawn: Bool

  init(_ path: String) throws {
    folder = OfferingFolder(path)
    let file = try folder.readOffering()
    offering = file.offering
    guard let journal = try folder.signedJournal()?.bytes else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    self.journal = journal
    let sealed = try SealedState(journal)
    isDrawn = sealed.operations.contains("draw")
    guard sealed.operations.contains("freeze") else {
      throw Failure.WrongCall(
        message: "notFrozen: \(path) has no frozen list yet; run ipo lottery freeze first")
    }
    let inputs = try folder.readInputs(
      offering, only: [StrategicFile.name, BidFile.name, ApplicationFile.name])
    guard let list = inputs.applications else {
      throw StorageError.missingFile(
        path: folder.file(ApplicationFile.name), expected: "the applications that were drawn from")
    }
    if let digest = sealed.files[list.file.name], digest != list.file.sha256.hex {
      throw StorageError.sealedInputChanged(
        file: list.file.name, found: list.file.sha256.hex, expected: digest)
    }
    applications = list.value
    results = try Passage.plan(offering, facts: sealed.facts, inputs: inputs).results
    numbers = try NumberRange(
      first: offering.terms.lottery.firstNumber, count: applications.totalLots)
  }

  /// Refuses a folder whose list is frozen and not drawn from.
  func demandDraw() throws {
    guard isDrawn else {
      throw Failure.WrongCall(
        message: "notDrawn: \(folder.path) has no draw yet; run ipo settle first")
    }
  }

  /// The grade of the online draw by its journal alone, "none" where nothing was drawn, "undrawn"
  /// before it.
  var grade: String { isDrawn ? results.draw?.origin.grade ?? "none" : "undrawn" }

  /// The grade for people: what witnesses saw is not the journal's to say.
  var gradeText: String {
    grade == "unwitnessed" ? "unwitnessed by the journal alone; ipo verify asks witnesses" : grade
  }

  /// The numbers that one row received.
  func numbers(of row: Int) throws -> NumberRange {
    try NumberRange(
      first: numbers.first + applications.lots(before: row), count: applications.lots(at: row))
  }
}
