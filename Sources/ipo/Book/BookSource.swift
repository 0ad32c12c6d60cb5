import Bookbuilding
import Cryptography
import Inputs
import Issuance
import Offerings
import Pricing
import Quantities
import Reports
import Storage

/// A folder's book as it was received, reviewed by the offering's terms and rulebook; of an offering that
/// begins at its price too.
struct BookSource {
  let file: OfferingFile
  let view: BookView
  private let strategicFinal: Shares?

  /// - Throws: `missingFile` where there is no `inputs/bids.csv`.
  init(_ path: String) throws {
    let folder = OfferingFolder(path)
    file = try folder.readOffering()
    let offering = file.offering
    guard let bytes = try folder.bytes(BidFile.name) else {
      throw StorageError.missingFile(
        path: folder.file(BidFile.name), expected: "the quotes that were received")
    }
    Console.progress("reading the book")
    let faults = FaultList()
    func read<Value>(_ parse: () throws(InputRefusal) -> Value) -> Value? {
      do {
        return try parse()
      } catch {
        faults.add(error)
        return nil
      }
    }
    let book = read { () throws(InputRefusal) in
      try BidFile.read(bytes, of: offering, asReceived: true)
    }
    let list = try folder.bytes(BidderFile.name)
    let register = list.flatMap { list in
      read { () throws(InputRefusal) in try BidderFile.read(list) }
    }
    try faults.check()
    Console.done()
    // What --set recorded is a fact of the journal alone; what is sealed does not change.
    let sealed = try folder.bytes("journal.jsonl").map(SealedState.init)
    for (name, bytes) in [(BidFile.name, Optional(bytes)), (BidderFile.name, list)] {
      let found = bytes.map { SHA256.hash($0).hex }
      guard let digest = sealed?.files[name], digest != found else { continue }
      throw StorageError.sealedInputChanged(
        file: name, found: found ?? "no file", expected: digest)
    }
    let facts = try (sealed?.facts ?? Facts()).merging(file.facts, from: "offering.yaml")
    let price = offering.terms.price ?? facts.price?.price
    strategicFinal = facts.strategicFinal
    let review = try BookReview(
      of: book?.value ?? Book(bids: []), register: register?.value, by: BookTerms(of: offering))
    view = try BookView(review, of: offering, price: price)
  }

  /// What prices are tested with.
  func terms(online multiples: [Ratio]?) -> PriceTestTerms {
    PriceTestTerms(
      of: file.offering, onlineMultiples: multiples ?? PriceTestTerms.usualMultiples,
      strategicFinal: strategicFinal)
  }

  /// Ends the command with 1 where the issue stops at its book.
  func failWhereSuspended() throws {
    if view.review.suspension != nil { throw Failure.Silent(code: 1) }
  }
}
