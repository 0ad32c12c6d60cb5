import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import TradingDays
import Transparency

/// The fold over a journal's entries, part by part: everything that depends on the entries before.
struct JournalFold {
  private(set) var findings: [AuditFinding] = []
  private(set) var count: Int64 = 0
  private(set) var isClockFixed = false
  private(set) var opening: JSONValue?
  private(set) var operations: [JournalAudit.Operation] = []
  private(set) var bookingCount: Int64 = 0
  private(set) var sealed = SealedEntries()
  private(set) var accounts = JournalAccounts()
  private(set) var totals = LedgerTotals()
  private(set) var frontier = MerkleFrontier()
  private(set) var rootAtSize: [UInt64: Digest] = [:]

  private let source: JournalSource
  private let code: String?
  private let sizes: Set<UInt64>
  private var last: (leaf: Digest, at: Instant)?
  private var current = CurrentOperation()
  private var operationsSeen: SeenIDs
  private var entriesSeen: SeenIDs
  private var newOperations: ContiguousArray<UInt64> = []
  private var newEntries: ContiguousArray<UInt64> = []
  /// The journal's numbers of a part's accounts.
  private var numbers: ContiguousArray<Int32> = []

  /// - Parameter sizes: those whose roots somebody signed.
  init(_ source: JournalSource, code: String?, sizes: Set<UInt64>) {
    self.source = source
    self.code = code
    self.sizes = sizes
    operationsSeen = SeenIDs(bytes: source.count)
    entriesSeen = SeenIDs(bytes: source.count)
    if sizes.contains(0) { rootAtSize[0] = MerkleTree.emptyRoot }
  }

  /// Takes the part that follows those before.
  mutating func take(_ part: JournalPart) {
    grow(part)
    numbers.removeAll(keepingCapacity: true)
    for account in 0..<part.accounts.count {
      let hash = part.accounts.hash(of: account)
      numbers.append(part.accounts.withPath(of: account) { accounts.number(of: $0, hash: hash) })
    }
    part.withTexts { own, aside in
      part.postings.withUnsafeBufferPointer { postings in
        part.lines.withUnsafeBufferPointer { lines in
          take(lines, postings, own, aside, part)
        }
      }
    }
    operationsSeen.insert(newOperations)
    entriesSeen.insert(newEntries)
    newOperations.removeAll(keepingCapacity: true)
    newEntries.removeAll(keepingCapacity: true)
    if part.isTruncated { add("truncatedLastLine", "a last line without its LF", "LF") }
  }

  private mutating func take(
    _ lines: UnsafeBufferPointer<JournalPart.Line>,
    _ postings: UnsafeBufferPointer<JournalPart.PartPosting>, _ own: UnsafeBufferPointer<UInt8>,
    _ aside: UnsafeBufferPointer<UInt8>, _ part: JournalPart
  ) {
    var (posted, failed) = (0, 0)
    for index in lines.indices {
      let length = lines[index].range.count
      if length > JournalHead.lineLimit {
        add("entryTooLarge", "\(length) bytes", "at most \(JournalHead.lineLimit)")
      }
      if let entry = lines[index].entry {
        let end = Int(lines[index].postingsEnd)
        let said = SaidEntry(
          line: lines[index], entry: entry, texts: lines[index].isAside ? aside : own,
          postings: UnsafeBufferPointer(rebasing: postings[posted..<end]))
        take(said, part, chained: index > 0 && lines[index].isChained)
        posted = end
        last = (part.leaves[index], entry.at)
      } else {
        findings.append(part.failures[failed].at(count))
        failed += 1
        last = (part.leaves[index], last?.at ?? Instant.earliest)
      }
      count += 1
    }
  }

  /// The tree: at once where no root within the part is asked for and its lines are numbered as they stand.
  private mutating func grow(_ part: JournalPart) {
    let before = frontier.count
    let after = before + UInt64(part.leaves.count)
    let isAsked = sizes.contains { $0 > before && $0 < after }
    if !isAsked, part.tree.start == before {
      frontier.append(part.tree)
      if sizes.contains(after) { rootAtSize[after] = frontier.root }
      return
    }
    for leaf in part.leaves {
      frontier.append(leaf)
      if sizes.contains(frontier.count) { rootAtSize[frontier.count] = frontier.root }
    }
  }

  private mutating func add(_ rule: String, _ found: String, _ expected: String) {
    findings.append(AuditFinding(rule, entry: count, found: found, expected: expected))
  }
}

/// One entry of a part, as the fold looks at it.
private struct SaidEntry {
  let line: JournalPart.Line
  let entry: ScannedEntry
  let texts: UnsafeBufferPointer<UInt8>
  let postings: UnsafeBufferPointer<JournalPart.PartPosting>

