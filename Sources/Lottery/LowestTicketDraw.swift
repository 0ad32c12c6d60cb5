import Cryptography

/// The draw by lowest ticket: every number has a hash under the seed, and the lowest win.
///
/// Anyone can compute his own ticket, and no other number's presence changes it.
///
/// Specs: contract section 4, lowest-ticket.
public enum LowestTicketDraw {
  /// The winning numbers by ascending ticket; more winners than numbers are refused.
  ///
  /// - Complexity: O(numbers × log winners) time, about a hash a number; O(winners) memory.
  public static func draw(
    in numbers: NumberRange, winners: Int64, seed: Digest
  ) throws(LotteryError) -> [Int64] {
    try numbers.checkRoom(for: winners)
    guard winners > 0 else { return [] }
    var trunk = SHA256()
    trunk.update(seed)
    var lowest = LowestTickets(limit: Int(winners))
    for number in numbers.first...numbers.last {
      lowest.insert(Ticket(value: value(of: number, after: trunk), number: number))
    }
    return lowest.ascending()
  }

  /// The ticket of one number: SHA-256(seed ‖ number as 8 bytes, big-endian).
  public static func ticket(of number: Int64, seed: Digest) -> Digest {
    var trunk = SHA256()
    trunk.update(seed)
    return value(of: number, after: trunk)
  }

  private static func value(of number: Int64, after trunk: SHA256) -> Digest {
    var state = trunk
    withUnsafeBytes(of: number.bigEndian) { bytes in state.update(bytes) }
    return state.finalized()
  }
}

private struct Ticket: Comparable {
  let value: Digest
  let number: Int64

  static func < (left: Ticket, right: Ticket) -> Bool {
    left.value != right.value ? left.value < right.value : left.number < right.number
  }
}

/// The lowest tickets seen so far, in a heap with the highest of them on top.
private struct LowestTickets {
  private let limit: Int
  private var heap: [Ticket] = []

  init(limit: Int) {
    self.limit = limit
    heap.reserveCapacity(limit)
  }

  mutating func insert(_ ticket: Ticket) {
    if heap.count < limit {
      heap.append(ticket)
      siftUp(from: heap.count - 1)
    } else if ticket < heap[0] {
      heap[0] = ticket
      siftDown()
    }
  }

  func ascending() -> [Int64] {
    heap.sorted().map(\.number)
  }

  private mutating func siftUp(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent] < heap[child] else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var highest = 2 * parent + 1
      guard highest < heap.count else { return }
      if highest + 1 < heap.count, heap[highest] < heap[highest + 1] { highest += 1 }
      guard heap[parent] < heap[highest] else { return }
      heap.swapAt(parent, highest)
      parent = highest
    }
  }
}
