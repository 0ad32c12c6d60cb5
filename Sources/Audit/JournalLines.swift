import Ledger

/// The lines of a stretch of a journal, one after the other, without holding more than a window of it.
struct JournalLines: Sequence, IteratorProtocol {
  private let source: JournalSource
  private let end: Int
  /// The bytes that are at hand, and the place of the first of them in the journal.
  private var window: ArraySlice<UInt8> = []
  private var place: Int

  private static let windowLength = 1 << 20

  /// - Parameter range: begins with a line and ends behind an LF, or at the end of the journal.
  init(_ source: JournalSource, _ range: Range<Int>) {
    self.source = source
    place = range.lowerBound
    end = range.upperBound
  }

  /// The next line with its LF, and where it begins; what follows the last LF is no line.
  mutating func next() -> (line: ArraySlice<UInt8>, start: Int)? {
    var searched = 0
    while true {
      if let length = (window.withUnsafeBufferPointer { LineFeed.first(in: $0, from: searched) }) {
        let line = window.prefix(length + 1)
        defer {
          window = window.dropFirst(length + 1)
          place += length + 1
        }
        return (line, place)
      }
      searched = window.count
      let room = Swift.min(end - place - window.count, Self.windowLength)
      guard room > 0 else { return nil }
      let start = place + window.count
      let more = source.bytes(start..<start + room)
      guard !more.isEmpty else { return nil }
      window = window.isEmpty ? more : window + more
    }
  }
}
