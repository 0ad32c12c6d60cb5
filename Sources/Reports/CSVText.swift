/// Writes CSV (RFC 4180, LF line ends) into bytes.
public struct CSVText {
  public private(set) var bytes: [UInt8] = []

  public init(_ header: [String]) { append(header) }

  /// One row; a cell is quoted where it has to be.
  public mutating func append(_ cells: [String]) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      if cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
          bytes.append(byte)
          if byte == 0x22 { bytes.append(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
      } else {
        bytes.append(contentsOf: cell.utf8)
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
