/// Finds items by a key and gives each of them out once, first come first served. Holds 64-bit
/// hashes and no keys; whoever takes says whether an item is really meant. Hashes are seeded anew
/// in every run, so nobody can choose keys that meet.
///
/// Filling and taking are O(1) an item; memory is about 30 bytes an item.
struct SingleUseIndex {
  private var first: [Int: Int32] = [:]
  private var next: [Int32]
  private static let none: Int32 = -1

  /// Files under `hash` every index below `count` that has one.
  init(count: Int, hash: (Int) -> Int?) {
    next = [Int32](repeating: Self.none, count: count)
    first.reserveCapacity(count)
    // From the back, so that the first of equals is taken first.
    for index in stride(from: count - 1, through: 0, by: -1) {
      guard let hash = hash(index) else { continue }
      next[index] = first.updateValue(Int32(index), forKey: hash) ?? Self.none
    }
  }

  /// The first item under `hash` that `isMeant`, taken out; nil where there is none.
  mutating func take(_ hash: Int, where isMeant: (Int) -> Bool) -> Int? {
    guard var current = first[hash] else { return nil }
    var before = Self.none
    while current != Self.none {
      let following = next[Int(current)]
      if isMeant(Int(current)) {
        if before == Self.none {
          first[hash] = following == Self.none ? nil : following
        } else {
          next[Int(before)] = following
        }
        return Int(current)
      }
      before = current
      current = following
    }
    return nil
  }
}

/// The hash of some values together, for a `SingleUseIndex`.
func combinedHash(_ reference: String, _ account: String, _ amount: Int64) -> Int {
  var hasher = Hasher()
  hasher.combine(reference)
  hasher.combine(account)
  hasher.combine(amount)
  return hasher.finalize()
}
