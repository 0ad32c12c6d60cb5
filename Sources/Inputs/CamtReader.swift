import Quantities
import Reconciliation
import TradingDays

/// Takes statements out of the elements of a camt.053 message, one entry after the other, and
/// collects what is wrong with them. After XML that is not well-formed it stops.
struct CamtReader: ~Copyable {
  private var scanner: XMLScanner
  private let file: String
  let faults: FaultList
  /// Where in the tree of paths each open element is; nil where no path leads.
  private var path: [Int?] = [0]
  private var places: [Place] = []
  private var text: [UInt8] = []
  private var isWanted = false
  private var currency: String?
  /// How often each element of the tree stood, and the count of its owner when it stood last.
  private var counts = [Int](repeating: 0, count: CamtElement.tree.count)
  private var seen = [Int](repeating: -1, count: CamtElement.tree.count)
  private var namespace: String?
  /// The message's own pages.
  private var messagePage: Int64?
  private var messageIsLast: Bool?

  var statement: CamtStatement
  private(set) var parts: [StatementPart] = []
  let emit: (BankLine) -> Void

  /// - Parameter emit: takes each movement as soon as its entry is read.
  init(
    _ source: ByteSource, file: String, faults: FaultList, emit: @escaping (BankLine) -> Void
  ) {
    scanner = XMLScanner(source)
    self.file = file
    self.faults = faults
    self.emit = emit
    statement = CamtStatement(at: Place(file: file, line: 1, column: 1))
  }

  /// Reads the message to its end.
  ///
  /// - Throws: what the source throws.
  mutating func read() throws -> [StatementPart] {
    let before = faults.count
    do throws(XMLScanner.Fault) {
      reading: while true {
        switch try scanner.next() {
        case .start: guard start() else { break reading }
        case .text: if isWanted { text.append(contentsOf: scanner.text) }
        case .end: end()
        case .endOfDocument: break reading
        }
      }
    } catch {
      if let reason = scanner.window.sourceError { throw reason }
      add(
        error.rule, at: Place(file: file, line: error.line, column: error.column),
        found: error.found, expected: error.expected)
    }
    if let reason = scanner.window.sourceError { throw reason }
    if faults.count == before, parts.isEmpty {
      add(
        "noStatement", at: Place(file: file, line: 1, column: 1), found: "no Stmt",
        expected: "at least 1")
    }
    return parts
  }

  /// False where the document is no camt.053, so that nothing more can be read.
  private mutating func start() -> Bool {
    let here = Place(file: file, line: scanner.line, column: scanner.column)
    if namespace == nil {
      namespace = scanner.namespace
      let version = scanner.namespace.dropFirst(CamtStatementFile.namespacePrefix.count)
      guard scanner.name == "Document",
        scanner.namespace.hasPrefix(CamtStatementFile.namespacePrefix),
        CamtStatementFile.versions.contains(String(version))
      else {
        add(
          "unknownNamespace", at: here, found: "\(scanner.name) of \"\(scanner.namespace)\"",
          expected: "Document of \(CamtStatementFile.namespacePrefix)02 to 14")
        return false
      }
    }
    let isOwn = scanner.namespace == namespace
    let parent = isOwn ? path.last ?? nil : nil
    let place = parent.flatMap { CamtElement.tree[$0].children[scanner.name] }
    path.append(place)
    places.append(here)
    text.removeAll(keepingCapacity: true)
    isWanted = place != nil
    currency = scanner.attributes.first { $0.name == "Ccy" }?.value
    switch place.flatMap({ CamtElement.tree[$0].element }) {
    case .statement: statement = CamtStatement(at: here)
    case .balance: statement.balance = CamtStatement.Item()
    case .entry: statement.entry = CamtStatement.Entry(place: here)
    case .batch: statement.entry.batches.append(CamtStatement.Batch())
    case .detail: statement.entry.batches[lastBatch].details.append(CamtStatement.Item())
    case .charge, .oldCharge: statement.entry.charges.append(CamtStatement.Item())
    default: break
    }
    if let place { count(place, here) }
    return true
  }

  /// Notes an element that stands twice where it may stand once: which of the two counts, nobody can
  /// tell.
  private mutating func count(_ place: Int, _ here: Place) {
    counts[place] += 1
    let node = CamtElement.tree[place]
    guard let element = node.element, let once = node.once else { return }
    guard seen[once] == counts[node.owner] else {
      seen[once] = counts[node.owner]
      return
    }
    let again = CamtStatement.Again(name: scanner.name, place: here)
    if element.isOfEntry, !element.tellsKind {
      statement.entry.again.append(again)
    } else if element.isOfBalance, !element.tellsKind {
      statement.balance.again.append(again)
    } else {
      refuse([again])
    }
  }

