import Offerings
import Quantities
import Reconciliation
import TradingDays

/// Makes a statement of the elements of a camt.053 message and collects what is wrong with them.
/// After XML that is not well-formed it stops.
struct CamtReader {
  private var scanner: XMLScanner
  private var places: LineIndex
  private let file: String
  private let faults: FaultList
  /// Where in the tree of paths each open element is; nil where no path leads.
  private var path: [Int?] = [0]
  private var origins: [Int] = []
  private var text: [UInt8] = []
  private var currency: String?
  private var namespace: String?

  private var statement = CamtStatement()
  private var lines: [BankLine] = []
  private var statements: [CamtStatement] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, faults: FaultList) {
    scanner = XMLScanner(bytes)
    places = LineIndex(bytes)
    self.file = file
    self.faults = faults
  }

  mutating func read() -> BankStatement {
    do throws(XMLScanner.Fault) {
      reading: while true {
        switch try scanner.next() {
        case .start: guard start() else { break reading }
        case .text: text.append(contentsOf: scanner.text)
        case .end: end()
        case .endOfDocument: break reading
        }
      }
    } catch {
      add(error.rule, at: error.offset, found: error.found, expected: error.expected)
    }
    if faults.count == 0, statements.isEmpty {
      add("noStatement", at: 0, found: "no Stmt", expected: "at least 1")
    }
    checkSequences()
    return BankStatement(lines: lines, balances: statements.compactMap(\.finished))
  }

  /// False where the document is no camt.053, so that nothing more can be read.
  private mutating func start() -> Bool {
    if namespace == nil {
      namespace = scanner.namespace
      let version = scanner.namespace.dropFirst(CamtStatementFile.namespacePrefix.count)
      guard scanner.name == "Document",
        scanner.namespace.hasPrefix(CamtStatementFile.namespacePrefix),
        CamtStatementFile.versions.contains(String(version))
      else {
        add(
          "unknownNamespace", at: scanner.origin,
          found: "\(scanner.name) of \"\(scanner.namespace)\"",
          expected: "Document of \(CamtStatementFile.namespacePrefix)02 to 13")
        return false
      }
    }
    let isOwn = scanner.namespace == namespace
    let parent = isOwn ? path.last ?? nil : nil
    let place = parent.flatMap { CamtElement.tree[$0].children[scanner.name] }
    path.append(place)
    origins.append(scanner.origin)
    text.removeAll(keepingCapacity: true)
    currency = scanner.attributes.first { $0.name == "Ccy" }?.value
    switch place.flatMap({ CamtElement.tree[$0].element }) {
    case .statement: statement = CamtStatement()
    case .balance: statement.balance = CamtStatement.Balance()
    case .entry: statement.entry = CamtStatement.Entry()
    case .detail: statement.entry.details.append(CamtStatement.Detail())
    default: break
    }
    return true
  }

  private mutating func end() {
    let place = path.removeLast()
    let origin = origins.removeLast()
    if let element = place.flatMap({ CamtElement.tree[$0].element }) { take(element, origin) }
    text.removeAll(keepingCapacity: true)
  }

  /// What an element held, now that it is complete.
  private mutating func take(_ element: CamtElement, _ origin: Int) {
    switch element {
    case .statement: finishStatement(origin)
    case .statementID: statement.id = content
    case .iban, .otherAccount: statement.account = content
    case .sequence: statement.sequence = sequence(origin)
    case .balance: finishBalance(origin)
    case .balanceCode: statement.balance.code = content
    case .balanceAmount: statement.balance.amount = amount(origin)
    case .balanceSide: statement.balance.isOut = side(origin)
    case .entry: finishEntry(origin)
    case .entryReference: statement.entry.reference = content
    case .entryAmount: statement.entry.amount = amount(origin)
    case .entrySide: statement.entry.isOut = side(origin)
    case .status, .statusCode: if !content.isEmpty { statement.entry.status = content }
    case .bookingDay: statement.entry.bookedAt = time(String(content.prefix(10)), origin)
    case .bookingTime: statement.entry.bookedAt = time(Self.withoutFraction(content), origin)
    case .servicerReference: statement.entry.servicerReference = content
    case .detail: break
    case .endToEnd: statement.entry.details[last].reference = content
    case .detailAmount: statement.entry.details[last].amount = amount(origin)
    case .detailSide: statement.entry.details[last].isOut = side(origin)
    case .transactionAmount: statement.entry.details[last].transactionAmount = amount(origin)
    }
  }

  private var last: Int { statement.entry.details.count - 1 }

  /// The text of the element, white space around it taken off.
  private var content: String {
    let start = text.firstIndex { !XMLScanner.isBlank($0) } ?? text.endIndex
    let end = text.lastIndex { !XMLScanner.isBlank($0) }.map { $0 + 1 } ?? start
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private mutating func add(_ rule: String, at offset: Int, found: String, expected: String) {
    let (line, column) = places.position(of: offset)
    faults.add(
      InputFault(
        rule, at: Place(file: file, line: line, column: column), found: found, expected: expected))
  }
}

// MARK: Values

