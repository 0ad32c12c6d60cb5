/// The end of something that binds for calendar months, such as a lock-up (限售期), and the first session
/// on or after it, when it no longer binds anyone who trades.
///
///     TermEnd(months: 6, from: listing, in: .xshg)  // 2023-10-10, session 2023-10-10
public struct TermEnd: Hashable, Sendable {
  /// The contractual end: the first day on which it no longer binds.
  public let day: Day
  /// The first session on or after it; nil where the calendar does not reach that far.
  public let session: Day?

  /// An end that is known.
  public init(_ day: Day, in calendar: TradingCalendar) {
    self.day = day
    session = try? calendar.session(onOrAfter: day)
  }

  /// The end of so many calendar months from `start`; the last day of a shorter month stands for a
  /// missing one.
  public init(months: Int, from start: Day, in calendar: TradingCalendar) {
    self.init(start.adding(months: months), in: calendar)
  }
}
