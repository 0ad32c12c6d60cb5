/// Finds a name that stands twice among names inside one buffer: an open-addressing table of row
/// numbers, 4 bytes a slot and at most half full, that compares the names where they lie.
struct NameIndex {
  private var slots: [UInt32]
  private let mask: Int

  /// Takes up to `capacity` names.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  /// Enters `row`; gives the earlier row of the same name, if there is one.
  @inline(__always)
  mutating func insert(
    _ row: Int, _ bytes: UnsafeRawBufferPointer, nameOf: (Int) -> (start: Int, length: Int),
    name: () -> (start: Int, length: Int)
  ) -> Int? {
    let (start, length) = name()
    var slot = Self.hash(bytes, start, length) & mask
    while slots[slot] != 0 {
      let other = Int(slots[slot]) - 1
      let (otherStart, otherLength) = nameOf(other)
      if otherLength == length, Self.areEqual(bytes, start, otherStart, length) { return other }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(truncatingIfNeeded: row + 1)
    return nil
  }

  /// Eight bytes at a time; the last, overlapping, load covers the rest of a longer name.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Int {
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    if length >= 8 {
      var offset = 0
      while offset + 8 <= length {
        hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self))
        offset += 8
      }
      hash = mixed(
        hash, bytes.loadUnaligned(fromByteOffset: start + length - 8, as: UInt64.self))
    } else {
      var word: UInt64 = 0
      for offset in 0..<length { word = word << 8 | UInt64(bytes[start + offset]) }
      hash = mixed(hash, word)
    }
    return Int(truncatingIfNeeded: hash)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }

  @inline(__always)
  private static func areEqual(
    _ bytes: UnsafeRawBufferPointer, _ first: Int, _ second: Int, _ length: Int
  ) -> Bool {
    for offset in 0..<length where bytes[first + offset] != bytes[second + offset] { return false }
    return true
  }
}
