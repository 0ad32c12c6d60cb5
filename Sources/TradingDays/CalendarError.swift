/// Why a trading calendar cannot answer, or cannot be read.
public enum CalendarError: Error, Equatable, Sendable {
  /// The answer depends on this day, which the calendar does not cover.
  case beyondCalendar(Day, covers: ClosedRange<Day>)
  /// Sessions are counted from this day, and it is none.
  case notASession(Day)
  /// A line of a calendar file, counted from 1, is not what it should be.
  case malformedCalendar(line: Int, found: String, expected: String)
}

extension CalendarError: CustomStringConvertible {
  /// One line: what was found, what was expected.
  public var description: String {
    switch self {
    case .beyondCalendar(let day, let covers):
      "found \(day), expected a day from \(covers.lowerBound) through \(covers.upperBound), "
        + "which the trading calendar covers"
    case .notASession(let day):
      "found \(day), on which the exchange is closed, expected a trading day"
    case .malformedCalendar(let line, let found, let expected):
      "line \(line): found \"\(found)\", expected \(expected)"
    }
  }
}
