/// What decides nearly always which bid is removed first, as two words of which the first counts more.
struct RemovalKey {
  let words: InlineArray<2, UInt64>
  /// The bid's place among those that are sorted.
  let place: Int

  private static let digitBits: UInt64 = 11

  /// Sorts by both words, equal keys in the order in which they stand: digit by digit from the lowest (radix
  /// sort); digits that all keys share cost nothing.
  ///
  /// - Complexity: O(n) for each digit in which keys differ.
  static func sort(_ keys: inout [RemovalKey]) {
    guard let first = keys.first else { return }
    var other = keys
    for word in [1, 0] {
      let differing = keys.reduce(0) { $0 | ($1.words[word] ^ first.words[word]) }
      for shift in stride(from: 0, to: UInt64(UInt64.bitWidth), by: Int(digitBits)) {
        let mask = UInt64(1) << digitBits - 1
        guard differing >> shift & mask != 0 else { continue }
        distribute(keys, into: &other, word, shift, mask)
        swap(&keys, &other)
      }
    }
  }

  private static func distribute(
    _ keys: [RemovalKey], into target: inout [RemovalKey], _ word: Int, _ shift: UInt64,
    _ mask: UInt64
  ) {
    var next = [Int](repeating: 0, count: Int(mask) + 2)
    for key in keys { next[Int(key.words[word] >> shift & mask) + 1] += 1 }
    for digit in 1..<next.count { next[digit] += next[digit - 1] }
    for key in keys {
      let digit = Int(key.words[word] >> shift & mask)
      target[next[digit]] = key
      next[digit] += 1
    }
  }
}
