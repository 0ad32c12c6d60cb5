import Cryptography
import Parallelism

/// The search for the lowest tickets of a range, in parts that are independent of each other.
///
/// Tickets are hashes, so they are spread evenly: of N numbers, about p·N have a ticket below
/// the p-th part of all values. The search keeps the tickets below a limit that a little more
/// than the winners are expected under. If enough are found, the winners are the lowest of them,
/// for certain; only how often the limit must be raised is a matter of chance. So all parts
/// together keep little more than one ticket a winner, where a heap in each part would keep as
/// many as there are winners.
struct TicketSearch {
  private let numbers: NumberRange
  private let winners: Int
  private let hash: CounterHash
  private var expected: UInt64

  init(numbers: NumberRange, winners: Int64, seed: Digest) {
    self.numbers = numbers
    self.winners = Int(winners)
    hash = CounterHash(key: seed)
    // The count under a limit scatters by its root. 2^⌈bits / 2⌉ is between one and two roots of
    // the winners, so that three to six of them are added: a few limits in a thousand, at most,
    // prove too low.
    let bits = UInt64.bitWidth - winners.leadingZeroBitCount
    expected = UInt64(winners) + 3 << UInt64((bits + 1) / 2)
  }

  /// Expects twice as many tickets under the limit.
  mutating func raiseLimit() {
    expected *= 2
  }

  /// The winners by ascending ticket; `nil` where fewer than they have a ticket under the limit.
  func lowest() -> [Int64]? {
    let limit = limit
    let count = UInt64(numbers.count)
    let partCount = min(Self.partCountMax, (count - 1) / Self.partSizeMin + 1)
    let partSize = (count - 1) / partCount + 1
    let parts = concurrentMap(count: Int((count - 1) / partSize + 1)) { index in
      let start = UInt64(index) * partSize
      return tickets(from: start, to: min(start + partSize, count), limit: limit)
    }
    guard parts.reduce(0, { $0 + $1.count }) >= winners else { return nil }
    return merged(parts, limit: limit)
  }

  private static let partSizeMin: UInt64 = 1 << 16
  private static let partCountMax: UInt64 = 256
  private static let sliceSize = 1 << 15

  /// The highest first word that is kept.
  private var limit: UInt32 {
    guard expected < numbers.count else { return .max }
    let scaled = expected.multipliedFullWidth(by: 1 << 32)
    return UInt32(UInt64(numbers.count).dividingFullWidth(scaled).quotient)
  }

  /// The tickets up to the limit of the numbers at some offsets, ascending.
  private func tickets(from start: UInt64, to end: UInt64, limit: UInt32) -> [Ticket] {
    var hash = hash
    var found: [Ticket] = []
    // An eighth more than the part's share, so that an array hardly ever grows to twice its size.
    let share = expected / (UInt64(numbers.count) / (end - start))
    found.reserveCapacity(Int(min(end - start, share + share / 8 + 64)))
    let first = UInt64(numbers.first)
    for number in (first + start)..<(first + end) {
      let word = hash.firstWord(of: number)
      if word <= limit { found.append(Ticket(firstWord: word, number: number)) }
    }
    sort(&found)
    return found
  }

  /// The winners out of sorted parts. Each slice of values is merged on its own.
  private func merged(_ parts: [[Ticket]], limit: UInt32) -> [Int64] {
    let sliceCount = winners / Self.sliceSize + 1
    let sliceWidth = UInt64(limit) / UInt64(sliceCount) + 1
    let slices = concurrentMap(count: sliceCount) { index in
      var slice: [Ticket] = []
      let start = UInt64(index) * sliceWidth
      for part in parts {
        let low = Self.position(of: start, in: part)
        let high = Self.position(of: start + sliceWidth, in: part)
        slice.append(contentsOf: part[low..<high])
      }
      sort(&slice)
      return slice.map { Int64($0.number) }
    }
    var drawn: [Int64] = []
    drawn.reserveCapacity(winners)
    for slice in slices { drawn.append(contentsOf: slice.prefix(winners - drawn.count)) }
    return drawn
  }

  /// Where the first ticket is whose first word is at least `word`.
  private static func position(of word: UInt64, in part: [Ticket]) -> Int {
    var low = 0
    var high = part.count
    while low < high {
      let middle = (low + high) / 2
      if UInt64(part[middle].firstWord) < word { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func sort(_ tickets: inout [Ticket]) {
    tickets.sort { left, right in
      left.firstWord != right.firstWord
        ? left.firstWord < right.firstWord : precedesAmongEqual(left, right)
    }
  }

  /// The order of two tickets whose first words are equal, by all of their bytes: one pair in
  /// four thousand millions, so the rest of a ticket is made again rather than kept.
  private func precedesAmongEqual(_ left: Ticket, _ right: Ticket) -> Bool {
    var hash = hash
    let leftValue = hash.digest(of: left.number)
    let rightValue = hash.digest(of: right.number)
    return leftValue != rightValue ? leftValue < rightValue : left.number < right.number
  }
}

/// What the search keeps of a ticket.
private struct Ticket {
  let firstWord: UInt32
  let number: UInt64
}
