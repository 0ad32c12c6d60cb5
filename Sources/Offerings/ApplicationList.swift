import Quantities

/// The valid online applications (网上申购) in order of acceptance: each account once, on the lot,
/// within the cap.
///
/// Kept as the bytes of its rows, `account,shares[,salt]` each ended by LF, with an index of every
/// 16th row: less than one byte an account beside the rows. A row's bytes are also its leaf in the
/// tree of the frozen list.
public struct ApplicationList: Sendable {
  /// The rows, and perhaps a header before the first of them.
  let bytes: [UInt8]
  let index: ApplicationIndex
  /// Shares a lot.
  public let lot: Shares

  /// - Precondition: `index` was made from rows that stand in `bytes` one after another.
  public init(bytes: [UInt8], index: ApplicationIndex, lot: Shares) {
    self.bytes = bytes
    self.index = index
    self.lot = lot
  }

  public var count: Int { index.count }

  /// The lots of all applications together: the count of numbers handed out.
  public var totalLots: Int64 { index.lots }

  /// Valid shares applied for. Lots fit 32 bits and rows fit 32 bits, so the sum fits 64.
  public var totalShares: Shares { Shares(totalLots * lot.count) }

  /// The totals as a fact states them.
  public var demand: OnlineDemand { OnlineDemand(accounts: Int64(count), shares: totalShares) }

  /// The account of one row.
  public func account(at row: Int) -> String {
    withRow(row) { bytes, found in
      String(decoding: bytes[found.start..<found.nameEnd], as: UTF8.self)
    }
  }

  /// The lots of one row: how many consecutive numbers (配号) it received.
  public func lots(at row: Int) -> Int64 {
    withRow(row) { _, found in found.shares / lot.count }
  }

  /// One row as it stands in the frozen list: `account,shares` or `account,shares,salt`.
  public func leaf(at row: Int) -> [UInt8] {
    withRow(row) { bytes, found in Array(bytes[found.start..<found.end]) }
  }

  /// Lots of all rows before one: where its numbers begin.
  public func lots(before row: Int) -> Int64 {
    let block = row / ApplicationIndex.stride
    var lots = index.lotsBefore[block]
    forEachRow(from: block * ApplicationIndex.stride, to: row) { _, _, found in
      lots += found.shares / lot.count
    }
    return lots
  }

  /// The row of an account; nil where it did not apply. One pass over the rows.
  public func row(of account: String) -> Int? {
    let name = Array(account.utf8)
    var match: Int?
    forEachRow(from: 0, to: count) { row, bytes, found in
      if match == nil, found.nameEnd - found.start == name.count,
        bytes[found.start..<found.nameEnd].elementsEqual(name)
      {
        match = row
      }
    }
    return match
  }

  /// The row that received a number, counted from 0; nil beyond the last number.
  public func row(ofNumberAt offset: Int64) -> Int? {
    guard offset >= 0, offset < totalLots else { return nil }
    return winners(of: [offset]).first?.row
  }

  /// The winning lots of each winner. `winning` ascends and counts from 0.
  ///
  /// - Complexity: O(winners), and one look at every 16th row.
  public func winners(of winning: [Int64]) -> [(row: Int, lots: Int64)] {
    var winners: [(row: Int, lots: Int64)] = []
    var next = 0
    for block in index.lotsBefore.indices {
      guard next < winning.count else { break }
      let isLast = block + 1 == index.lotsBefore.count
      guard winning[next] < (isLast ? totalLots : index.lotsBefore[block + 1]) else { continue }
      var after = index.lotsBefore[block]
      let first = block * ApplicationIndex.stride
      forEachRow(from: first, to: min(count, first + ApplicationIndex.stride)) { row, _, found in
        after += found.shares / lot.count
        let before = next
        while next < winning.count, winning[next] < after { next += 1 }
        if next > before { winners.append((row, Int64(next - before))) }
      }
    }
    precondition(next == winning.count, "every winning number was handed out")
    return winners
  }
}

extension ApplicationList {
  /// Where the parts of a row stand, and its shares.
  struct Row {
    let start: Int
    let nameEnd: Int
    let shares: Int64
    /// Of the LF, or of the bytes.
    let end: Int

    /// Reads the row that begins at an offset; it was checked when the list was made.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
      var offset = start
      while bytes[offset] != UInt8(ascii: ",") { offset += 1 }
      self.start = start
      nameEnd = offset
      offset += 1
      var shares: Int64 = 0
      while offset < bytes.count, bytes[offset] >= UInt8(ascii: "0") {
        shares = shares * 10 + Int64(bytes[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      self.shares = shares
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      end = offset
    }
  }

  /// Gives the rows of a range in order.
  @inline(__always)
  func forEachRow(
    from first: Int, to last: Int,
    _ body: (Int, UnsafeBufferPointer<UInt8>, Row) -> Void
  ) {
    guard first < last else { return }
    bytes.withUnsafeBufferPointer { buffer in
      var row = first - first % ApplicationIndex.stride
      var offset = Int(index.offsets[first / ApplicationIndex.stride])
      while row < last {
        let found = Row(buffer, at: offset)
        if row >= first { body(row, buffer, found) }
        offset = found.end + 1
        row += 1
      }
    }
  }

  private func withRow<Value>(
    _ row: Int, _ body: (UnsafeBufferPointer<UInt8>, Row) -> Value
  ) -> Value {
    var value: Value?
    forEachRow(from: row, to: row + 1) { _, bytes, found in value = body(bytes, found) }
    guard let value else { preconditionFailure("row \(row) of \(count)") }
    return value
  }
}
