/// Where every 16th row of an application list stands and which number it begins with, so that any row
/// is found by reading at most 15 others.
public struct ApplicationIndex: Sendable {
  /// Rows from one indexed row to the next.
  static let stride = 16

  /// Rows so far.
  public private(set) var count = 0
  /// Lots of all rows so far.
  public private(set) var lots: Int64 = 0

  private(set) var offsets: [UInt32] = []
  /// Lots of all rows before an indexed one.
  private(set) var lotsBefore: [Int64] = []

  /// An index of no rows.
  public init() {}

  /// Makes room for so many rows.
  public mutating func reserve(_ rows: Int) {
    offsets.reserveCapacity(rows / Self.stride + 1)
    lotsBefore.reserveCapacity(rows / Self.stride + 1)
  }

  /// Takes the next row: the offset of its first byte, and its lots.
  @inline(__always)
  public mutating func append(rowAt offset: Int, lots rowLots: Int64) {
    if count % Self.stride == 0 {
      offsets.append(UInt32(offset))
      lotsBefore.append(lots)
    }
    count += 1
    lots += rowLots
  }

  /// The offset of the indexed row at or before one, and how many rows lie between.
  public func position(before row: Int) -> (offset: Int, skipped: Int) {
    (Int(offsets[row / Self.stride]), row % Self.stride)
  }
}
