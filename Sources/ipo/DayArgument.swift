import TradingDays

/// A day of the call.
enum DayArgument {
  static func parse(_ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw Failure.WrongCall(message: "malformedDay: found \"\(text)\", expected YYYY-MM-DD")
    }
    return day
  }
}
