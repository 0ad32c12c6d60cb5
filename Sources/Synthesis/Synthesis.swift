import Clawback
import Cryptography
import Inputs
import Issuance
import Lottery
import Offerings
import Quantities

/// Makes the rows that nobody publishes, from a seed, so that they add up to what was published:
/// accounts, shares and numbers exactly, paid and abandoned shares exactly, no account above its cap.
///
/// Deterministic: the same terms, facts and seed give the same bytes everywhere.
public struct Synthesis {
  /// One file that was made or taken over.
  public struct File: Sendable {
    public let name: String
    public let bytes: [UInt8]
    public let rows: Int
  }

  let offering: Offering
  let priced: PricedOffering
  let facts: Facts
  let file: OfferingFile
  let targets: SynthesisTargets
  let seed: String

  public init(_ file: OfferingFile, seed: String) throws(SynthesisError) {
    self.file = file
    offering = file.offering
    facts = file.facts
    guard let price = file.offering.terms.price ?? file.facts.price?.price else {
      throw .totalMissing("price")
    }
    priced = offering.priced(at: price)
    targets = try SynthesisTargets(file)
    self.seed = seed
  }

  /// Makes every row file that `existing` does not hold yet.
  ///
  /// - Parameter progress: is told what is being made.
  public func files(
    beside existing: RecordedInputs, progress: (String) -> Void
  ) throws -> [File] {
    var inputs = existing
    var files: [File] = []
    func add(_ name: String, _ rows: RowText) -> [UInt8] {
      files.append(File(name: name, bytes: rows.bytes, rows: rows.count))
      return rows.bytes
    }
    let strategic = facts.strategicFinal ?? offering.terms.shares.strategic
    if inputs.strategic == nil, strategic > .zero {
      let bytes = add(StrategicFile.name, try strategicRows(strategic))
      inputs.strategic = try StrategicFile.read(bytes, of: offering)
    }
    if inputs.applications == nil {
      progress("making applications")
      let bytes = add(ApplicationFile.name, try applicationRows())
      inputs.applications = try ApplicationFile.read(bytes, of: offering)
    }
    // Recorded quotes are screened as they are; without any the price decides as if it were a term.
    let before = try Passage.plan(
      inputs.bids == nil ? beginningAtItsPrice() : offering, facts: facts, inputs: inputs)
    guard let reallocation = before.results.reallocation, reallocation.suspension == nil else {
      throw SynthesisError.notReached("the clawback", before.waiting.first?.needs ?? "")
    }
    if inputs.bids == nil, offering.terms.inquiry != nil {
      progress("making the book")
      let book = try book(reallocation.offline)
      inputs.bids = try BidFile.read(
        add(BidFile.name, book.bids), of: offering, asReceived: true)
      inputs.bidders = try BidderFile.read(add(BidderFile.name, book.bidders))
    } else if inputs.bids == nil, offering.terms.shares.offline > .zero {
      progress("making bids")
      let bytes = add(BidFile.name, try bidRows(reallocation.offline))
      inputs.bids = try BidFile.read(bytes, of: offering, asReceived: false)
    }
    let allotted = try Passage.plan(offering, facts: facts, inputs: inputs)
    if offering.terms.inquiry != nil { try check(allotted) }
    if inputs.payments == nil {
      progress("making payments")
      let bytes = add(PaymentFile.name, try paymentRows(allotted, inputs))
      inputs.payments = try PaymentFile.read(bytes)
    }
    if inputs.holders == nil, offering.terms.shares.preIPO > .zero {
      _ = add(HolderFile.name, try holderRows())
    }
    return files
  }

  /// A book that was steered towards published figures is held against them here, not by `settle` alone.
  private func check(_ passage: Passage) throws {
    let figures = try passage.results.figures(offering)
    for figure in file.published {
      guard let made = figures[figure.name], made != figure.value else { continue }
      throw SynthesisError.totalsImpossible(
        "\(figure.name) of the book that was made: found \(made), expected \(figure.value)")
    }
  }

  /// The offering as if its price stood in its terms: what is allotted in all is the same, and is known
  /// before there is a book.
  private func beginningAtItsPrice() throws -> Offering {
    guard offering.terms.inquiry != nil else { return offering }
    var terms = offering.terms
    terms.inquiry = nil
    terms.price = priced.price
    return try Offering(terms: terms, rulebook: offering.rulebook, calendar: offering.calendar)
  }

  /// A generator of its own for each purpose, so that one file does not depend on another's length.
  func generator(_ purpose: String) -> SHA256Generator {
    SHA256Generator(
      seed: SHA256.hash(
        "ipo-generate/v1\noffering \(offering.terms.code)\nseed \(seed)\n\(purpose)\n"))
  }
}