  @inline(__always)
  func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: texts[range])
  }

  func text(_ range: Range<Int>) -> String { String(decoding: texts[range], as: UTF8.self) }

  var body: JSONValue? { try? JSONParser.parse(bytes(entry.body)) }
}

extension JournalFold {
  /// - Parameter chained: whether the line before in the part is known to be the one it names.
  private mutating func take(_ said: SaidEntry, _ part: JournalPart, chained: Bool) {
    let entry = said.entry
    if entry.seq != count { add("wrongSequence", "seq \(entry.seq)", "\(count)") }
    if !chained {
      let expected = (last?.leaf ?? Digest.zero).hex
      let prev = said.text(entry.prev)
      if prev != expected {
        let words = ChainBreak(prev, expected, at: count)
        add("brokenChain", words.found, words.expected)
      }
    }
    if let before = last?.at, entry.at < before {
      add("clockWentBack", "\(entry.at)", "not before \(before)")
    }
    if count == 0 { open(said) }
    let order = begin(said, part)
    if !said.line.isBalanced { addUnbalanced(said) }
    post(said, part)
    if let order { findings.append(order) }
    checkActor(said)
    if SealedEntries.holds(entry.kind), let body = said.body {
      sealed.take(entry.kind, id: said.text(entry.id), body, at: entry.at, count)
    }
    if current.isBooking { checkBooking(said, part) }
    if entry.closes != nil || entry.kind == .gate { close(said) }
  }

  private mutating func open(_ said: SaidEntry) {
    opening = said.body
    isClockFixed = opening?["clock"]?.stringValue == "fixed"
    if said.entry.kind != .opening { add("noOpening", said.entry.kind.rawValue, "opening") }
  }

  /// Puts the entry to its operation.
  ///
  /// - Returns: the finding where the operation does not stand where it may.
  private mutating func begin(_ said: SaidEntry, _ part: JournalPart) -> AuditFinding? {
    var order: AuditFinding?
    let operation = said.bytes(said.entry.operation)
    if current.entryCount > 0, current.isNamed(operation) {
      if current.isClosed {
        order = AuditFinding(
          "operationNotClosed", entry: count, found: current.name,
          expected: "no closed operation again")
      }
      // Of an operation with one entry its own id is enough.
      if current.entryCount == 1 { newEntries.append(current.firstEntry) }
      newEntries.append(said.line.id)
    } else {
      if current.entryCount > 0, !current.isClosed {
        order = AuditFinding(
          "operationNotClosed", entry: count,
          found: "\(said.text(said.entry.operation)) while \(current.name) is open",
          expected: "its closing entry")
      }
      let actor = said.line.hasActor ? said.entry.actor.map { said.bytes($0) } : nil
      current.begin(operation, by: actor, said.line.id)
      newOperations.append(said.line.operation)
      if current.isBooking {
        bookingCount += 1
      } else {
        operations.append(
          JournalAudit.Operation(
            id: current.name, at: said.entry.at, actor: current.actorName,
            entries: OperationEntries(
              from: count, at: part.start + said.line.range.lowerBound, of: source, code: code)))
      }
    }
    current.entryCount += 1
    if !current.isBooking {
      let end = part.start + said.line.range.upperBound + 1
      operations[operations.count - 1].entries.extend(to: count, before: end)
    }
    return order
  }

  /// Every entry names who recorded it, and an operation is one person's.
  private mutating func checkActor(_ said: SaidEntry) {
    guard said.line.hasActor, let actor = said.entry.actor else {
      return add("actorMissing", "nobody who recorded it", "a name in the body's member by")
    }
    if current.hasActor, !current.isBegun(by: said.bytes(actor)) {
      add(
        "actorChanges", "an entry by \(said.text(actor))",
        "\(current.actorName?.text ?? ""), as the operation began")
    }
  }

  private mutating func addUnbalanced(_ said: SaidEntry) {
    for commodity in Commodity.allCases {
      let sum = said.postings.reduce(Int128(0)) {
        $0 + ($1.commodity == commodity ? Int128($1.amount) : 0)
      }
      guard sum != 0 else { continue }
      add(
        "unbalancedEntry",
        "\(DecimalText.plain(sum, decimals: commodity.decimals)) "
          + commodity.unit(code: code ?? "shares"), "0")
    }
  }