  func refuse(_ twice: [CamtStatement.Again]) {
    for again in twice {
      add("elementTwice", at: again.place, found: "\(again.name) again", expected: "it once")
    }
  }

  private mutating func end() {
    let place = path.removeLast()
    let origin = places.removeLast()
    if let element = place.flatMap({ CamtElement.tree[$0].element }) {
      if element.isOfEntry {
        takeOfEntry(element, origin)
      } else {
        take(element, origin)
      }
    }
    text.removeAll(keepingCapacity: true)
    isWanted = false
  }

  /// What an element of the statement held, now that it is complete.
  private mutating func take(_ element: CamtElement, _ origin: Place) {
    switch element {
    case .messagePage: messagePage = number(origin)
    case .messageIsLast: messageIsLast = indicator(content, origin)
    case .statement:
      if statement.part.page == nil, messagePage != nil {
        (statement.part.page, statement.part.isLast) = (messagePage, messageIsLast)
      }
      if let part = finishStatement() { parts.append(part) }
    case .statementID: (statement.part.id, statement.part.identity) = (content, content)
    case .iban, .otherAccount: statement.part.account = content
    case .sequence: statement.part.sequence = number(origin)
    case .page: statement.part.page = number(origin)
    case .isLastPage: statement.part.isLast = indicator(content, origin)
    case .balance: finishBalance(origin)
    case .balanceCode: statement.balance.code = content
    case .balanceAmount: statement.balance.amount = rawAmount(origin)
    case .balanceSide: statement.balance.side = (content, origin)
    case .balanceDay, .balanceTime: statement.balance.day = Day(content.prefix(10))
    case .entry: finishEntry()
    default: break
    }
  }

  private mutating func takeOfEntry(_ element: CamtElement, _ origin: Place) {
    switch element {
    case .entryReference: statement.entry.reference = content
    case .entryAmount: statement.entry.whole.amount = rawAmount(origin)
    case .entrySide: statement.entry.whole.side = (content, origin)
    case .status, .statusCode: if !content.isEmpty { statement.entry.status = content }
    case .bookingDay, .bookingTime: statement.entry.bookedAt = (content, origin)
    case .servicerReference: statement.entry.servicerReference = content
    case .chargeAmount, .oldChargeAmount:
      statement.entry.charges[lastCharge].amount = rawAmount(origin)
    case .chargeSide, .oldChargeSide:
      statement.entry.charges[lastCharge].side = (content, origin)
    case .chargeIsIncluded: statement.entry.charges[lastCharge].inclusion = (content, origin)
    case .batchCount:
      let text = content
      statement.entry.batches[lastBatch].count = (Int64(text), text, origin)
    case .batchAmount: statement.entry.batches[lastBatch].total.amount = rawAmount(origin)
    case .batchSide: statement.entry.batches[lastBatch].total.side = (content, origin)
    case .endToEnd: statement.entry.batches[lastBatch].details[lastDetail].reference = content
    case .remittance:
      if content.hasPrefix(CamtStatementFile.codeWord) {
        statement.entry.batches[lastBatch].details[lastDetail].remittance = content
      }
    case .detailAmount:
      statement.entry.batches[lastBatch].details[lastDetail].amount = rawAmount(origin)
    case .detailSide:
      statement.entry.batches[lastBatch].details[lastDetail].side = (content, origin)
    case .transactionAmount:
      statement.entry.batches[lastBatch].details[lastDetail].transactionAmount =
        rawAmount(origin)
    default: break
    }
  }

  private var lastBatch: Int { statement.entry.batches.count - 1 }
  private var lastDetail: Int { statement.entry.batches[lastBatch].details.count - 1 }
  private var lastCharge: Int { statement.entry.charges.count - 1 }

  /// The text of the element, white space around it taken off.
  private var content: String {
    let start = text.firstIndex { !XMLScanner.isBlank($0) } ?? text.endIndex
    let end = text.lastIndex { !XMLScanner.isBlank($0) }.map { $0 + 1 } ?? start
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// A boolean of XML Schema; nil and a fault where it is none.
  func indicator(_ text: String, _ place: Place) -> Bool? {
    if let value = ["true": true, "1": true, "false": false, "0": false][text] { return value }
    add("malformedIndicator", at: place, found: "\"\(text)\"", expected: "true or false")
    return nil
  }

  private func rawAmount(_ place: Place) -> CamtStatement.RawAmount {
    CamtStatement.RawAmount(text: content, currency: currency, place: place)
  }

  private func number(_ place: Place) -> Int64? {
    guard let number = try? DecimalText.parse(content, decimals: 0, as: "a number") else {
      add("malformedInteger", at: place, found: "\"\(content)\"", expected: "a whole number")
      return nil
    }
    return number
  }

  func add(_ rule: String, at place: Place, found: String, expected: String) {
    faults.add(InputFault(rule, at: place, found: found, expected: expected))
  }
}
