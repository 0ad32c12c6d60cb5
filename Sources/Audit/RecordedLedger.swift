import CanonicalJSON
import Cryptography
import Inputs
import Ledger
import Offerings
import Reconciliation
import TradingDays

/// What a journal says up to one of its operations, as far as banks and the depository can confirm it.
public struct RecordedLedger {
  /// Reads a file of the offering's folder by its name inside; nil where there is none.
  public typealias FileReader = (String) throws -> ByteSource?

  private let operations: ArraySlice<JournalAudit.Operation>
  /// The journal's balances, where all of its operations count.
  private let balances: Balances?
  private let terms: JSONValue?
  private let listingDay: Day?
  private let payments: (file: String, sha256: String)?
  private let read: FileReader

  /// - Parameters:
  ///   - journal: one without findings.
  ///   - count: how many of its operations count; nil for all.
  public init(
    _ journal: JournalAudit, operations count: Int? = nil, read: @escaping FileReader
  ) {
    operations = journal.operations.prefix(count ?? journal.operations.count)
    balances = operations.count == journal.operations.count ? journal.balances : nil
    terms = journal.opening?["terms"]
    listingDay = journal.facts.last { $0.name == "listing_day" }?.value.stringValue
      .flatMap { Day($0) }
    payments = journal.sealedFiles.first { $0.file == PaymentFile.name }
      .map { ($0.file, $0.sha256) }
    self.read = read
  }

  private var closed: Set<String> { Set(operations.lazy.filter(\.isClosed).map(\.id)) }

  /// The groups of movements that the bank says it has done.
  public var confirmedGroups: Set<MovementGroup> {
    closed.contains("confirmation-proceeds") ? [.refund, .proceeds, .received] : []
  }

  /// The day from which the register stands as the journal has it: the listing, or the first session
  /// after the last lock-up that was released.
  ///
  /// - Throws: `notRegistered` before the registration.
  public func listDay() throws -> Day {
    guard let listingDay else { throw RecordedLedgerError.notRegistered }
    let sessions = try register(on: .latest).releases.lazy.map(\.session)
    return max(listingDay, sessions.max() ?? listingDay)
  }

  /// Movements over the account that collects investors' money.
  ///
  /// - Throws: `notPaid` before any payment; `sealedInputChanged`, or what is wrong with the rows.
  public func escrowMovements() throws -> [LedgerMovement] {
    guard !closed.isDisjoint(with: ["payment", "suspension"]) else {
      throw RecordedLedgerError.notPaid
    }
    return try RecordedMovements.ofEscrow(operations, terms: terms, payments: try paymentRows())
  }

  /// Movements over the issuer's own account.
  ///
  /// - Throws: `nothingHandedOn` before the proceeds are divided.
  public func issuerMovements() throws -> [LedgerMovement] {
    guard closed.contains("proceeds") else { throw RecordedLedgerError.nothingHandedOn }
    return try RecordedMovements.ofIssuer(operations)
  }

  /// The register on a day: registration, and the releases whose first session had come by then.
  ///
  /// - Throws: `notRegistered` before the registration.
  public func register(on day: Day) throws -> RecordedRegister {
    guard closed.contains("registration") else { throw RecordedLedgerError.notRegistered }
    let posting = operations.filter { $0.id == "registration" || $0.id.hasPrefix("release-") }
    // Without a release the register is what the audit's balances hold already.
    if let balances, posting.count == 1 { return RecordedRegister(unreleased: balances) }
    return try RecordedRegister(posting, on: day)
  }

  /// The rows that the journal sealed; none where the issue was suspended before any payment.
  private func paymentRows() throws -> [Payment] {
    guard let payments, closed.contains("payment") else { return [] }
    let bytes = try read(payments.file)?.all()
    let digest = bytes.map { SHA256.hash($0).hex } ?? "no file"
    guard let bytes, digest == payments.sha256 else {
      throw RecordedLedgerError.sealedInputChanged(
        file: payments.file, found: digest, expected: payments.sha256)
    }
    return try PaymentFile.read(bytes).value
  }
}
