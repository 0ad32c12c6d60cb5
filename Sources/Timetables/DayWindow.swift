import TradingDays

/// Days between which something comes: never before the earliest, never after the latest.
public struct DayWindow: Equatable, Sendable {
  public let earliest: Day
  public let typical: Day
  public let latest: Day

  /// - Precondition: in order.
  public init(earliest: Day, typical: Day, latest: Day) {
    precondition(earliest <= typical && typical <= latest, "a window out of order")
    self.earliest = earliest
    self.typical = typical
    self.latest = latest
  }

  /// A day or a month as a window, "2024-01-15" or "2024-01", in years 1990 to 2199; its middle day,
  /// the earlier of two, is the typical one. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    let isMonth = text.utf8.count == 7
    guard let first = Day(isMonth ? "\(text)-01" : String(text)), (1990...2199).contains(first.year)
    else { return nil }
    let last = isMonth ? first.adding(months: 1).adding(days: -1) : first
    self.init(earliest: first, typical: first.adding(days: first.days(to: last) / 2), latest: last)
  }

  public func contains(_ day: Day) -> Bool { earliest <= day && day <= latest }

  /// Each bound so much later, in the span's own least, typical and most.
  func lengthened(by span: Span, times: Int = 1) -> DayWindow {
    var window = self
    for _ in 0..<times {
      window = DayWindow(
        earliest: span.end(of: span.least, from: window.earliest),
        typical: span.end(of: span.typical, from: window.typical),
        latest: span.end(of: span.most, from: window.latest))
    }
    return window
  }
}
