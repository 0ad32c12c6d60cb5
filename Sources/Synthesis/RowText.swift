/// CSV rows as they are made; cells need no quoting by their alphabet.
struct RowText {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  init(_ header: String, capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
    bytes.append(contentsOf: header.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func append(_ cells: String...) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: cell.utf8)
    }
    end()
  }

  /// Appends `value` with at least `width` digits.
  mutating func append(digits value: UInt64, width: Int = 1) {
    var place: UInt64 = 1
    var digits = 1
    while digits < width || value / place >= 10 {
      place *= 10
      digits += 1
    }
    while place > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + value / place % 10))
      place /= 10
    }
  }

  /// Appends the 16 hex digits of `value`.
  mutating func append(hex value: UInt64) {
    for place in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(place)) & 15
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func end() {
    bytes.append(UInt8(ascii: "\n"))
    count += 1
  }
}
