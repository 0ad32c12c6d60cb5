import Cryptography
import Offerings
import Parallelism
import Quantities
import TradingDays

/// A CSV file with its columns found: gives each data row's fields by column, collects what is wrong
/// and refuses all of it at the end.
struct RowReader {
  /// One column: its name and whether the file must have it.
  struct Column {
    let name: String
    var isRequired = true
  }

  let file: String
  let faults: FaultList
  private(set) var scanner: CSVScanner
  /// The field index of each column; nil where an optional one is missing.
  private var indices: [Int?] = []
  private var fieldCount = 0
  private(set) var rows = 0

  /// Reads the header; a missing or unknown column is a fault and no row follows.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, columns: [Column], faults: FaultList
  ) {
    self.file = file
    self.faults = faults
    scanner = CSVScanner(bytes)
    readHeader(columns)
  }

  private mutating func readHeader(_ columns: [Column]) {
    switch scanner.next() {
    case .end:
      add(
        "missingHeader", at: scanner.lineStart, found: "an empty file",
        expected: Self.list(columns))
      return
    case .malformed(let rule, let offset, let found, let expected):
      add(rule, at: offset, found: found, expected: expected)
      return
    case .fields: break
    }
    let names = scanner.fields.map { scanner.text($0) }
    fieldCount = names.count
    indices = columns.map { column in names.firstIndex(of: column.name) }
    for (column, index) in zip(columns, indices) where index == nil && column.isRequired {
      add(
        "missingColumn", at: scanner.lineStart, found: names.joined(separator: ","),
        expected: "a column \"\(column.name)\"")
    }
    for (position, name) in names.enumerated() {
      let column = columns.firstIndex { $0.name == name }
      let isKnown = column != nil
      let isFirst = column.map { indices[$0] == position } ?? true
      if !isKnown || !isFirst {
        add(
          isKnown ? "duplicateColumn" : "unknownColumn", at: scanner.fields[position].origin,
          found: "\"\(name)\"", expected: Self.list(columns) + ", each once")
      }
    }
    if faults.count > 0 { fieldCount = 0 }
  }

  private static func list(_ columns: [Column]) -> String {
    columns.map(\.name).joined(separator: ",")
  }

  /// Whether the header names the first of the columns, in their order and nothing else.
  var isInOrder: Bool {
    fieldCount > 0 && indices.prefix(fieldCount).elementsEqual((0..<fieldCount).map { $0 })
  }

  /// How many fields a row has.
  var columnCount: Int { fieldCount }

  /// Counts the next row, which somebody else has read up to its LF.
  @inline(__always)
  mutating func pass(rowEndingAt end: Int) {
    scanner.pass(rowEndingAt: end)
    rows += 1
  }

  /// The next row that has all its fields; false at the end of the file.
  mutating func next() -> Bool {
    guard fieldCount > 0 else { return false }
    while true {
      switch scanner.next() {
      case .end:
        if rows == 0, faults.count == 0 {
          add("noRows", at: scanner.lineStart, found: "0 rows", expected: "at least 1")
        }
        return false
      case .malformed(let rule, let offset, let found, let expected):
        add(rule, at: offset, found: found, expected: expected)
      case .fields:
        rows += 1
        if scanner.fields.count == fieldCount { return true }
        add(
          scanner.isUnterminated ? "truncatedLastLine" : "wrongFieldCount", at: scanner.lineStart,
          found: "\(scanner.fields.count) fields",
          expected: "\(fieldCount)")
      }
    }
  }

  /// The field of a column in the current row.
  func field(_ column: Int) -> CSVScanner.Field? {
    indices[column].map { scanner.fields[$0] }
  }

  /// The text of a column in the current row; empty where the column is missing.
  func text(_ column: Int) -> String {
    field(column).map(scanner.text) ?? ""
  }

  func add(_ rule: String, at offset: Int, found: String, expected: String) {
    // Where it is costs a look at its line, so that it is told only of a fault that is kept.
    faults.add(
      InputFault(rule, at: place(of: offset), found: found, expected: expected))
  }

  private func place(of offset: Int) -> Place {
    let (line, column) = scanner.position(of: offset)
    return Place(file: file, line: line, column: column)
  }

  /// A fault in a row that has been passed.
  func addLater(_ rule: String, at offset: Int, found: String, expected: String) {
    var lines = LineIndex(scanner.bytes)
    let (line, column) = lines.position(of: offset)
    faults.add(
      InputFault(
        rule, at: Place(file: file, line: line, column: column), found: found, expected: expected))
  }

  /// A fault at a column of the current row.
  func add(_ rule: String, column: Int, expected: String) {
    add(
      rule, at: field(column)?.origin ?? scanner.lineStart, found: "\"\(text(column))\"",
      expected: expected)
  }

  /// A column read by `parse`; a stand-in and a fault where the text is not one.
  func value<Value>(
    _ column: Int, or standIn: Value, rule: String, expected: String,
    parse: (String) throws -> Value?
  ) -> Value {
    if let value = try? parse(text(column)) { return value }
    add(rule, column: column, expected: expected)
    return standIn
  }

  func name(_ column: Int) -> AccountName {
    value(
      column, or: .underwriter, rule: "malformedName", expected: AccountName.expectation
    ) { AccountName($0) }
  }

  /// Shares above zero.
  func shares(_ column: Int) -> Shares {
    value(
      column, or: .zero, rule: "malformedShares", expected: "a whole number of shares above 0"
    ) { text in
      let shares = try Shares(parsing: text)
      return shares > .zero ? shares : nil
    }
  }

  /// An amount above zero.
  func money(_ column: Int) -> Money {
    value(
      column, or: .zero, rule: "malformedAmount",
      expected: "an amount in yuan above 0 with at most 2 decimals"
    ) { text in
      let amount = try Money(parsing: text)
      return amount > .zero ? amount : nil
    }
  }

  func instant(_ column: Int) -> Instant {
    value(
      column, or: Instant.earliest, rule: "malformedTime",
      expected: "a time such as 2020-05-25T15:30:00+08:00"
    ) { Instant(market: $0) }
  }
}

