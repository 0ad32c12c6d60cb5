import Ledger
import Offerings

/// Where the lines of every booking lie in the journal, so that the same again is recognised. What is not
/// on disk yet can be taken back.
struct BookingIndex {
  private var references = TextTable()
  private var lines: [Range<Int>] = []
  /// How many of them are on disk.
  private(set) var settled = 0

  /// - Parameter recorded: the bookings that the journal holds, in its order.
  init(_ recorded: [(reference: String, lines: Range<Int>)]) {
    for (reference, range) in recorded {
      _ = references.insert(reference)
      lines.append(range)
    }
    settled = lines.count
  }

  /// How many were taken and are not on disk.
  var unsettledCount: Int { lines.count - settled }

  /// Takes a booking whose lines are not written yet.
  ///
  /// - Returns: its number, and whether it is new.
  mutating func insert(_ booking: Booking) -> (number: Int, isNew: Bool) {
    let (number, isNew) = references.insert(booking.reference.text)
    if isNew { lines.append(0..<0) }
    return (number, isNew)
  }

  /// The lines of a booking on disk.
  subscript(number: Int) -> Range<Int> { lines[number] }

  /// The next bookings that were taken are on disk.
  ///
  /// - Parameters:
  ///   - ends: where each one's lines end, counted from `begin`.
  mutating func settle(_ ends: [Int], from begin: Int) {
    var start = begin
    for end in ends {
      lines[settled] = start..<begin + end
      start = begin + end
      settled += 1
    }
  }

  /// What was taken and is not on disk never came.
  mutating func takeBack() {
    references.removeLast(unsettledCount)
    lines.removeLast(unsettledCount)
  }
}