  /// Posts what the entry posts; what no account may hold after it is a finding.
  private mutating func post(_ said: SaidEntry, _ part: JournalPart) {
    if current.isBooking {
      totals.add(bookingEntry: count)
    } else {
      totals.begin(current.name, said.entry.kind, accounts.classes)
    }
    var isLow = false
    for posting in said.postings {
      let account = numbers[Int(posting.account)]
      let classNumber = accounts.classNumber(of: account, posting.commodity)
      if let classNumber {
        if current.isBooking {
          totals.add(booked: posting.amount, classNumber)
        } else {
          totals.add(posting.amount, classNumber, entry: count)
        }
      } else {
        add(
          "accountNotOnChart", "\"\(accounts.path(of: account))\"", "an account of the chart")
      }
      if !accounts.add(posting.amount, to: account, posting.commodity) {
        let path = accounts.path(of: account)
        add("overflow", "\(LedgerError.overflow(account: path))", "balances within 64 bits")
      }
      if let classNumber, accounts.amount(of: account, posting.commodity) < 0,
        accounts.hasFloor(classNumber)
      {
        isLow = true
      }
    }
    if isLow { addOverdrawn(said) }
  }

  /// Accounts with a floor that hold less than nothing after the whole entry.
  private mutating func addOverdrawn(_ said: SaidEntry) {
    var told: Set<String> = []
    for posting in said.postings where posting.amount < 0 {
      let account = numbers[Int(posting.account)]
      let amount = accounts.amount(of: account, posting.commodity)
      guard amount < 0,
        let classNumber = accounts.classNumber(of: account, posting.commodity),
        accounts.hasFloor(classNumber), told.insert("\(account) \(posting.commodity)").inserted
      else { continue }
      let text = DecimalText.plain(amount, decimals: posting.commodity.decimals)
      add("overdrawn", "\(accounts.path(of: account)) holds \(text)", "0 or more")
    }
  }

  /// Holds an entry against what its action writes on the balances before it.
  private mutating func checkBooking(_ said: SaidEntry, _ part: JournalPart) {
    guard let shape = said.line.booking, Int64(shape.place) == current.entryCount else {
      return add(
        "bookingDiffers", "entry \(said.text(said.entry.id)) as recorded",
        "what Specs/bookings.md writes for its action")
    }
    // A hold's account was empty before it opens, and is after it ended.
    let hold: JournalPart.PartPosting
    let left: Int64
    switch shape.action {
    case .deposit, .withdraw: return
    case .hold:
      hold = said.postings[1]
      left = accounts.amount(of: numbers[Int(hold.account)], .cash) &- hold.amount
    case .capture, .release:
      hold = said.postings[0]
      left = accounts.amount(of: numbers[Int(hold.account)], .cash)
    }
    if left != 0 {
      add(
        "bookingDiffers",
        "\(accounts.path(of: numbers[Int(hold.account)])) with "
          + "\(DecimalText.plain(left, decimals: 2)) beside the hold",
        "a hold opens where nothing is kept, and ends as a whole")
    }
  }

  /// What is found where a gate closes an operation that is not its own.
  static let otherGate = "a gate for another operation"

  private mutating func close(_ said: SaidEntry) {
    current.isClosed = true
    if !current.isBooking { operations[operations.count - 1].isClosed = true }
    if !(said.entry.closes.map { current.isNamed(said.bytes($0)) } ?? false) {
      add("operationNotClosed", Self.otherGate, current.name)
    }
    guard said.entry.hasOtherMembers,
      let clear = said.body?["clear"]?.arrayValue?.compactMap(\.stringValue),
      let open = accounts.firstOpen(under: clear)
    else { return }
    let amount = DecimalText.plain(open.amount, decimals: open.commodity.decimals)
    add("gateNotClear", "\(open.account) holds \(amount)", "0")
  }

  /// After the last part.
  mutating func finish() throws {
    totals.finish(all: accounts.classes)
    if operationsSeen.isSuspicious || entriesSeen.isSuspicious {
      let repeated = try RepeatedIDs(source, code: code, operationsSeen, entriesSeen)
      findings = repeated.merged(into: findings)
    }
    if current.entryCount > 0, !current.isClosed {
      findings.append(
        AuditFinding(
          "operationNotClosed", entry: count - 1, found: "\(current.name) open at the end",
          expected: "its closing entry"))
    }
    for (account, amount) in accounts.open(.shares)
    where account.isWithin("register") && amount < 0 {
      findings.append(
        AuditFinding("negativeHolding", found: "\(account) holds \(amount)", expected: "above 0"))
    }
  }
}

extension AuditFinding {
  /// The same of the entry with that number.
  fileprivate func at(_ entry: Int64) -> AuditFinding {
    AuditFinding(rule, entry: entry, found: found, expected: expected)
  }
}
