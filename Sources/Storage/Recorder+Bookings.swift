import CanonicalJSON
import Ledger

extension Recorder {
  /// How many bookings are written, synced and signed together.
  public static let bookingBatch = 8_189

  /// Records bookings in their order, each once: the same again is told and changes nothing. All are
  /// held against the ledger before the first is written.
  ///
  /// - Parameter progress: told how many are recorded.
  /// - Throws: `BookingRefusal` with every booking that cannot be: `operationDiffers` with the field where
  ///   its id is recorded with other content, `overdrawn`, `holdNotOpen` and others of the ledger.
  public func post(
    _ bookings: [Booking], progress: (Int) -> Void = { _ in }
  ) throws -> [BookingOutcome] {
    try checkSigner()
    if bookings.count > Self.bookingBatch {
      // Tried first, so that no batch is written before another one is refused.
      _ = try stage(bookings[...])
      takeBack()
    }
    var outcomes: [BookingOutcome] = []
    outcomes.reserveCapacity(bookings.count)
    for start in stride(from: 0, to: bookings.count, by: Self.bookingBatch) {
      let batch = bookings[start..<min(bookings.count, start + Self.bookingBatch)]
      let staged = try stage(batch)
      if !staged.bytes.isEmpty { try writing { try $0.append(staged.bytes) } }
      index.settle()
      outcomes += staged.outcomes
      progress(batch.endIndex)
    }
    return outcomes
  }

  /// Posts in memory.
  ///
  /// - Returns: the lines that are to be written, and what becomes of each booking.
  private func stage(
    _ bookings: ArraySlice<Booking>
  ) throws -> (bytes: [UInt8], outcomes: [BookingOutcome]) {
    let instant = now(after: books.head)
    let begin = journalEnd
    var bytes: [UInt8] = []
    var outcomes: [BookingOutcome] = []
    var refusals: [(place: Int, error: LedgerError)] = []
    outcomes.reserveCapacity(bookings.count)
    for place in bookings.indices {
      let booking = bookings[place]
      do {
        if let range = index[booking.id] {
          let entries =
            range.lowerBound < begin
            ? try Self.entries(of: booking, in: lines(range)[...])
            : try Self.entries(
              of: booking, in: bytes[range.lowerBound - begin..<range.upperBound - begin])
          outcomes.append(BookingOutcome(booking: booking, entries: entries, isNew: false))
          continue
        }
        let start = begin + bytes.count
        let entries = try books.post(
          booking.entries(on: books.balances), at: instant, code: code, to: &bytes)
        index.add(booking.id, start..<begin + bytes.count)
        outcomes.append(BookingOutcome(booking: booking, entries: entries, isNew: true))
      } catch let error as LedgerError {
        refusals.append((place, error))
      }
    }
    guard refusals.isEmpty else {
      takeBack()
      throw BookingRefusal(refusals: refusals)
    }
    return (bytes, outcomes)
  }

  /// The numbers of a recorded booking's entries.
  ///
  /// - Throws: `operationDiffers` where the lines are of another booking with that id.
  private static func entries(
    of booking: Booking, in lines: ArraySlice<UInt8>
  ) throws -> ClosedRange<Int64> {
    let values = try lines.split(separator: UInt8(ascii: "\n")).map { try JSONParser.parse($0) }
    guard let recorded = Booking(recorded: values), let first = values.first?["seq"]?.integerValue,
      let last = values.last?["seq"]?.integerValue
    else { throw StorageError.unexplainedOperation(booking.id) }
    if let difference = booking.difference(from: recorded) {
      throw LedgerError.operationDiffers(
        id: booking.id, field: difference.field, found: difference.own,
        recorded: difference.other)
    }
    return first...last
  }

  /// Posts a booking again that the journal holds, and compares it with its lines.
  ///
  /// - Throws: `recordedStepDiffers`, `unexplainedOperation`.
  func adopt(booking id: String, _ range: Range<Int>) throws {
    let lines = recorded.bytes[range].split(separator: UInt8(ascii: "\n"))
    let values = try lines.map { try JSONParser.parse($0) }
    guard let booking = Booking(recorded: values), booking.id == id else {
      throw StorageError.unexplainedOperation(id)
    }
    var content: [UInt8] = []
    let entries = try booking.entries(on: books.balances).entries
    for (place, entry) in entries.enumerated() {
      content.removeAll(keepingCapacity: true)
      JournalLine.appendContent(of: entry, code: code, to: &content)
      guard place < lines.count, JournalLine.content(of: lines[place]).starts(with: content) else {
        throw StorageError.recordedStepDiffers(step: id, entry: entry.id)
      }
      try books.recall(entry)
    }
  }

  private func takeBack() {
    books.takeBack()
    index.takeBack()
  }
}
