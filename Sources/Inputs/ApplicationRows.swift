import Offerings

/// The rows of an application file while it is read: their index, their names for the search for
/// duplicates, and a copy of the rows where the file's own bytes are not in the list's form.
struct ApplicationRows {
  private(set) var index = ApplicationIndex()
  /// The rows as `account,shares[,salt]` LF; nil as long as the file's own bytes are just that.
  private(set) var copied: [UInt8]?
  private var names = DuplicateNames()
  /// Where the next row has to begin for the file's bytes to be the list's.
  private var next: Int?

  init(reserving rows: Int) {
    index.reserve(rows)
    names.reserve(rows)
  }

  /// Takes a row that stands in the file as the list wants it.
  @inline(__always)
  mutating func append(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ row: PlainApplicationRow
  ) {
    names.append(UnsafeRawBufferPointer(bytes), start: start, length: row.nameEnd - start)
    if copied == nil {
      if start == next ?? start {
        index.append(rowAt: start, lots: row.lots)
        next = row.end + 1
        return
      }
      copied = Array(bytes[..<(next ?? start)])
    }
    index.append(rowAt: copied?.count ?? 0, lots: row.lots)
    copied?.append(contentsOf: bytes[start...row.end])
  }

  /// Takes a row whose name is one.
  @inline(__always)
  mutating func append(
    _ scanner: CSVScanner, _ account: CSVScanner.Field, _ shares: CSVScanner.Field,
    _ salt: CSVScanner.Field?, lots: Int64
  ) {
    names.append(
      UnsafeRawBufferPointer(scanner.bytes), start: account.start,
      length: account.end - account.start)
    if copied == nil {
      let end = salt?.end ?? shares.end
      if scanner.lineStart == next ?? scanner.lineStart,
        Self.isPlain(scanner, account, shares, salt, end)
      {
        index.append(rowAt: account.start, lots: lots)
        next = end + 1
        return
      }
      copied = Array(scanner.bytes[..<(next ?? scanner.lineStart)])
    }
    index.append(rowAt: copied?.count ?? 0, lots: lots)
    for (position, field) in [account, shares, salt].enumerated() {
      guard let field else { continue }
      if position > 0 { copied?.append(UInt8(ascii: ",")) }
      copied?.append(contentsOf: scanner.bytes[field.start..<field.end])
    }
    copied?.append(UInt8(ascii: "\n"))
  }

  /// Whether the row stands in the file as the list wants it: unquoted, in this order, ended by LF.
  @inline(__always)
  private static func isPlain(
    _ scanner: CSVScanner, _ account: CSVScanner.Field, _ shares: CSVScanner.Field,
    _ salt: CSVScanner.Field?, _ end: Int
  ) -> Bool {
    account.start == scanner.lineStart && shares.start == account.end + 1
      && (salt.map { $0.start == shares.end + 1 } ?? true)
      && (end == scanner.bytes.count || scanner.bytes[end] == UInt8(ascii: "\n"))
  }

  /// Accounts that stand twice: the name once for each row that repeats it, in the order of those.
  mutating func duplicates(in bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    let index = index
    // The bytes outlive the call, and nobody writes to them.
    nonisolated(unsafe) let bytes = bytes
    return names.repeats { left, right in
      Self.name(ofRow: left, index, bytes).elementsEqual(Self.name(ofRow: right, index, bytes))
    }.map { String(decoding: Self.name(ofRow: $0, index, bytes), as: UTF8.self) }
  }

  private static func name(
    ofRow row: Int, _ index: ApplicationIndex, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var (start, skipped) = index.position(before: row)
    while skipped > 0 {
      if bytes[start] == UInt8(ascii: "\n") { skipped -= 1 }
      start += 1
    }
    var end = start
    while bytes[end] != UInt8(ascii: ",") { end += 1 }
    return bytes[start..<end]
  }
}
