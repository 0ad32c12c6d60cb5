import Offerings
import TradingDays

/// The lines of posted bookings, as the journal has them.
public struct BookingLines: Sendable {
  public let bytes: [UInt8]
  /// Where each booking's lines end, counted from the first one's beginning.
  public let ends: [Int]
  /// The end of the journal behind them.
  public let head: JournalHead

  /// The longest line of a booking: four names of 64 bytes in two paths, and what stands between.
  private static let lineByteCountMax = 1_024

  /// Writes the lines; the same bytes as those of the bookings' entries, in a fraction of the time.
  ///
  /// - Parameters:
  ///   - places: which of the bookings.
  ///   - kept: what `Books.post` noted of the bookings' actions.
  ///   - actor: who records them.
  ///   - head: the end of the journal before them.
  public init(
    _ bookings: [Booking], _ places: ArraySlice<Int>, kept: ArraySlice<Int64>, at instant: Instant,
    by actor: AccountName, after head: JournalHead
  ) {
    let actions = places.reduce(0) { $0 + bookings[$1].actions.count }
    let time = instant.description
    var head = head
    var ends: [Int] = []
    ends.reserveCapacity(places.count)
    bytes = [UInt8](unsafeUninitializedCapacity: actions * Self.lineByteCountMax) { memory, count in
      var lines = LineWriter(memory)
      var kept = kept
      for place in places {
        let booking = bookings[place]
        head.append(
          booking, kept: kept.prefix(booking.actions.count), at: instant, time, by: actor,
          to: &lines)
        kept = kept.dropFirst(booking.actions.count)
        ends.append(lines.count)
      }
      count = lines.count
    }
    self.ends = ends
    self.head = head
  }
}
