import Quantities
import Reconciliation
import TradingDays

/// Reads SWIFT MT940 customer statements (Category 9, Standards Release 2023): bare, or in the blocks
/// `{1:}{2:}{4:` … `-}`; one or more messages a file, each a page of a statement.
///
/// The reference of an entry is what its :86: has after `/EREF/`; else :61:'s reference for the
/// account owner; else the whole of a :86: that is one word. Amounts are in CNY.
struct MT940Reader: ~Copyable {
  let file: String
  let faults: FaultList
  private var lines: TextLines
  private var state = State.between
  private var field: MT940Field?
  private var message: Message?
  private var parts: [StatementPart] = []
  private let emit: (BankLine) -> Void

  private enum State {
    case between
    case bare
    case block
  }

  /// A message while it is being read.
  struct Message {
    var part: StatementPart
    var rank = 0
    var tags: Set<String> = []
    var entry: MT940Entry?
  }

  /// - Parameter emit: takes each movement as soon as its entry is read.
  init(
    _ source: ByteSource, file: String, faults: FaultList, emit: @escaping (BankLine) -> Void
  ) {
    lines = TextLines(source)
    self.file = file
    self.faults = faults
    self.emit = emit
  }

  /// Reads the messages to the end of the source.
  ///
  /// - Throws: what the source throws.
  mutating func read() throws -> [StatementPart] {
    let before = faults.count
    while let line = lines.next() {
      if lines.window.invalidByte != nil, !lines.hasMore { break }
      take(line)
    }
    if let reason = lines.window.sourceError { throw reason }
    if let byte = lines.window.invalidByte {
      add("invalidUTF8", at: end, found: "byte \(byte)", expected: "UTF-8")
      return []
    }
    finishField()
    if state == .block {
      add("messageCutOff", at: end, found: "the end of the file", expected: "-}")
    }
    finishMessage()
    if faults.count == before, parts.isEmpty {
      add("noStatement", at: here(), found: "no message", expected: "at least 1")
    }
    return parts
  }

  private func here(_ column: Int = 1) -> Place {
    Place(file: file, line: max(1, lines.number), column: column)
  }

  private var end: Place { Place(file: file, line: lines.end.line, column: lines.end.column) }

  // MARK: Lines

  private mutating func take(_ line: String) {
    if let control = line.unicodeScalars.firstIndex(where: { $0.value < 0x20 }) {
      let column = line.unicodeScalars.distance(from: line.startIndex, to: control) + 1
      return add(
        "malformedLine", at: here(column),
        found: "the control character \(line.unicodeScalars[control].value)",
        expected: "text, and LF or CRLF")
    }
    switch state {
    case .between:
      if line.allSatisfy({ $0 == " " }) { return }
      if line.hasPrefix("{") { return readBlocks(line, column: 1) }
      state = .bare
      takeText(line)
    case .bare:
      if line == "-" { return endText() }
      takeText(line)
    case .block:
      guard line.hasPrefix("-}") else { return takeText(line) }
      endText()
      readBlocks(String(line.dropFirst(2)), column: 3)
    }
  }

  private mutating func endText() {
    finishField()
    finishMessage()
    state = .between
  }

  /// The blocks before and after a text: basic header, application header, user header, trailers.
  private mutating func readBlocks(_ line: String, column: Int) {
    var cursor = FieldCursor(line, column: column)
    while !cursor.isAtEnd {
      let start = cursor.column
      guard cursor.take("{"), let number = cursor.take(exactly: 1, where: FieldCursor.isCode),
        cursor.take(":")
      else {
        return add(
          "malformedBlock", at: here(start), found: "\"\(cursor.rest.prefix(12))\"",
          expected: "a block such as {1:")
      }
      if number == "4" {
        state = .block
        guard cursor.isAtEnd else {
          return add(
            "malformedBlock", at: here(cursor.column), found: "\"\(cursor.rest.prefix(12))\"",
            expected: "a line end after {4:")
        }
        return
      }
      let type = cursor.peek(4)
      if number == "2", type != "O940", type != "I940" {
        add(
          "unknownMessage", at: here(cursor.column), found: "\"\(type)\"", expected: "O940 or I940")
      }
      var depth = 1
      while depth > 0 {
        _ = cursor.take(most: .max) { $0 != "{" && $0 != "}" }
        if cursor.take("{") { depth += 1 } else if cursor.take("}") { depth -= 1 } else { break }
      }
      guard depth == 0 else {
        return add(
          "malformedBlock", at: here(start), found: "a block without its end", expected: "}")
      }
    }
  }

