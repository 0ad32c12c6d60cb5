/// The sessions of an exchange (交易日历): every weekday of a span of years but for the closures.
///
/// It never guesses. A question whose answer lies outside the span is refused, since holidays are
/// known only once the exchange has announced them, near the end of the year before.
///
///     let day = Day(year: 2020, month: 5, day: 21)
///     try day.map { try TradingCalendar.xshg.session($0, offset: 2) }  // 2020-05-25
public struct TradingCalendar: Sendable {
  /// The exchange's market identifier code (ISO 10383).
  public let id: String
  /// The days that the calendar knows about.
  public let covers: ClosedRange<Day>
  /// The weekdays without a session, in order.
  public let closures: [Day]

  /// In order: a session is found by bisection, and T+n is n places on.
  private let sessions: [Day]

  /// A calendar of every weekday in `covers` but for `closures`.
  ///
  /// - Complexity: O(n) days covered.
  public init(id: String, covers: ClosedRange<Day>, closures: some Sequence<Day>) {
    let closed = Set(closures)
    let first = covers.lowerBound
    self.id = id
    self.covers = covers
    self.closures = closed.sorted()
    sessions = (0...first.days(to: covers.upperBound))
      .map { first.adding(days: $0) }
      .filter { !$0.weekday.isWeekend && !closed.contains($0) }
  }

  /// The first day covered.
  public var first: Day { covers.lowerBound }

  /// The last day covered.
  public var last: Day { covers.upperBound }

  /// Whether the exchange trades on `day`. Throws `beyondCalendar`.
  public func isSession(_ day: Day) throws(CalendarError) -> Bool {
    try checkCoverage(of: day)
    let place = place(of: day)
    return place < sessions.count && sessions[place] == day
  }

  /// `day` itself or else the next session after it. Throws `beyondCalendar`.
  public func session(onOrAfter day: Day) throws(CalendarError) -> Day {
    try checkCoverage(of: day)
    return try session(at: place(of: day))
  }

  /// `day` itself or else the last session before it. Throws `beyondCalendar`.
  public func session(onOrBefore day: Day) throws(CalendarError) -> Day {
    let isSession = try isSession(day)
    return try session(at: isSession ? place(of: day) : place(of: day) - 1)
  }

  /// The session `offset` sessions after `day`, or before where it is negative: with `day` as T,
  /// 2 gives T+2 and −3 gives T−3. Throws `notASession` where `day` is none, and `beyondCalendar`.
  public func session(_ day: Day, offset: Int) throws(CalendarError) -> Day {
    guard try isSession(day) else { throw .notASession(day) }
    let (index, overflow) = place(of: day).addingReportingOverflow(offset)
    return try session(at: overflow ? sessions.count : index)
  }

  /// The sessions from `start` through `end`, both included; none where `end` is earlier. Throws
  /// `beyondCalendar`.
  public func sessions(
    from start: Day, through end: Day
  ) throws(CalendarError) -> ArraySlice<Day> {
    try checkCoverage(of: start)
    try checkCoverage(of: end)
    return sessions[place(of: start)...].prefix { $0 <= end }
  }

  /// The index of the first session on or after `day`; one past the last where there is none.
  private func place(of day: Day) -> Int {
    var low = 0
    var high = sessions.count
    while low < high {
      let middle = low + (high - low) / 2
      if sessions[middle] < day {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private func session(at index: Int) throws(CalendarError) -> Day {
    guard sessions.indices.contains(index) else {
      let nearest = index < 0 ? first.daysSinceEpoch - 1 : last.daysSinceEpoch + 1
      throw .beyondCalendar(Day(daysSinceEpoch: nearest), covers: covers)
    }
    return sessions[index]
  }

  private func checkCoverage(of day: Day) throws(CalendarError) {
    guard covers.contains(day) else { throw .beyondCalendar(day, covers: covers) }
  }
}