extension RowReader {
  /// Opens a file's bytes, lets `read` take the rows, and seals what it made.
  ///
  /// - Throws: every fault of the file at once.
  static func read<Value>(
    _ bytes: [UInt8], file: String, columns: [Column],
    rows read: (inout RowReader) -> Value
  ) throws(InputRefusal) -> Sealed<Value> {
    guard bytes.count < Int(UInt32.max) else {
      throw InputRefusal(faults: [tooLarge(bytes.count, file: file)])
    }
    guard bytes.isASCII || String(validating: bytes, as: UTF8.self) != nil else {
      throw InputRefusal(faults: [invalidUTF8(in: bytes, file: file)])
    }
    let faults = FaultList()
    let (digest, (value, rowCount)) = concurrently(
      { SHA256.hash(bytes) },
      {
        bytes.withUnsafeBufferPointer { buffer in
          var reader = RowReader(buffer, file: file, columns: columns, faults: faults)
          let value = read(&reader)
          return (value, reader.rows)
        }
      })
    try faults.check()
    return Sealed(
      file: SealedFile(name: file, sha256: digest, rows: rowCount), value: value)
  }
}

/// Offsets have 32 bits.
func tooLarge(_ count: Int, file: String) -> InputFault {
  InputFault(
    "fileTooLarge", at: Place(file: file, line: 1, column: 1), found: "\(count) bytes",
    expected: "below 4 GiB")
}

extension [UInt8] {
  /// True where no byte has its high bit set, so that the bytes are UTF-8 without a closer look.
  fileprivate var isASCII: Bool {
    withUnsafeBytes { raw in
      var high: UInt64 = 0
      var offset = 0
      while offset + 8 <= raw.count {
        high |= raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      while offset < raw.count {
        high |= UInt64(raw[offset])
        offset += 1
      }
      return high & 0x8080_8080_8080_8080 == 0
    }
  }
}
