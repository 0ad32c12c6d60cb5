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
      var columns = Columns()
      columns.reserve(rowEstimate(bytes))
      while reader.next() {
        guard let account = reader.field(0), let shares = reader.field(1) else { continue }
        let lots = lots(shares, &reader, lot, cap)
        let length = account.end - account.start
        guard isName(account, length, reader.scanner.bytes) else {
          reader.add("malformedName", column: 0, expected: AccountName.expectation)
          continue
        }
        columns.append(
          reader.scanner.bytes, start: account.start, length: length, lots: lots)
      }
      refuseDuplicates(columns, reader)
      return ApplicationList(
        bytes: bytes, starts: columns.starts, lengths: columns.lengths, lotCounts: columns.lots,
        lot: lot)
    }
  }

  /// About how many rows there are, by the length of the first thousand bytes' lines.
  private static func rowEstimate(_ bytes: [UInt8]) -> Int {
    let head = bytes.prefix(1_000)
    let lines = head.count { $0 == UInt8(ascii: "\n") }
    return lines == 0 ? 0 : bytes.count / max(1, head.count / lines) + 1
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

  /// Every account that stands again; the places of all are found in one pass over the file.
  private static func refuseDuplicates(_ columns: Columns, _ reader: RowReader) {
    let bytes = reader.scanner.bytes
    let pairs = columns.names.pairs { left, right in
      columns.name(left, in: bytes).elementsEqual(columns.name(right, in: bytes))
    }
    guard !pairs.isEmpty else { return }
    let places = Place.places(
      file: name,
      offsets: pairs.prefix(FaultList.kept).flatMap {
        [Int(columns.starts[$0.first]), Int(columns.starts[$0.again])]
      }, in: bytes)
    for pair in pairs {
      reader.faults.add(
        InputFault(
          "duplicateAccount",
          at: places[Int(columns.starts[pair.again])] ?? Place(file: name, line: 1, column: 1),
          found:
            "\"\(String(decoding: columns.name(pair.again, in: bytes), as: UTF8.self))\" again",
          expected: "each account once; it stands first on line "
            + "\(places[Int(columns.starts[pair.first])]?.line ?? 1)"))
    }
  }

  /// The packed rows while they are read.
  private struct Columns {
    var starts: [UInt32] = []
    var lengths: [UInt8] = []
    var lots: [UInt32] = []
    var names = DuplicateNames()

    mutating func reserve(_ rows: Int) {
      starts.reserveCapacity(rows)
      lengths.reserveCapacity(rows)
      lots.reserveCapacity(rows)
      names.reserve(rows)
    }

    func name(
      _ row: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
      let start = Int(starts[row])
      return bytes[start..<start + Int(lengths[row])]
    }

    mutating func append(
      _ bytes: UnsafeBufferPointer<UInt8>, start: Int, length: Int, lots count: UInt32
    ) {
      names.append(UnsafeRawBufferPointer(bytes), start: start, length: length)
      starts.append(UInt32(truncatingIfNeeded: start))
      lengths.append(UInt8(truncatingIfNeeded: length))
      lots.append(count)
    }
  }
}

extension Place {
  /// The places of offsets into a file, in one pass over its bytes.
  static func places(
    file: String, offsets: [Int], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [Int: Place] {
    var places: [Int: Place] = [:]
    var line = 1
    var lineStart = 0
    var index = 0
    for offset in Set(offsets).sorted() {
      while index < offset {
        if bytes[index] == 0x0A {
          line += 1
          lineStart = index + 1
        }
        index += 1
      }
      let before = String(decoding: bytes[lineStart..<offset], as: UTF8.self)
      places[offset] = Place(file: file, line: line, column: before.unicodeScalars.count + 1)
    }
    return places
  }
}
