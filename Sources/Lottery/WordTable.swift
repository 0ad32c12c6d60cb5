/// A map from words to words by open addressing, for the inner loops of the draws.
///
/// The key `UInt64.max` is not allowed; it marks a free slot. At most half of the slots are
/// taken. Keys are never removed.
struct WordTable: Sendable {
  private struct Slot {
    var key = UInt64.max
    var value: UInt64 = 0
  }

  private var slots: [Slot]
  private var count = 0

  init(minimumCapacity: Int = 8) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
  }

  subscript(key: UInt64) -> UInt64? {
    let slot = slots[position(of: key)]
    return slot.key == key ? slot.value : nil
  }

  mutating func set(_ key: UInt64, to value: UInt64) {
    precondition(key != .max, "The largest word cannot be a key")
    let position = position(of: key)
    if slots[position].key == .max {
      if 2 * (count + 1) > slots.count {
        grow()
        return set(key, to: value)
      }
      count += 1
    }
    slots[position] = Slot(key: key, value: value)
  }

  /// Where the key is, or where it would go.
  private func position(of key: UInt64) -> Int {
    // Multiplying by 2^64 divided by the golden ratio spreads neighbouring keys over the table.
    let spread = key &* 0x9e37_79b9_7f4a_7c15
    var position = Int(spread >> UInt64(slots.count.leadingZeroBitCount + 1))
    while slots[position].key != key && slots[position].key != .max {
      position = (position + 1) & (slots.count - 1)
    }
    return position
  }

  private mutating func grow() {
    var larger = WordTable(minimumCapacity: slots.count)
    for slot in slots where slot.key != .max { larger.set(slot.key, to: slot.value) }
    self = larger
  }
}
