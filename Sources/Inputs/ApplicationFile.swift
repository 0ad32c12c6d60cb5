import Offerings
import Quantities
import Rulebooks

/// Reads `inputs/applications.csv`: `account,shares[,salt]` in order of acceptance. Works on bytes:
/// 13 million rows are a usual day.
public enum ApplicationFile {
  public static let name = "inputs/applications.csv"

  /// Refuses a name that is none, shares off the lot or above the cap, and an account twice.
  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<ApplicationList> {
    let lot = offering.rules.lot
    let cap = offering.applicationCap
    return try RowReader.read(
      bytes, file: name,
      columns: [
        .init(name: "account"), .init(name: "shares"), .init(name: "salt", isRequired: false),
      ]
    ) { reader in
      let estimate = bytes.count / 12
      var columns = Columns()
      columns.reserve(estimate)
      while reader.next() {
        guard let account = reader.field(0), let shares = reader.field(1) else { continue }
        let lots = lots(shares, &reader, lot, cap)
        let length = account.end - account.start
        guard isName(account, length, reader.scanner.bytes) else {
          reader.add("malformedName", column: 0, expected: AccountName.expectation)
          continue
        }
        columns.append(start: account.start, length: length, lots: lots)
      }
      if reader.faults.count == 0 { refuseDuplicates(columns, &reader) }
      return ApplicationList(
        bytes: bytes, starts: columns.starts, lengths: columns.lengths, lotCounts: columns.lots,
        lot: lot)
    }
  }

  private static func isName(
    _ field: CSVScanner.Field, _ length: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard length >= 1, length <= 64, !field.hasEscapes else { return false }
    for index in field.start..<field.end where !AccountName.allows(bytes[index]) { return false }
    return true
  }

  /// The lots of one application, 0 with a fault where the shares are not on the lot or above the
  /// cap.
  private static func lots(
    _ field: CSVScanner.Field, _ reader: inout RowReader, _ lot: Shares, _ cap: Shares
  ) -> UInt32 {
    var shares: Int64 = 0
    let isNumber =
      field.end > field.start && field.end - field.start <= 18
      && (reader.scanner.bytes[field.start] != UInt8(ascii: "0") || field.end - field.start == 1)
    for index in field.start..<field.end where isNumber {
      let digit = reader.scanner.bytes[index] &- 48
      guard digit <= 9 else {
        shares = -1
        break
      }
      shares = shares * 10 + Int64(digit)
    }
    guard isNumber, shares > 0 else {
      reader.add("malformedShares", column: 1, expected: "a whole number of shares above 0")
      return 0
    }
    guard shares <= cap.count else {
      reader.add("accountOverCap", column: 1, expected: "at most \(cap) shares")
      return 0
    }
    let (lots, rest) = shares.quotientAndRemainder(dividingBy: lot.count)
    guard rest == 0 else {
      reader.add("sharesNotOnTheLot", column: 1, expected: "a multiple of \(lot)")
      return 0
    }
    return UInt32(truncatingIfNeeded: lots)
  }

  private static func refuseDuplicates(_ columns: Columns, _ reader: inout RowReader) {
    let bytes = UnsafeRawBufferPointer(reader.scanner.bytes)
    var index = NameIndex(capacity: columns.starts.count)
    for row in columns.starts.indices {
      let start = Int(columns.starts[row])
      let length = Int(columns.lengths[row])
      let earlier = index.insert(row, bytes) { other in
        (Int(columns.starts[other]), Int(columns.lengths[other]))
      } name: {
        (start, length)
      }
      guard let earlier else { continue }
      let place = Place(file: name, offset: start, in: reader.scanner.bytes)
      let first = Place(
        file: name, offset: Int(columns.starts[earlier]), in: reader.scanner.bytes)
      let account = String(decoding: bytes[start..<start + length], as: UTF8.self)
      reader.faults.add(
        InputFault(
          "duplicateAccount", at: place, found: "\"\(account)\" again",
          expected: "each account once; it stands first on line \(first.line)"))
    }
  }

  /// The packed rows while they are read.
  private struct Columns {
    var starts: [UInt32] = []
    var lengths: [UInt8] = []
    var lots: [UInt32] = []

    mutating func reserve(_ rows: Int) {
      starts.reserveCapacity(rows)
      lengths.reserveCapacity(rows)
      lots.reserveCapacity(rows)
    }

    mutating func append(start: Int, length: Int, lots count: UInt32) {
      starts.append(UInt32(truncatingIfNeeded: start))
      lengths.append(UInt8(truncatingIfNeeded: length))
      lots.append(count)
    }
  }
}

extension Place {
  /// The place of an offset, counted from the file's beginning: for faults, which are few.
  init(file: String, offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    var line = 1
    var start = 0
    for index in 0..<offset where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    self.init(
      file: file, line: line,
      column: String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count + 1)
  }
}
