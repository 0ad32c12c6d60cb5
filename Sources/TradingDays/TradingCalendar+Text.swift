extension TradingCalendar {
  /// The Shanghai Stock Exchange (上海证券交易所), 2006-01-04 through 2026-12-31. Shenzhen and
  /// Beijing trade on the same days.
  public static let xshg = shipped("XSHG", PackageResources.XSHG_txt)

  /// The calendar that ships under `id`, an ISO 10383 code, or nil.
  public static func named(_ id: String) -> TradingCalendar? {
    id == xshg.id ? xshg : nil
  }

  /// A calendar from a file's text: lines `first YYYY-MM-DD` and `last YYYY-MM-DD`, then every
  /// weekday closure on a line of its own, in order. Empty lines and lines that begin with `#` say
  /// nothing. Throws `malformedCalendar` with the line.
  public init(id: String, text: some StringProtocol) throws(CalendarError) {
    var days: [Day] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in zip(1..., lines) where !line.isEmpty && !line.hasPrefix("#") {
      days.append(try Self.day(in: line, number: number, after: days))
    }
    guard days.count >= 2 else {
      throw .malformedCalendar(
        line: lines.count, found: "", expected: Self.expectation(after: days))
    }
    self.init(id: id, covers: days[0]...days[1], closures: days[2...])
  }

  /// The day that a line holds: the first covered, the last covered, then closures.
  private static func day(
    in line: some StringProtocol, number: Int, after days: [Day]
  ) throws(CalendarError) -> Day {
    let label = days.isEmpty ? "first " : days.count == 1 ? "last " : ""
    guard line.hasPrefix(label), let day = Day(line.dropFirst(label.count)),
      isInPlace(day, after: days)
    else {
      throw .malformedCalendar(
        line: number, found: String(line), expected: expectation(after: days))
    }
    return day
  }

  private static func isInPlace(_ day: Day, after days: [Day]) -> Bool {
    switch days.count {
    case 0: true
    case 1: day >= days[0]
    case 2: (days[0]...days[1]).contains(day) && !day.weekday.isWeekend
    default: day > days[days.count - 1] && day <= days[1] && !day.weekday.isWeekend
    }
  }

  private static func expectation(after days: [Day]) -> String {
    switch days.count {
    case 0: "\"first\" and a day"
    case 1: "\"last\" and a day not before \(days[0])"
    case 2: "a weekday from \(days[0]) through \(days[1])"
    default: "a weekday after \(days[days.count - 1]), through \(days[1])"
    }
  }

  private static func shipped(_ id: String, _ text: [UInt8]) -> TradingCalendar {
    do throws(CalendarError) {
      return try TradingCalendar(id: id, text: String(decoding: text, as: UTF8.self))
    } catch {
      preconditionFailure("the calendar \(id) that ships with the program is damaged: \(error)")
    }
  }
}
