import Rulebooks
import TradingDays

/// Why a timetable cannot be made.
public enum TimetableError: Error, Equatable, Sendable, CustomStringConvertible {
  /// T is no session; the sessions around it, where the calendar has them.
  case subscriptionDayNotASession(Day, before: Day?, after: Day?)
  /// The wished listing day is no session.
  case wishedDayNotASession(Day, before: Day?, after: Day?)
  /// The listing day is no session.
  case listingDayNotASession(Day, before: Day?, after: Day?)
  /// The listing would come before another step is over.
  case listingTooEarly(Day, step: String, ends: Day)
  /// T is outside the rulebook's years.
  case rulebookNotInForce(String, on: Day, inForce: ValidityPeriod)
  /// A step lies where the trading calendar ends.
  case beyondCalendar(step: String, covers: ClosedRange<Day>)
  /// A stage, a factor or a board that the plan does not have.
  case unknownName(String, of: String, expected: [String])
  /// The same stage or factor is told twice.
  case toldTwice(String, of: String)

  public var description: String {
    switch self {
    case .subscriptionDayNotASession(let day, let before, let after):
      "subscriptionDayNotASession: " + Self.closed(day, before, after)
    case .wishedDayNotASession(let day, let before, let after):
      "wishedDayNotASession: " + Self.closed(day, before, after)
    case .listingDayNotASession(let day, let before, let after):
      "listingDayNotASession: " + Self.closed(day, before, after)
    case .listingTooEarly(let day, let step, let ends):
      "listingTooEarly: found \(day), expected a session after \(ends), the day of \(step)"
    case .rulebookNotInForce(let id, let day, let inForce):
      "rulebookNotInForce: found T on \(day), expected a day of \(id)'s, \(inForce)"
    case .beyondCalendar(let step, let covers):
      "beyondCalendar: found no session for \(step), expected one from \(covers.lowerBound) "
        + "through \(covers.upperBound), which the trading calendar covers"
    case .unknownName(let name, let kind, let expected):
      "unknown\(kind.prefix(1).uppercased())\(kind.dropFirst()): found \"\(name)\", expected one of "
        + expected.joined(separator: ", ")
    case .toldTwice(let name, let kind):
      "\(kind)ToldTwice: found \"\(name)\" twice, expected it once"
    }
  }

  private static func closed(_ day: Day, _ before: Day?, _ after: Day?) -> String {
    let near = [before, after].compactMap { $0?.description }.joined(separator: " or ")
    return "found \(day), on which the exchange is closed, expected a trading day"
      + (near.isEmpty ? "" : ": \(near)")
  }
}
