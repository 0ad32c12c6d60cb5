import Quantities

/// The valid online applications (网上申购) in order of acceptance: each account once, on the lot,
/// within the cap. Packed over the bytes of the file they came from, about 25 bytes an account.
public struct ApplicationList: Sendable {
  /// The file's bytes; account names are read from them where they stand.
  private let bytes: [UInt8]
  private let starts: [UInt32]
  private let lengths: [UInt8]
  private let lotCounts: [UInt32]
  /// Shares a lot.
  public let lot: Shares
  /// The lots of all applications together: the count of numbers handed out.
  public let totalLots: Int64

  /// - Precondition: the three columns are of one length and each name lies in `bytes`.
  public init(
    bytes: [UInt8], starts: [UInt32], lengths: [UInt8], lotCounts: [UInt32], lot: Shares
  ) {
    precondition(starts.count == lengths.count && starts.count == lotCounts.count)
    self.bytes = bytes
    self.starts = starts
    self.lengths = lengths
    self.lotCounts = lotCounts
    self.lot = lot
    totalLots = lotCounts.reduce(Int64(0)) { $0 + Int64($1) }
  }

  public var count: Int { starts.count }

  /// Valid shares applied for. Lots fit 32 bits and rows fit 32 bits, so the sum fits 64.
  public var totalShares: Shares { Shares(totalLots * lot.count) }

  /// The account of one row.
  public func account(at row: Int) -> String {
    let start = Int(starts[row])
    return String(decoding: bytes[start..<start + Int(lengths[row])], as: UTF8.self)
  }

  /// The lots of one row: how many consecutive numbers (配号) it received.
  public func lots(at row: Int) -> Int64 { Int64(lotCounts[row]) }

  /// The totals as a fact states them.
  public var demand: OnlineDemand { OnlineDemand(accounts: Int64(count), shares: totalShares) }

  /// The row of an account; nil where it did not apply. One pass over the rows.
  public func row(of account: String) -> Int? {
    let name = Array(account.utf8)
    return starts.indices.first { row in
      let start = Int(starts[row])
      return Int(lengths[row]) == name.count
        && bytes[start..<start + name.count].elementsEqual(name)
    }
  }

  /// The row that received a number, counted from 0. One pass over the rows.
  public func row(ofNumberAt offset: Int64) -> Int? {
    var after: Int64 = 0
    return lotCounts.indices.first { row in
      after += Int64(lotCounts[row])
      return offset < after
    }
  }

  /// Lots of all rows before one: where its numbers begin.
  public func lots(before row: Int) -> Int64 {
    lotCounts[..<row].reduce(Int64(0)) { $0 + Int64($1) }
  }

  /// The winning lots of each winner. `winning` ascends and counts from 0; one pass over the rows.
  public func winners(of winning: [Int64]) -> [(row: Int, lots: Int64)] {
    var winners: [(row: Int, lots: Int64)] = []
    var next = 0
    var firstOfRow: Int64 = 0
    var row = 0
    while next < winning.count, row < lotCounts.count {
      let afterRow = firstOfRow + Int64(lotCounts[row])
      var won: Int64 = 0
      while next < winning.count, winning[next] < afterRow {
        won += 1
        next += 1
      }
      if won > 0 { winners.append((row, won)) }
      firstOfRow = afterRow
      row += 1
    }
    precondition(next == winning.count, "every winning number was handed out")
    return winners
  }
}
