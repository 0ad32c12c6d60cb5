import Ledger

/// Bookings of which one or more cannot be: none of them is written.
public struct BookingRefusal: Error {
  /// By the place in the list, from 0.
  public let refusals: [(place: Int, error: LedgerError)]
}
