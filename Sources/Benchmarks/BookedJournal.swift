import Foundation
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Storage

/// A folder whose journal was opened and then filled with deposits, two postings each, by `ipo post`'s way.
enum BookedJournal {
  /// Deposits into so many accounts in turn.
  static func deposits(_ count: Int, accounts: Int) -> [Booking] {
    (0..<count).compactMap { number in
      guard let reference = AccountName("t\(10_000_000 + number)"),
        let account = AccountName("A\(100_000_000 + number % accounts)")
      else { return nil }
      return Booking(
        reference: reference, actions: [.deposit(account, Money(fen: Int64(number % 9_999 + 1)))])
    }
  }

  /// An offering that has been opened, with a journal of its own.
  static func recorder(_ path: String, on disk: any Disk = SystemDisk()) throws -> Recorder {
    try FileManager.default.copyItem(atPath: "Ledgers/ten-accounts", toPath: path)
    let folder = OfferingFolder(path, on: disk)
    let file = try folder.readOffering()
    let inputs = try folder.readInputs(file.offering)
    let key = try SignerStore(named: nil)
    let recorder = try Recorder(
      folder, code: file.offering.terms.code, signer: key, clock: .system, actor: .unnamedActor)
    let passage = try Passage.plan(file.offering, facts: file.facts, inputs: inputs)
    _ = try recorder.adopt(passage) { _ in nil }
    if let opening = passage.steps.first { _ = try recorder.record(opening) }
    return recorder
  }

  /// A folder with a journal of so many deposits.
  static func make(_ path: String, entries: Int, accounts: Int) throws {
    _ = try recorder(path).post(deposits(entries, accounts: accounts))
  }
}