extension CamtReader {
  /// An exact amount in yuan. ISO 20022 allows five decimals; beyond the fen they have to be zeros.
  private mutating func amount(_ origin: Int) -> Money? {
    let text = content
    if let currency, currency != "CNY" {
      add("wrongCurrency", at: origin, found: "\"\(currency)\"", expected: "CNY")
      return nil
    }
    var digits = text[...]
    if let point = digits.firstIndex(of: "."), digits[point...].utf8.count <= 6 {
      while digits.hasSuffix("0"), digits[point...].utf8.count > 3 { digits.removeLast() }
    }
    // A decimal of XML Schema may begin with zeros.
    while digits.hasPrefix("0"), digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
    if let amount = try? Money(parsing: digits) { return amount }
    add(
      "malformedAmount", at: origin, found: "\"\(text)\"",
      expected: "an amount in yuan with at most 2 decimals, without a sign")
    return nil
  }

  private mutating func side(_ origin: Int) -> Bool? {
    switch content {
    case "CRDT": return false
    case "DBIT": return true
    default:
      add("malformedSide", at: origin, found: "\"\(content)\"", expected: "CRDT or DBIT")
      return nil
    }
  }

  private mutating func sequence(_ origin: Int) -> Int64? {
    guard let number = try? DecimalText.parse(content, decimals: 0, as: "a number") else {
      add("malformedInteger", at: origin, found: "\"\(content)\"", expected: "a whole number")
      return nil
    }
    return number
  }

  private mutating func time(_ text: String, _ origin: Int) -> Instant? {
    if let instant = Instant(market: text) { return instant }
    add(
      "malformedTime", at: origin, found: "\"\(content)\"",
      expected: "a day or a time such as 2020-05-25T15:30:00+08:00")
    return nil
  }

  /// A time without the fraction of its second.
  private static func withoutFraction(_ text: String) -> String {
    guard let point = text.firstIndex(of: ".") else { return text }
    return String(text[..<point] + text[text.index(after: point)...].drop { $0.isNumber })
  }
}

// MARK: Wholes

extension CamtReader {
  private mutating func finishBalance(_ origin: Int) {
    let balance = statement.balance
    guard ["OPBD", "PRCD", "CLBD"].contains(balance.code) else { return }
    guard let amount = balance.signed else {
      return add(
        "missingElement", at: origin, found: "a balance without all its parts",
        expected: "Amt and CdtDbtInd")
    }
    if statement.balances.updateValue(amount, forKey: balance.code) != nil {
      add("balanceTwice", at: origin, found: "\(balance.code) again", expected: "each once")
    }
  }

  private mutating func finishEntry(_ origin: Int) {
    let entry = statement.entry
    guard let amount = entry.signed, !entry.status.isEmpty else {
      return add(
        "missingElement", at: origin, found: "an entry without all its parts",
        expected: "Amt, CdtDbtInd and Sts")
    }
    guard entry.status == "BOOK" else { return }
    do {
      statement.movements = try statement.movements + amount
    } catch {
      add("overflow", at: origin, found: "\(error)", expected: "sums within 64 bits")
    }
    guard let parts = entry.parts else {
      return add(
        "missingElement", at: origin, found: "several transactions without their amounts",
        expected: "Amt in each TxDtls")
    }
    guard parts.reduce(Int128(0), { $0 + Int128($1.amount.fen) }) == Int128(amount.fen) else {
      return add(
        "detailsDoNotSum", at: origin,
        found: DecimalText.plain(
          parts.reduce(Int128(0)) { $0 + Int128($1.amount.fen) }, decimals: 2)
          + " in its transactions",
        expected: amount.canonical)
    }
    // Zero is no movement.
    for part in parts where part.amount != .zero {
      let reference = part.reference == "NOTPROVIDED" ? "" : part.reference
      let labels = [reference, entry.servicerReference, entry.reference]
      lines.append(
        BankLine(
          reference: reference, account: nil, amount: part.amount, bookedAt: entry.bookedAt,
          label: labels.first { !$0.isEmpty } ?? "line \(places.position(of: origin).line)"))
    }
  }

  private mutating func finishStatement(_ origin: Int) {
    statement.origin = origin
    if statement.id.isEmpty {
      add("missingElement", at: origin, found: "a statement without its Id", expected: "Id")
    }
    if statement.opening == nil || statement.closing == nil {
      add(
        "missingBalance", at: origin,
        found: "balances " + statement.balances.keys.sorted().joined(separator: ", "),
        expected: "OPBD and CLBD")
    }
    statements.append(statement)
  }

  /// Statements of one account that are numbered stand for one period each: none may be missing.
  private mutating func checkSequences() {
    var accounts: [String: [CamtStatement]] = [:]
    for statement in statements where statement.sequence != nil {
      accounts[statement.account, default: []].append(statement)
    }
    for account in accounts.keys.sorted() {
      let series = (accounts[account] ?? []).sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
      for (before, after) in zip(series, series.dropFirst()) {
        guard let number = before.sequence, let next = after.sequence, next != number + 1 else {
          continue
        }
        add(
          next == number ? "statementTwice" : "statementMissing", at: after.origin,
          found: "statement number \(next) after \(number)", expected: "\(number + 1)")
      }
    }
  }
}
