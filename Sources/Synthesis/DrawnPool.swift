import Lottery

/// Items of which each can be drawn once.
struct DrawnPool {
  private var items: [Int]

  init(_ items: [Int]) { self.items = items }

  /// One of the items that fit, taken out; nil where none is left.
  ///
  /// - Complexity: O(1) where most items fit, O(n) where few do.
  mutating func take(
    _ generator: inout SHA256Generator, where fits: (Int) -> Bool = { _ in true }
  ) -> Int? {
    guard !items.isEmpty else { return nil }
    let start = Int(generator.below(UInt64(items.count)))
    for step in items.indices {
      let place = (start + step) % items.count
      guard fits(items[place]) else { continue }
      items.swapAt(place, items.count - 1)
      return items.removeLast()
    }
    return nil
  }
}
