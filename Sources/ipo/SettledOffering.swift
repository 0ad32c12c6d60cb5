import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Rulebooks
import ShareRegister
import Storage
import TradingDays

/// A folder whose journal reached registration, with its passage made again from what the journal
/// sealed.
struct SettledOffering {
  let folder: OfferingFolder
  let file: OfferingFile
  let passage: Passage
  let schedule: LockSchedule
  let listingDay: Day
  let released: Set<Day>
  let confirmed: Set<Day>
  private let inputs: RecordedInputs
  private let journal: [UInt8]
  private let sealed: SealedState

  init(_ path: String) throws {
    folder = OfferingFolder(path)
    file = try folder.readOffering()
    guard let journal = try folder.signedJournal()?.bytes else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    self.journal = journal
    sealed = try SealedState(journal)
    inputs = try folder.readInputs(file.offering)
    // What offering.yaml states by now may be more than the journal's, but not other.
    _ = try file.facts.merging(sealed.facts, from: "journal.jsonl")
    passage = try Passage.plan(file.offering, facts: sealed.facts, inputs: inputs)
    guard let schedule = passage.results.schedule, let day = passage.results.listingDay,
      sealed.operations.contains("registration")
    else {
      throw Failure.WrongCall(
        message: "notRegistered: \(path) has no registration yet; ipo settle says what it waits for"
      )
    }
    self.schedule = schedule
    listingDay = day
    let operations = sealed.operations
    let ends = schedule.tranches.map(\.end)
    released = Set(ends.filter { operations.contains(Passage.releaseID(of: $0)) })
    confirmed = Set(
      ends.filter { end in
        operations.contains(Passage.confirmationID(of: Passage.releaseID(of: end)))
      })
  }

  /// The journal's entries, of which nothing is left to find.
  ///
  /// - Throws: `Failure.Refused` where the journal is unsound, or was opened with other terms.
  func audit() throws -> JournalAudit {
    let audit = try JournalAudit.sound(journal)
    guard audit.opening?["terms"] == file.offering.terms.canonical,
      audit.opening?["rulebook"] == file.offering.rulebook.canonical
    else {
      throw Failure.Refused(
        message: "termsChanged: found other terms in offering.yaml or its rulebook than the "
          + "journal was opened with; run ipo verify, nothing was compared")
    }
    return audit
  }

  /// What has to be locked, from terms, sealed facts and sealed files alone.
  ///
  /// - Throws: `sealedInputChanged` where a file is not the one that the journal sealed.
  func obligations() throws -> LockObligations {
    let files = [
      inputs.strategic?.file, inputs.bids?.file, inputs.bidders?.file, inputs.applications?.file,
      inputs.payments?.file, inputs.holders?.file,
    ].compactMap(\.self)
    // What reconciliations sealed is no input of the passage.
    for (name, digest) in sealed.files where !name.hasPrefix("\(OfferingFolder.statements)/") {
      let found = files.first { $0.name == name }?.sha256.hex ?? "no file"
      guard found == digest else {
        throw StorageError.sealedInputChanged(file: name, found: found, expected: digest)
      }
    }
    guard let obligations = try passage.results.obligations(of: file.offering, inputs) else {
      preconditionFailure("a schedule comes from a registration")
    }
    return obligations
  }
}
