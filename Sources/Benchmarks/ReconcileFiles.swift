import Foundation

/// Two lists of movements for the matcher, the bank's in another order than the ledger's, with breaks
/// planted; the same number of rows gives the same bytes.
struct ReconcileFiles {
  /// What was planted, or found.
  struct Counts: Equatable, CustomStringConvertible {
    var matched = 0
    var differing = 0
    var ledgerOnly = 0
    var bankOnly = 0

    var description: String {
      "\(matched) matched, \(differing) with another amount, \(ledgerOnly) only in the ledger, "
        + "\(bankOnly) only at the bank"
    }
  }

  let ledger: String
  let bank: String
  let planted: Counts
  /// Of both files, in bytes.
  let size: Int

  /// One of 1,000 rows differs in its amount, one of 2,000 is only here, and one of 2,000 only there.
  private static let oneOf: UInt64 = 2_000

  /// Writes both files; some 41 bytes a row.
  init(rows: Int, in folder: URL) throws {
    ledger = folder.appendingPathComponent("ledger.csv").path
    bank = folder.appendingPathComponent("bank.csv").path
    var generator = SplitMix64(state: 688_360)
    var planted = Counts()
    var order: [UInt32] = []
    let ours = try RowWriter(ledger)
    for row in 0..<rows {
      let chance = generator.next() % Self.oneOf
      if chance != 3 { ours.add(row, differing: false) }
      if chance != 2 { order.append(UInt32(row) << 1 | (chance < 2 ? 1 : 0)) }
      switch chance {
      case 0, 1: planted.differing += 1
      case 2: planted.ledgerOnly += 1
      case 3: planted.bankOnly += 1
      default: planted.matched += 1
      }
    }
    size = try ours.finish()
    self.planted = planted
    try writeBank(&order, &generator)
  }

  private func writeBank(_ order: inout [UInt32], _ generator: inout SplitMix64) throws {
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(generator.next() % UInt64(last + 1)))
    }
    let theirs = try RowWriter(bank)
    for entry in order { theirs.add(Int(entry >> 1), differing: entry & 1 == 1) }
    _ = try theirs.finish()
  }
}

/// S. Vigna's splitmix64: the same numbers everywhere.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Writes rows of `reference,account,amount,booked_at`, all of them made from their number alone.
private final class RowWriter {
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var size = 0
  private static let capacity = 1 << 20

  init(_ path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown, userInfo: ["path": path]) }
    self.file = file
    buffer = Array("reference,account,amount,booked_at\n".utf8)
    buffer.reserveCapacity(Self.capacity + 256)
  }

  /// - Parameter differing: one fen more than the row has.
  func add(_ row: Int, differing: Bool) {
    let mixed = SplitMix64.mixed(UInt64(row))
    buffer.append(UInt8(ascii: "W"))
    add(UInt64(row) + 1, digits: 8)
    buffer.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: "A")])
    add(mixed % 3_000_000 + 1, digits: 9)
    buffer.append(UInt8(ascii: ","))
    let fen = 100_000 + mixed >> 32 % 9_000_000 + (differing ? 1 : 0)
    add(fen / 100, digits: fen < 1_000_000 ? 4 : 5)
    buffer.append(UInt8(ascii: "."))
    add(fen % 100, digits: 2)
    buffer.append(contentsOf: ",2020-05-2".utf8)
    add(mixed >> 20 % 5 + 5, digits: 1)
    buffer.append(0x0A)
    if buffer.count >= Self.capacity { flush() }
  }

  private func add(_ value: UInt64, digits: Int) {
    let start = buffer.count
    var rest = value
    for _ in 0..<digits {
      buffer.append(0)
    }
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      buffer[place] = UInt8(rest % 10) + 48
      rest /= 10
    }
  }

  private func flush() {
    file.write(Data(buffer))
    size += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  func finish() throws -> Int {
    flush()
    try file.close()
    return size
  }
}
