import CanonicalJSON
import Ledger
import Offerings

extension Recorder {
  /// How many bookings are written, synced and signed together.
  public static let bookingBatch = 8_189

  /// Records bookings in their order, each once: the same again is told and changes nothing. All are
  /// held against the ledger before the first is written.
  ///
  /// - Parameters:
  ///   - batch: how many are written and synced together; a batch counts once its head is signed.
  ///   - inTurn: true where nothing is to be done at the same time, so that every run is the same.
  ///   - progress: told how many are recorded.
  /// - Throws: `BookingRefusal` with every booking that cannot be: `operationDiffers` with the field where
  ///   its id is recorded with other content, `overdrawn`, `holdNotOpen` and others of the ledger.
  public func post(
    _ bookings: [Booking], batch: Int = bookingBatch, inTurn: Bool = false,
    progress: @escaping (Int) -> Void = { _ in }
  ) throws -> [BookingOutcome] {
    try checkUnharmed()
    try checkSigner()
    var staged = try StagedBookings(bookings, on: &books, &index) { range, booking in
      try Self.entries(of: booking, in: lines(range)[...])
    }
    let instant = now(after: books.head)
    func makeLines(after head: JournalHead) -> BookingLines {
      let next = staged.batch(of: batch, in: bookings)
      return BookingLines(
        bookings, next.places, kept: next.kept, at: instant, by: actor, after: head)
    }
    try guarded {
      try openJournal()
      var count = 0
      var end = journalEnd
      var pipeline = BookingPipeline(self, inTurn: inTurn) { [self] batches in
        for batch in batches {
          index.settle(batch.ends, from: end)
          end += batch.bytes.count
          books.advance(to: batch.head)
          count += batch.ends.count
        }
        progress(count)
      }
      var made = makeLines(after: books.head)
      while !made.ends.isEmpty {
        made = try pipeline.write(made, isLast: staged.isTaken) { [made] in
          makeLines(after: made.head)
        }
      }
      try pipeline.finish()
    }
    books.settle()
    return staged.outcomes
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
    try booking.checkSame(as: recorded)
    return first...last
  }

  /// Posts a booking again that the journal holds, and compares it with its lines.
  ///
  /// - Throws: `recordedStepDiffers`, `unexplainedOperation`.
  func adopt(booking id: String, _ range: Range<Int>) throws {
    let lines = recorded.bytes[range].split(separator: UInt8(ascii: "\n"))
    let values = try lines.map { try JSONParser.parse($0) }
    guard let booking = Booking(recorded: values), booking.id == id,
      let actor = values.first?["body"]?[Entry.actorMember]?.stringValue
        .flatMap({ AccountName($0) })
    else { throw StorageError.unexplainedOperation(id) }
    let mark = EntryMark(isClockFixed: clock.isFixed, actor: actor)
    var content: [UInt8] = []
    let entries = try booking.entries(on: books.balances).marked(mark).entries
    for (place, entry) in entries.enumerated() {
      content.removeAll(keepingCapacity: true)
      JournalLine.appendContent(of: entry, code: code, to: &content)
      guard place < lines.count, JournalLine.content(of: lines[place]).starts(with: content) else {
        throw StorageError.recordedStepDiffers(step: id, entry: entry.id)
      }
      try books.recall(entry)
    }
  }
}
