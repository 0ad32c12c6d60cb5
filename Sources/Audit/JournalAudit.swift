import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Parallelism
import TradingDays
import Transparency

/// Checks a journal from its bytes alone: canonical form, chain, clock, balance of every entry, floors,
/// gates, closing of operations, bookings, and the RFC 6962 tree. Shares no code with the writer's storage.
///
/// It is read in parts on all cores. Memory follows the distinct accounts and the operations that are no
/// bookings, not the entries.
public struct JournalAudit {
  public private(set) var findings: [AuditFinding]
  /// Lines, whether they could be read as entries or not.
  public let entryCount: Int64
  /// True where the first entry says that its clock was fixed.
  public let isClockFixed: Bool
  /// The operations in the order of their first entries, without bookings.
  public let operations: [Operation]
  /// How many operations are bookings. Their entries are checked and counted, and not kept.
  public let bookingCount: Int64
  /// Facts that entries sealed, by name, and the files with their digests.
  public let facts: [SealedFact]
  public let sealedFiles: [(entry: Int64, file: String, sha256: String)]
  /// The decision that froze the list.
  public let frozenList: (entry: Int64, body: JSONValue)?
  /// The first entry's body: terms and rulebook.
  public let opening: JSONValue?
  /// What was posted, by operation, kind of entry and class of account.
  public let totals: LedgerTotals
  /// The grade of every draw.
  public let grades: [(draw: String, grade: String)]
  /// The root over all entries.
  public let root: Digest

  private let rootAtSize: [UInt64: Digest]
  private let ended: EndedAccounts
  private let source: JournalSource

  /// A fact with the place and the time of its entry.
  public struct SealedFact: Sendable {
    public let entry: Int64
    public let at: Instant
    public let name: String
    public let value: JSONValue
  }

  /// The entries of one operation.
  public struct Operation: Sendable {
    public let id: String
    /// The time of its first entry.
    public let at: Instant
    /// Whom its first entry names as who recorded it; nil where that names nobody.
    public let actor: AccountName?
    public internal(set) var isClosed = false
    public internal(set) var entries: OperationEntries
  }

  /// What every account holds after the last entry.
  public var balances: Balances { ended.balances }

  /// The sealed facts without their places.
  public var sealedFacts: [(name: String, value: JSONValue)] { facts.map { ($0.name, $0.value) } }

  /// The root over the first `size` entries, where that size was asked for.
  public func root(at size: UInt64) -> Digest? { rootAtSize[size] }

  /// Reads all lines of a journal in memory. `sizes` are those whose roots somebody signed.
  public init(_ journal: [UInt8], sizes: Set<UInt64>) {
    do {
      try self.init(reading: JournalSource(journal), sizes: sizes)
    } catch {
      preconditionFailure("memory can always be read: \(error)")
    }
  }

  /// Reads all lines of a journal.
  ///
  /// - Throws: what keeps the source from being read.
  public init(reading source: JournalSource, sizes: Set<UInt64>) throws {
    let code = try Self.code(of: source)
    let reading = JournalReading(source, code: code, sizes: sizes)
    let slots = (0..<JournalReading.slotCount).map { _ in PartSlot(code: code) }
    orderedFold(count: JournalPart.count(of: source), slots: slots) { number, slot in
      slot.read(number, of: source)
    } fold: { _, slot in
      reading.take(slot)
    }
    let fold = try reading.finish()
    self.init(fold, source)
  }

  private init(_ fold: JournalFold, _ source: JournalSource) {
    findings = fold.findings
    entryCount = fold.count
    isClockFixed = fold.isClockFixed
    operations = fold.operations
    bookingCount = fold.bookingCount
    facts = fold.sealed.facts
    sealedFiles = fold.sealed.files
    frozenList = fold.sealed.frozenList
    opening = fold.opening
    totals = fold.totals
    grades = fold.sealed.grades
    root = fold.frontier.root
    rootAtSize = fold.rootAtSize
    ended = EndedAccounts(fold.accounts)
    self.source = source
  }

  /// - Throws: what kept somebody from reading entries again that were read before: nothing that was
  ///   concluded from them holds.
  public func checkReading() throws { try source.check() }

  /// The security's code, as the first line has it; nil where it can't be read.
  private static func code(of source: JournalSource) throws -> String? {
    var lines = JournalLines(source, 0..<source.count)
    let first = lines.next()
    try source.check()
    guard let line = first?.line,
      let entry = try? AuditedEntry(line.dropLast(), number: 0, code: nil)
    else { return nil }
    return entry.body["terms"]?["code"]?.stringValue
  }
}
