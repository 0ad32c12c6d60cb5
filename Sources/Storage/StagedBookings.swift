import Ledger

/// Bookings that were held against the ledger and posted in memory: each is new, or was recorded before.
struct StagedBookings {
  /// What becomes of each booking of the list.
  private(set) var outcomes: [BookingOutcome] = []
  /// The places of the new ones in the list.
  private var places: [Int] = []
  /// What the holds kept that the new ones' actions end.
  private var kept: [Int64] = []
  /// How many of the places and of the kept amounts batches have taken.
  private var taken = (places: 0, kept: 0)

  /// Posts every booking that is not recorded.
  ///
  /// - Parameter recorded: the entries of a booking whose lines are on disk.
  /// - Throws: `BookingRefusal` with all that cannot be; then nothing was posted.
  init(
    _ bookings: [Booking], on books: inout Books, _ index: inout BookingIndex,
    recorded: (Range<Int>, Booking) throws -> ClosedRange<Int64>
  ) throws {
    var refusals: [(place: Int, error: LedgerError)] = []
    var next = books.head.count
    outcomes.reserveCapacity(bookings.count)
    for place in bookings.indices {
      let booking = bookings[place]
      do {
        let (number, isNew) = index.insert(booking)
        if isNew {
          try books.post(booking, kept: &kept)
          places.append(place)
          let last = next + Int64(booking.actions.count) - 1
          outcomes.append(BookingOutcome(booking: booking, entries: next...last, isNew: true))
          next = last + 1
        } else if number < index.settled {
          let entries = try recorded(index[number], booking)
          outcomes.append(BookingOutcome(booking: booking, entries: entries, isNew: false))
        } else if number - index.settled < places.count {
          let before = outcomes[places[number - index.settled]]
          try booking.checkSame(as: before.booking)
          outcomes.append(BookingOutcome(booking: booking, entries: before.entries, isNew: false))
        }
      } catch let error as LedgerError {
        refusals.append((place, error))
        // The next ones are looked at for their own faults: numbers stay places of new bookings.
        if places.count < index.unsettledCount { places.append(place) }
        if outcomes.count == place {
          outcomes.append(BookingOutcome(booking: booking, entries: 0...0, isNew: false))
        }
      } catch {
        books.takeBack()
        index.takeBack()
        throw error
      }
    }
    guard refusals.isEmpty else {
      books.takeBack()
      index.takeBack()
      throw BookingRefusal(refusals: refusals)
    }
  }

  /// True where batches have taken all.
  var isTaken: Bool { taken.places == places.count }

  /// The next new bookings, at most that many, with what their holds kept.
  mutating func batch(of count: Int, in bookings: [Booking]) -> (
    places: ArraySlice<Int>, kept: ArraySlice<Int64>
  ) {
    let places = places[taken.places...].prefix(count)
    let actions = places.reduce(0) { $0 + bookings[$1].actions.count }
    let kept = kept[taken.kept...].prefix(actions)
    taken = (places.endIndex, kept.endIndex)
    return (places, kept)
  }
}
