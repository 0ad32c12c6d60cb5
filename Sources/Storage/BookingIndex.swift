/// Where the lines of every booking lie in the journal, so that the same again is recognised. What is not
/// on disk yet can be taken back.
struct BookingIndex {
  private var lines: [String: Range<Int>]
  private var unsettled: [String] = []

  /// - Parameter recorded: the lines of the bookings that the journal holds.
  init(_ recorded: [String: Range<Int>]) { lines = recorded }

  subscript(id: String) -> Range<Int>? { lines[id] }

  mutating func add(_ id: String, _ range: Range<Int>) {
    lines[id] = range
    unsettled.append(id)
  }

  /// What was added is on disk.
  mutating func settle() { unsettled.removeAll(keepingCapacity: true) }

  /// What was added since the last `settle` is not.
  mutating func takeBack() {
    for id in unsettled { lines[id] = nil }
    settle()
  }
}
