import TradingDays

/// A horizontal axis of days with a line at the first of every month.
struct MonthAxis {
  private let first: Day
  private let days: Int
  private let left: Int
  private let right: Int

  /// From the first of one month to the end of another. Lengths are tenths of a pixel.
  init(from: Day, through: Day, left: Int, right: Int) {
    first = from.adding(days: 1 - from.day)
    days = first.days(to: through.adding(days: 1 - through.day).adding(months: 1))
    self.left = left
    self.right = right
  }

  /// Where a day begins.
  func x(_ day: Day) -> Int { left + first.days(to: day) * (right - left) / days }

  /// The months' lines downwards from here, and as many names above them as have room.
  func draw(_ canvas: inout SVGCanvas, height: Int) {
    var month = first
    var labelled = left - Self.room
    while first.days(to: month) <= days {
      let x = x(month)
      canvas.rectangle(x: x, top: 0, width: 8, height: height, "divider")
      if x >= labelled + Self.room, x + Self.room <= right {
        canvas.label(month.monthText, x: x, top: -80, "tick")
        labelled = x
      }
      month = month.adding(months: 1)
    }
  }

  /// What a month's name takes.
  private static let room = 700
}
