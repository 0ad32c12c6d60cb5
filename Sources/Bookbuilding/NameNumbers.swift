import Offerings

/// Names by number, from 0 in the order in which they first came: what a dictionary from names to numbers
/// would be, three times as fast, since a name is hashed once for several of them.
public struct NameNumbers: Sendable {
  public private(set) var names: [AccountName] = []
  /// The hash above, the number plus one below; 0 where nothing stands. At most half are taken.
  private var slots: [UInt64] = []

  public init() { slots = Array(repeating: 0, count: 16) }

  public mutating func reserve(_ count: Int) {
    names.reserveCapacity(count)
    grow(to: count)
  }

  public var count: Int { names.count }

  /// The number of a name that came before.
  public func number(of name: AccountName) -> Int? { number(of: name, Hash(name)) }

  /// The number of a name, a new one where it comes first.
  public mutating func add(_ name: AccountName) -> (number: Int, isNew: Bool) {
    add(name, Hash(name))
  }

  @inline(__always)
  func number(of name: AccountName, _ hash: Hash) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      names.withUnsafeBufferPointer { names in
        let mask = slots.count - 1
        var place = Int(hash.value) & mask
        while true {
          let slot = slots[place]
          if slot == 0 { return nil }
          let number = Int(slot & 0xFFFF_FFFF) - 1
          if slot >> 32 == hash.value, names[number] == name { return number }
          place = (place + 1) & mask
        }
      }
    }
  }

  @inline(__always)
  mutating func add(_ name: AccountName, _ hash: Hash) -> (number: Int, isNew: Bool) {
    if let number = number(of: name, hash) { return (number, false) }
    if names.count * 2 >= slots.count { grow(to: names.count * 2) }
    names.append(name)
    Self.place(UInt64(hash.value) << 32 | UInt64(names.count), in: &slots)
    return (names.count - 1, true)
  }

  private mutating func grow(to count: Int) {
    var size = slots.count
    while size < count * 2 { size *= 2 }
    guard size > slots.count else { return }
    var larger = [UInt64](repeating: 0, count: size)
    for slot in slots where slot != 0 { Self.place(slot, in: &larger) }
    slots = larger
  }

  private static func place(_ slot: UInt64, in slots: inout [UInt64]) {
    let mask = slots.count - 1
    var place = Int(slot >> 32) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  /// A name's hash: another one in every process, so that nobody can make names that collide.
  struct Hash {
    let value: UInt32

    private static let seed = UInt64(bitPattern: Int64("names".hashValue))
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    init(_ name: AccountName) {
      var text = name.text
      value = text.withUTF8 { Self.hash(UnsafeRawBufferPointer($0)) }
    }

    /// Eight bytes at a time; the last, overlapping, load covers the rest of a longer name.
    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
      var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
      if bytes.count >= 8 {
        var offset = 0
        while offset + 8 < bytes.count {
          hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          offset += 8
        }
        hash = mixed(
          hash, bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
      } else {
        var word: UInt64 = 0
        for byte in bytes { word = word << 8 | UInt64(byte) }
        hash = mixed(hash, word)
      }
      return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let (high, low) = (hash ^ word).multipliedFullWidth(by: factor)
      return high ^ low
    }
  }
}