  private mutating func takeText(_ line: String) {
    if let next = MT940Field(line, file: file, line: lines.number) {
      finishField()
      field = next
    } else if field != nil, !line.isEmpty {
      field?.lines.append(line)
    } else if !line.isEmpty {
      add(
        "malformedField", at: here(), found: "\"\(line.prefix(12))\"",
        expected: "a field such as :20:")
    }
  }

  // MARK: Fields

  private mutating func finishField() {
    guard let field else { return }
    self.field = nil
    if field.tag == "20" {
      finishMessage()
      message = Message(part: StatementPart(place: field.place))
    }
    guard var current = message else {
      return add(
        "fieldOutOfOrder", at: field.place, found: ":\(field.tag):", expected: ":20: first")
    }
    defer { message = current }
    if field.tag != "86" { emitEntry(&current) }
    guard isInOrder(field, &current) else { return }
    switch field.tag {
    case "20": current.part.id = text(field, most: 16)
    case "25", "25P": current.part.account = text(field, most: 35)
    case "28C": readNumber(field, &current.part)
    case "60F": current.part.opening = balance(field)?.amount
    case "60M": current.part.interimOpening = balance(field)?.amount
    case "62F":
      let closing = balance(field)
      (current.part.closing, current.part.year) = (closing?.amount, closing?.day.year)
      current.part.isLast = true
    case "62M":
      let closing = balance(field)
      (current.part.interimClosing, current.part.year) = (closing?.amount, closing?.day.year)
      current.part.isLast = false
    case "61":
      current.entry = MT940Entry(field, faults)
      if let amount = current.entry?.amount {
        do {
          current.part.movements = try current.part.movements + amount
        } catch {
          add("overflow", at: field.place, found: "\(error)", expected: "sums within 64 bits")
        }
      }
    case "86":
      current.entry?.information = field.lines.joined()
      emitEntry(&current)
    default: break
    }
  }

  private func emitEntry(_ message: inout Message) {
    // Zero is no movement.
    if let line = message.entry?.line, line.amount != .zero { emit(line) }
    message.entry = nil
  }

  /// Whether a field stands where MT940 has it.
  private func isInOrder(_ field: MT940Field, _ message: inout Message) -> Bool {
    guard let rank = field.rank else {
      add(
        "unknownField", at: field.place, found: ":\(field.tag):",
        expected: "20, 21, 25, 28C, 60F, 60M, 61, 62F, 62M, 64, 65 or 86")
      return false
    }
    // Information may follow an entry, or the closing balance for the whole.
    if field.tag == "86" { return true }
    let isRepeated = rank == message.rank && !["20", "61", "65"].contains(field.tag)
    guard rank >= message.rank, !isRepeated, rank < 5 || message.tags.contains("60") else {
      add(
        isRepeated ? "fieldTwice" : "fieldOutOfOrder", at: field.place, found: ":\(field.tag):",
        expected: isRepeated ? "each once" : "20, 25, 28C, 60, 61, 62, 64 in this order")
      return false
    }
    message.rank = rank
    message.tags.insert(String(field.tag.prefix(2)))
    return true
  }

  private mutating func finishMessage() {
    guard var current = message else { return }
    message = nil
    emitEntry(&current)
    let missing = ["25", "28", "60", "62"].filter { !current.tags.contains($0) }
    guard missing.isEmpty else {
      return add(
        "missingField", at: current.part.place,
        found: "a message without \(missing.map { ":\($0):" }.joined(separator: ", "))",
        expected: ":20:, :25:, :28C:, :60F: and :62F:")
    }
    parts.append(current.part)
  }

  func add(_ rule: String, at place: Place, found: String, expected: String) {
    faults.add(InputFault(rule, at: place, found: found, expected: expected))
  }
}
