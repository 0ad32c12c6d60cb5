import Ledger

/// What became of a booking that was not refused.
public struct BookingOutcome: Equatable, Sendable {
  public let booking: Booking
  /// The numbers of its entries.
  public let entries: ClosedRange<Int64>
  /// False where the same booking was recorded before: nothing was added.
  public let isNew: Bool
}
