import Offerings
import Reconciliation

/// The rows of a bank's list straight from its bytes, for lists of millions: most of them are never
/// more than two ranges of bytes and an amount.
public enum BankListRows {
  /// How many plain rows are handed over at once.
  private static let batch = 512

  /// Gives every row to `taker`, in the order of the file; `BankListFile` reads the same from the
  /// same bytes.
  ///
  /// - Parameter passed: is told from time to time up to which offset the bytes have been read.
  /// - Returns: how many rows there are.
  /// - Throws: every fault of the file at once. What was taken before is worth nothing then.
  /// - Complexity: O(n) time and no memory for plain rows.
  @discardableResult
  public static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, name: String, into taker: some LineTaker,
    passed: (Int) -> Void = { _ in }
  ) throws(InputRefusal) -> Int {
    guard bytes.count < Int(UInt32.max) else {
      throw InputRefusal(faults: [tooLarge(bytes.count, file: name)])
    }
    let faults = FaultList()
    var reader = RowReader(bytes, file: name, columns: BankListFile.columns, faults: faults)
    // A header or a row that is no UTF-8 refuses the whole file, as its one fault.
    var isText = isUTF8(bytes, 0..<reader.scanner.offset)
    let isPlain = reader.isInOrder && reader.columnCount == BankListFile.columns.count
    withUnsafeTemporaryAllocation(of: MovementSlice.self, capacity: batch) { slices in
      var count = 0
      let days = PlainBankRow.Days()
      func handOver() {
        if count > 0, let base = bytes.baseAddress {
          taker.take(UnsafeBufferPointer(rebasing: slices[..<count]), of: base)
        }
        count = 0
        passed(reader.scanner.offset)
      }
      while isText {
        let start = reader.scanner.offset
        if isPlain, let row = PlainBankRow(bytes, at: start, days) {
          reader.pass(rowEndingAt: row.end)
          slices[count] = row.slice
          count += 1
          if count == batch { handOver() }
          continue
        }
        handOver()
        let hasRow = reader.next()
        isText = isUTF8(bytes, start..<reader.scanner.offset)
        guard hasRow, isText else { break }
        taker.take(BankListFile.line(reader))
      }
      handOver()
    }
    if !isText || (faults.count > 0 && !isUTF8(bytes, 0..<bytes.count)) {
      throw InputRefusal(faults: [invalidUTF8(in: Array(bytes), file: name)])
    }
    try faults.check()
    return reader.rows
  }

  /// The same of a file that is held in memory.
  public static func read(
    _ bytes: [UInt8], name: String, into taker: some LineTaker
  ) throws(InputRefusal) -> Int {
    try bytes.withUnsafeBufferPointer { buffer throws(InputRefusal) in
      try read(buffer, name: name, into: taker)
    }
  }

  private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    String(validating: bytes[range], as: UTF8.self) != nil
  }
}
