import Testing
import TradingDays

/// The day that a test writes out.
func day(_ text: String) throws -> Day {
  try #require(Day(text), "\(text) is no day")
}
