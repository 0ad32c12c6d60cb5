import Cryptography

/// The draw of single numbers in rank order.
///
/// A draw for more winners begins with the same numbers, so that the ranks after the last winner
/// are the reserves.
///
/// Specs: contract section 4, ranked: `sample_by_index` of the package `cryptorandom` 0.4.
public enum RankedDraw {
  /// The most numbers that are drawn: each takes some words of memory.
  public static let winnersMax: Int64 = 1 << 31

  /// The winning numbers in order of drawing; more winners than numbers, or than `winnersMax`, are
  /// refused.
  ///
  /// - Complexity: O(winners) time and memory, whatever the range.
  public static func draw(
    in numbers: NumberRange, winners: Int64, seed: Digest
  ) throws(LotteryError) -> [Int64] {
    var generator = SHA256Generator(seed: seed)
    return try draw(in: numbers, winners: winners, from: &generator)
  }

  /// The same draw from any source: which number wins is `first` + `below(left)`, the last of
  /// those left taking its place.
  public static func draw(
    in numbers: NumberRange, winners: Int64, from source: inout some UniformSource
  ) throws(LotteryError) -> [Int64] {
    try numbers.checkRoom(for: winners)
    guard winners <= winnersMax else {
      throw .tooManyDrawn(found: winners, expected: winnersMax)
    }
    var list = RemainingNumbers(count: UInt64(numbers.count), draws: UInt64(winners))
    var drawn: [Int64] = []
    drawn.reserveCapacity(Int(winners))
    while drawn.count < Int(winners) {
      let offset = list.take(at: source.below(list.count))
      drawn.append(numbers.first + Int64(offset))
    }
    return drawn
  }
}

/// The list 0, 1, … of offsets that are still in the draw; the last replaces a taken one.
private struct RemainingNumbers {
  private(set) var count: UInt64

  // Every offset in its place, where much of the list is drawn; else only those that have moved.
  private let isWritten: Bool
  private var written: [UInt64]
  private var moved: WordTable

  init(count: UInt64, draws: UInt64) {
    self.count = count
    // A table takes four to eight words a draw, a written list one word a number.
    isWritten = count / 8 <= draws
    written = isWritten ? Array(0..<count) : []
    moved = WordTable(minimumCapacity: isWritten ? 0 : Int(draws))
  }

  mutating func take(at position: UInt64) -> UInt64 {
    count -= 1
    if isWritten {
      let taken = written[Int(position)]
      written[Int(position)] = written[Int(count)]
      return taken
    }
    let taken = moved[position] ?? position
    if position != count { moved.set(position, to: moved[count] ?? count) }
    return taken
  }
}
