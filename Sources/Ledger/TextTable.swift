/// Texts with a number each, from 0 in the order in which they came: accounts by their paths, bookings by
/// their references. A posting costs a look-up or two, and there are millions: the bytes stand in one
/// array, and no text is made to look one up.
///
/// - Complexity: O(length) a look-up; 16 bytes a text beside its own.
public struct TextTable: Sendable {
  /// All texts, one behind the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing with linear probing, at most half full. A slot holds 32 bits of the hash above the
  /// number plus one; 0 is free.
  private var slots: [UInt64] = []

  /// Nobody outside knows it, so that nobody can choose texts that collide.
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())

  public init() {}

  /// How many texts there are.
  public var count: Int { ends.count }

  /// The number of a text; nil where it never came.
  public func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[place(of: text, Self.hash(text))]
    return slot == 0 ? nil : Int(slot & 0xffff_ffff) - 1
  }

  /// The number of a text, which gets the next one where it is new.
  public mutating func insert(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (number: Int, isNew: Bool) {
    if 2 * (count + 1) > slots.count { rebuild(max(16, 2 * slots.count)) }
    let hash = Self.hash(text)
    let place = place(of: text, hash)
    if slots[place] != 0 { return (Int(slots[place] & 0xffff_ffff) - 1, false) }
    let number = count
    precondition(number < 0xffff_ffff, "A number has 32 bits")
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[place] = UInt64(hash) << 32 | UInt64(number + 1)
    return (number, true)
  }

  /// Takes back the texts that came last.
  public mutating func removeLast(_ number: Int) {
    guard number > 0 else { return }
    ends.removeLast(number)
    bytes.removeLast(bytes.count - (ends.last ?? 0))
    rebuild(slots.count)
  }

  /// The text of a number.
  public subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[start(of: number)..<ends[number]]
  }

  private func start(of number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  /// The slot that holds the text, or the free one where it would stand.
  private func place(of text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 {
      if slots[place] >> 32 == UInt64(hash), isText(Int(slots[place] & 0xffff_ffff) - 1, text) {
        break
      }
      place = (place + 1) & mask
    }
    return place
  }

  private func isText(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = start(of: number)
    guard ends[number] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < text.count, bytes[start + index] == text[index] { index += 1 }
      return index == text.count
    }
  }

  /// Fills a table of that many slots, a power of two.
  private mutating func rebuild(_ size: Int) {
    slots = [UInt64](repeating: 0, count: size)
    let mask = size - 1
    for number in 0..<count {
      let hash = bytes.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[start(of: number)..<ends[number]]))
      }
      var place = Int(hash) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt64(hash) << 32 | UInt64(number + 1)
    }
  }

  /// Eight bytes at a time, each multiplied into 128 bits and folded.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(text)
    var state = seed ^ UInt64(text.count)
    var index = 0
    while index + 8 <= raw.count {
      state = mix(state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index += 1
    }
    return UInt32(truncatingIfNeeded: mix(state ^ rest) >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    // The odd 64-bit constant of the golden ratio.
    let (high, low) = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return high ^ low
  }
}

extension TextTable {
  /// The number of a text; nil where it never came.
  public func number(of text: String) -> Int? {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The number of a text, which gets the next one where it is new.
  public mutating func insert(_ text: String) -> (number: Int, isNew: Bool) {
    var text = text
    return text.withUTF8 { insert($0) }
  }
}
