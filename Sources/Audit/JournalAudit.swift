import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import TradingDays
import Transparency

/// Checks a journal from its bytes alone: canonical form, chain, clock, balance of every entry,
/// gates, closing of operations, and the RFC 6962 tree. Shares no code with the writer's storage.
public struct JournalAudit {
  public private(set) var findings: [AuditFinding] = []
  /// Lines that could be read as entries.
  public private(set) var entryCount: Int64 = 0
  public private(set) var balances = Balances()
  /// True where the first entry says that its clock was fixed.
  public private(set) var isClockFixed = false
  /// The operations in the order of their first entries.
  public private(set) var operations: [Operation] = []
  /// Facts that entries sealed, by name, and the files with their digests.
  public private(set) var facts: [SealedFact] = []
  public private(set) var sealedFiles: [(entry: Int64, file: String, sha256: String)] = []
  /// The decision that froze the list.
  public private(set) var frozenList: (entry: Int64, body: JSONValue)?
  /// The first entry's body: terms and rulebook.
  public private(set) var opening: JSONValue?
  /// What was posted, by operation, kind of entry and class of account.
  public private(set) var totals = LedgerTotals()
  /// The grade of every draw.
  public private(set) var grades: [(draw: String, grade: String)] = []

  private var frontier = MerkleFrontier()
  private var rootAtSize: [UInt64: Digest] = [:]
  private let wantedSizes: Set<UInt64>
  private var last: (leaf: Digest, at: Instant)?
  private var seenIDs: Set<String> = []
  private var code: String?

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
    /// By entry: its number, its id, and the bytes that do not depend on its place.
    public internal(set) var entries: [(seq: Int64, id: String, content: ArraySlice<UInt8>)] = []
  }

  /// The root over all entries.
  public var root: Digest { frontier.root }

  /// The sealed facts without their places.
  public var sealedFacts: [(name: String, value: JSONValue)] { facts.map { ($0.name, $0.value) } }

  /// The root over the first `size` entries, where that size was asked for.
  public func root(at size: UInt64) -> Digest? { rootAtSize[size] }

  /// Reads all lines. `sizes` are those whose roots somebody signed.
  public init(_ journal: [UInt8], sizes: Set<UInt64>) {
    wantedSizes = sizes
    if sizes.contains(0) { rootAtSize[0] = MerkleTree.emptyRoot }
    var start = journal.startIndex
    var number: Int64 = 0
    while start < journal.endIndex {
      guard let end = journal[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        findings.append(
          AuditFinding(
            "truncatedLastLine", entry: number, found: "a last line without its LF",
            expected: "LF"))
        break
      }
      take(journal[start..<end], number)
      number += 1
      start = end + 1
    }
    entryCount = number
    finish()
  }

  private mutating func take(_ line: ArraySlice<UInt8>, _ number: Int64) {
    if line.count > JournalHead.lineLimit {
      add("entryTooLarge", number, "\(line.count) bytes", "at most \(JournalHead.lineLimit)")
    }
    do throws(AuditFinding.Failure) {
      let entry = try AuditedEntry(line, number: number, code: code)
      frontier.append(entry.leaf)
      checkPlace(entry, number)
      checkPostings(entry, number)
      file(entry, number)
      last = (entry.leaf, entry.at)
    } catch {
      findings.append(error.finding)
      let leaf = line.withUnsafeBytes { MerkleTree.leafHash($0) }
      frontier.append(leaf)
      last = (leaf, last?.at ?? Instant.earliest)
    }
    if wantedSizes.contains(UInt64(number) + 1) { rootAtSize[UInt64(number) + 1] = frontier.root }
  }

  /// The chain, the numbering and the clock.
  private mutating func checkPlace(_ entry: AuditedEntry, _ number: Int64) {
    if entry.seq != number { add("wrongSequence", number, "seq \(entry.seq)", "\(number)") }
    let expected = (last?.leaf ?? Digest.zero).hex
    if entry.prev != expected {
      let words = ChainBreak(entry.prev, expected, at: number)
      add("brokenChain", number, words.found, words.expected)
    }
    if let before = last?.at, entry.at < before {
      add("clockWentBack", number, "\(entry.at)", "not before \(before)")
    }
    if !seenIDs.insert(entry.id).inserted {
      add("duplicateEntryID", number, "\"\(entry.id)\" again", "each id once")
    }
    if number == 0 {
      opening = entry.body
      code = entry.body["terms"]?["code"]?.stringValue
      isClockFixed = entry.body["clock"]?.stringValue == "fixed"
      if entry.kind != .opening { add("noOpening", 0, entry.kind.rawValue, "opening") }
    }
  }

  /// The sum of every unit, and accounts that the chart has.
  private mutating func checkPostings(_ entry: AuditedEntry, _ number: Int64) {
    for commodity in Commodity.allCases {
      var sum: Int128 = 0
      for posting in entry.postings where posting.commodity == commodity {
        sum += Int128(posting.amount)
      }
      if sum != 0 {
        let unit = commodity.unit(code: code ?? "shares")
        add(
          "unbalancedEntry", number,
          "\(DecimalText.plain(sum, decimals: commodity.decimals)) \(unit)", "0")
      }
    }
    let operation = entry.operation
    for posting in entry.postings {
      if let accountClass = ChartOfAccounts.standard.accountClass(of: posting) {
        totals.add(posting, accountClass, of: operation, entry.kind, entry: number)
      } else {
        add("accountNotOnChart", number, "\"\(posting.account)\"", "an account of the chart")
      }
      do {
        try balances.apply(posting)
      } catch {
        add("overflow", number, "\(error)", "balances within 64 bits")
      }
    }
  }

  /// Puts the entry to its operation; a gate is checked where it closes one.
  private mutating func file(_ entry: AuditedEntry, _ number: Int64) {
    let id = entry.operation
    if operations.last?.id != id {
      if let open = operations.last, !open.isClosed {
        add("operationNotClosed", number, "\(id) while \(open.id) is open", "its closing entry")
      }
      operations.append(Operation(id: id, at: entry.at, actor: entry.actor))
    }
    checkActor(entry, number)
    operations[operations.count - 1].entries.append((number, entry.id, entry.content))
    let body = entry.body
    switch entry.kind {
    case .fact:
      if let name = body["name"]?.stringValue, let value = body["value"] {
        facts.append(SealedFact(entry: number, at: entry.at, name: name, value: value))
      }
    case .input:
      if let file = body["file"]?.stringValue, let digest = body["sha256"]?.stringValue {
        sealedFiles.append((number, file, digest))
      }
    case .confirmation:
      if let name = body["confirms"]?.stringValue, let digest = body["sha256"] {
        facts.append(
          SealedFact(
            entry: number, at: entry.at, name: "confirmations", value: .object([name: digest])))
      }
    case .decision:
      if entry.id == "freeze/decision" { frozenList = (number, body) }
      for draw in [body, body["draw"]].compactMap({ $0 }) {
        if let name = draw["draw"]?.stringValue, let grade = draw["grade"]?.stringValue {
          grades.append((name, grade))
        }
      }
    case .gate: close(id, body, number)
    case .booking where body["closes"]?.stringValue == id:
      operations[operations.count - 1].isClosed = true
    default: break
    }
  }

  /// Every entry names who recorded it, and an operation is one person's.
  private mutating func checkActor(_ entry: AuditedEntry, _ number: Int64) {
    guard let actor = entry.actor else {
      add("actorMissing", number, "nobody who recorded it", "a name in the body's member by")
      return
    }
    if let first = operations.last?.actor, first != actor {
      add("actorChanges", number, "an entry by \(actor)", "\(first), as the operation began")
    }
  }

  private mutating func close(_ id: String, _ body: JSONValue, _ number: Int64) {
    operations[operations.count - 1].isClosed = true
    if body["closes"]?.stringValue != id {
      add("operationNotClosed", number, "a gate for another operation", id)
    }
    let parents = (body["clear"]?.arrayValue ?? []).compactMap(\.stringValue)
    if let open = balances.firstOpen(under: Set(parents)) {
      add(
        "gateNotClear", number,
        "\(open.account) holds \(DecimalText.plain(open.amount, decimals: open.commodity.decimals))",
        "0")
    }
  }

  private mutating func finish() {
    totals.finish()
    if let open = operations.last, !open.isClosed {
      add("operationNotClosed", entryCount - 1, "\(open.id) open at the end", "its closing entry")
    }
    for (account, amount) in balances.open(.shares)
    where account.isWithin("register") && amount < 0 {
      findings.append(
        AuditFinding("negativeHolding", found: "\(account) holds \(amount)", expected: "above 0"))
    }
  }

  private mutating func add(_ rule: String, _ entry: Int64, _ found: String, _ expected: String) {
    findings.append(AuditFinding(rule, entry: entry, found: found, expected: expected))
  }
}
