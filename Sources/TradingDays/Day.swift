/// A calendar day without time zone, in the proleptic Gregorian calendar, years 1 to 9999.
///
///     Day("2023-03-29")?.adding(months: 6)  // 2023-09-29
public struct Day: Hashable, Sendable {
  /// The first day there is, 0001-01-01.
  public static let earliest = Day(daysSinceEpoch: -719_162)
  /// The last day there is, 9999-12-31.
  public static let latest = Day(daysSinceEpoch: 2_932_896)

  /// Days since 1970-01-01, which is 0.
  let daysSinceEpoch: Int

  init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The day of that date; nil where the calendar has no such date, or not in years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.init(date: (year, month, day))
  }

  /// The day written as exactly `YYYY-MM-DD`, ISO 8601's extended form; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var scanner = TextScanner(text)
    guard let day = scanner.day(), scanner.isAtEnd else { return nil }
    self = day
  }

  /// The year, 1 to 9999.
  public var year: Int { date.year }

  /// The month, 1 to 12.
  public var month: Int { date.month }

  /// The day of the month, 1 to 31.
  public var day: Int { date.day }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday; the remainder is 0 for Monday.
    switch (daysSinceEpoch + 3).dividedDown(by: 7).remainder {
    case 0: .monday
    case 1: .tuesday
    case 2: .wednesday
    case 3: .thursday
    case 4: .friday
    case 5: .saturday
    default: .sunday
    }
  }

  /// The day so many calendar days later, or earlier where `days` is negative.
  ///
  /// - Precondition: The result lies between ``earliest`` and ``latest``.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    let result = Day(daysSinceEpoch: sum)
    precondition(!overflow && result >= .earliest && result <= .latest, "a day beyond year 9999")
    return result
  }

  /// The same day of the month so many months later, or earlier where `months` is negative; the
  /// last day of the month where that month is shorter: 2024-02-29 and 12 give 2025-02-28.
  ///
  /// - Precondition: The result lies between ``earliest`` and ``latest``.
  public func adding(months: Int) -> Day {
    let (year, month, day) = date
    let limit = 12 * 9999
    precondition((-limit...limit).contains(months), "a day beyond year 9999")
    let (newYear, newMonth) = (year * 12 + month - 1 + months).dividedDown(by: 12)
    precondition((1...9999).contains(newYear), "a day beyond year 9999")
    let length = Self.length(ofMonth: newMonth + 1, year: newYear)
    return Day(date: (newYear, newMonth + 1, min(day, length)))
  }

  /// The calendar days from this day to `other`; negative where `other` is earlier.
  public func days(to other: Day) -> Int {
    other.daysSinceEpoch - daysSinceEpoch
  }
}

extension Day: Comparable {
  /// Whether `left` is the earlier day.
  public static func < (left: Day, right: Day) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = date
    return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }
}

/// Dates and day numbers. The year is taken to begin in March, so that the leap day comes last in
/// it and the months before have a regular length: 153 days in every 5 (E. G. Richards, Calendars,
/// in: Explanatory Supplement to the Astronomical Almanac, 3rd ed., section 15.11).
extension Day {
  private typealias Date = (year: Int, month: Int, day: Int)

  private static let daysIn400Years = 146_097
  /// Days from 0000-03-01 to 1970-01-01.
  private static let epochOffset = 719_468

  private init(date: Date) {
    let marchMonth = (date.month + 9) % 12
    let marchYear = date.month <= 2 ? date.year - 1 : date.year
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    let dayOfYear = (153 * marchMonth + 2) / 5 + date.day - 1
    daysSinceEpoch = marchYear * 365 + leapDays + dayOfYear - Self.epochOffset
  }

  private var date: Date {
    let (era, dayOfEra) = (daysSinceEpoch + Self.epochOffset).dividedDown(by: Self.daysIn400Years)
    // Without the leap days already passed, every year of the 400 has 365 days.
    let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = (marchMonth + 2) % 12 + 1
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
