import Offerings
import Quantities
import Rulebooks

/// Reads `inputs/applications.csv`: `account,shares[,salt]` in order of acceptance. Works on bytes:
/// 13 million rows are a usual day.
public enum ApplicationFile {
  public static let name = "inputs/applications.csv"

  private static let columns: [RowReader.Column] = [
    .init(name: "account"), .init(name: "shares"), .init(name: "salt", isRequired: false),
  ]

  /// Refuses a name that is none, shares off the lot or above the cap, a salt that is not 32
  /// lower-case hex digits, and an account twice.
  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<ApplicationList> {
    let lot = offering.rules.lot
    let cap = offering.applicationCap
    return try RowReader.read(bytes, file: name, columns: columns) { reader in
      var rows = ApplicationRows(reserving: bytes.count { $0 == UInt8(ascii: "\n") })
      while true {
        takePlainRows(&rows, &reader, lot.count, cap.count)
        guard reader.next() else { break }
        guard let account = reader.field(0), let shares = reader.field(1) else { continue }
        let lots = lots(shares, &reader, lot, cap)
        guard isName(account, reader.scanner.bytes) else {
          reader.add("malformedName", column: 0, expected: AccountName.expectation)
          continue
        }
        let salt = reader.field(2)
        if let salt, !isSalt(salt, reader.scanner.bytes) {
          reader.add("malformedSalt", column: 2, expected: "32 lower-case hex digits")
        }
        rows.append(reader.scanner, account, shares, salt, lots: lots)
      }
      refuseDuplicates(&rows, reader)
      return ApplicationList(bytes: rows.copied ?? bytes, index: rows.index, lot: lot)
    }
  }

  /// Reads on as long as rows are plain and without fault.
  private static func takePlainRows(
    _ rows: inout ApplicationRows, _ reader: inout RowReader, _ lot: Int64, _ cap: Int64
  ) {
    guard reader.isInOrder else { return }
    let bytes = reader.scanner.bytes
    let isSalted = reader.columnCount == columns.count
    while true {
      let start = reader.scanner.offset
      guard
        let row = PlainApplicationRow(bytes, at: start, isSalted: isSalted, lot: lot, cap: cap)
      else { return }
      reader.pass(rowEndingAt: row.end)
      rows.append(bytes, start, row)
    }
  }

  private static func isName(
    _ field: CSVScanner.Field, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard (1...64).contains(field.end - field.start), !field.hasEscapes else { return false }
    for index in field.start..<field.end where !AccountName.allows(bytes[index]) { return false }
    return true
  }

  /// 128 bits: enough that nobody guesses a neighbour's row from a published proof.
  private static func isSalt(
    _ field: CSVScanner.Field, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard field.end - field.start == 32, !field.hasEscapes else { return false }
    return bytes[field.start..<field.end].allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
  }

  /// The lots of one application, 0 with a fault where the shares are not on the lot or above the
  /// cap.
  private static func lots(
    _ field: CSVScanner.Field, _ reader: inout RowReader, _ lot: Shares, _ cap: Shares
  ) -> Int64 {
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
    return lots
  }

  /// Every account that stands again; the places of all are found in one more pass over the file.
  private static func refuseDuplicates(_ rows: inout ApplicationRows, _ reader: RowReader) {
    let names =
      if let copied = rows.copied {
        copied.withUnsafeBufferPointer { rows.duplicates(in: $0) }
      } else {
        rows.duplicates(in: reader.scanner.bytes)
      }
    guard !names.isEmpty else { return }
    let places = places(of: Set(names.prefix(FaultList.kept)), in: reader.scanner.bytes)
    var seen: [String: Int] = [:]
    for name in names {
      let again = seen[name, default: 0] + 1
      seen[name] = again
      let found = places[name] ?? []
      reader.faults.add(
        InputFault(
          "duplicateAccount",
          at: again < found.count ? found[again] : Place(file: Self.name, line: 1, column: 1),
          found: "\"\(name)\" again",
          expected: "each account once; it stands first on line \(found.first?.line ?? 1)"))
    }
  }

  /// Where each of these accounts stands, every time.
  private static func places(
    of accounts: Set<String>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> [String: [Place]] {
    var places: [String: [Place]] = [:]
    var reader = RowReader(bytes, file: name, columns: columns, faults: FaultList())
    while reader.next() {
      let account = reader.text(0)
      guard accounts.contains(account), let field = reader.field(0) else { continue }
      let (line, column) = reader.scanner.position(of: field.origin)
      places[account, default: []].append(Place(file: name, line: line, column: column))
    }
    return places
  }
}
