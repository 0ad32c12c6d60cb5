import Parallelism

/// Finds names that stand twice among millions inside one buffer.
///
/// Each name is reduced to 32 bits of hash while it is being read and is warm; the hashes are then
/// divided into parts that fit a cache, and each part is looked through with a small table. Names
/// are compared byte by byte only where their hashes are equal. Cost: about 20 ns and 8 bytes a name.
struct DuplicateNames {
  /// Hash in the upper half, row in the lower.
  private var keys: [UInt64] = []
  private static let partBits = 10

  mutating func reserve(_ rows: Int) { keys.reserveCapacity(rows) }

  /// Notes the name of the next row.
  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer, start: Int, length: Int) {
    let hash = Self.hash(bytes, start, length)
    keys.append(UInt64(hash) << 32 | UInt64(truncatingIfNeeded: keys.count))
  }

  /// Rows whose name an earlier row has, ascending. `areEqual` compares two rows' names.
  ///
  /// Consumes the noted names: they are put in order where they stand.
  mutating func repeats(areEqual: @Sendable (Int, Int) -> Bool) -> [Int] {
    let ends = divide()
    let keys = keys
    return concurrentMap(count: ends.count) { part in
      Self.repeats(in: keys[(part == 0 ? 0 : ends[part - 1])..<ends[part]], areEqual)
    }.joined().sorted()
  }

  /// Looks through one part with a table that fits a cache.
  private static func repeats(
    in keys: ArraySlice<UInt64>, _ areEqual: (Int, Int) -> Bool
  ) -> [Int] {
    var found: [Int] = []
    var size = 16
    while size < keys.count * 2 { size *= 2 }
    var slots = [UInt64](repeating: .max, count: size)
    for var key in keys {
      var slot = Int(key >> 32) & (size - 1)
      while slots[slot] != UInt64.max {
        let other = slots[slot]
        if other >> 32 == key >> 32, areEqual(row(other), row(key)) {
          // Dividing does not keep the order: the first of equal rows stays in the table.
          found.append(max(row(other), row(key)))
          key = min(other, key)
          break
        }
        slot = (slot + 1) & (size - 1)
      }
      slots[slot] = key
    }
    return found
  }

  /// Puts the keys into parts by the top bits of their hashes, in place: a copy of millions of keys
  /// would double the memory. Gives where each part ends.
  private mutating func divide() -> [Int] {
    var ends = [Int](repeating: 0, count: 1 << Self.partBits)
    for key in keys { ends[Self.part(key)] += 1 }
    for part in ends.indices.dropFirst() { ends[part] += ends[part - 1] }
    var next = [0] + ends.dropLast()
    keys.withUnsafeMutableBufferPointer { keys in
      for part in ends.indices {
        while next[part] < ends[part] {
          // Follows a chain of displaced keys until one belongs here.
          var key = keys[next[part]]
          while Self.part(key) != part {
            let target = Self.part(key)
            swap(&key, &keys[next[target]])
            next[target] += 1
          }
          keys[next[part]] = key
          next[part] += 1
        }
      }
    }
    return ends
  }

  private static func part(_ key: UInt64) -> Int { Int(key >> (64 - UInt64(partBits))) }

  private static func row(_ key: UInt64) -> Int { Int(key & 0xFFFF_FFFF) }

  /// Eight bytes at a time; the last, overlapping, load covers the rest of a longer name.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> UInt32 {
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
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
