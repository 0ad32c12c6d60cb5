/// A hash of movements' keys that nobody can plan for: drawn anew for every comparison.
///
/// Multilinear hashing (D. Lemire, O. Kaser, "Strongly universal string hashing is fast", 2014): the
/// upper 64 bits of Σ kᵢ·xᵢ modulo 2^128, of 64-bit words xᵢ and secret 128-bit kᵢ. Any two different
/// keys have any two hashes with equal chances, whoever chose the keys. Two multiplications a word.
struct KeyedHash {
  private let keys: UnsafePointer<UInt128>

  /// - Parameter keys: `MovementKey.wordsMax` random numbers.
  init(_ keys: UnsafePointer<UInt128>) { self.keys = keys }

  @inline(__always)
  func callAsFunction(_ key: MovementKey) -> UInt64 {
    var sum = keys[0] &* UInt128(key.words[0])
    sum &+= keys[1] &* UInt128(key.words[1] & MovementKey.lengths)
    for place in MovementKey.headCount..<key.count {
      sum &+= keys[place] &* UInt128(key.words[place])
    }
    return UInt64(truncatingIfNeeded: sum >> 64)
  }
}
