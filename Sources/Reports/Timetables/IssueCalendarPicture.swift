import Timetables
import TradingDays

/// A picture of an issue calendar (发行日程图): a row a week, a cell a weekday, the steps on their days,
/// holidays in another colour, and below when locks end. One SVG text that needs nothing else, in light
/// and in dark.
///
/// The same values give the same bytes. Coordinates are tenths of a pixel.
public struct IssueCalendarPicture: Sendable {
  let report: IssueCalendarReport

  public init(_ report: IssueCalendarReport) {
    self.report = report
  }

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-issue-calendar")
    let name = report.title.map { CellText.fitted($0, cells: 60) }
    canvas.text(name ?? "Issue calendar", x: Self.left, down: 520, "heading")
    canvas.text(
      "T \(report.byDay.map(\.day.description).joined(separator: " or ")), listing "
        + "\(report.byListing.map(\.listingDay.description).joined(separator: " or "))",
      x: Self.left, down: 280, "value")
    let isClosed = report.calendars.contains { !$0.closures.isEmpty }
    canvas.text(
      report.calendars[0].rulebook + (isClosed ? " · orange: the exchange is closed" : ""),
      x: Self.left, down: 240, "note")
    for calendar in report.byDay { grid(of: calendar, &canvas) }
    locks(&canvas)
    canvas.move(300)
    return canvas.svg(
      title: "\(report.title ?? "Issue calendar"): T-6 to listing", description: description)
  }

  private static let width = 9_600
  private static let left = 400
  private static let right = 9_200
  private static let cell = 1_760
  private static let gap = 40
  private static let line = 190

  /// All calendars that begin on this one's T.
  private func together(with calendar: IssueCalendar) -> [IssueCalendar] {
    report.calendars.filter { $0.day == calendar.day }
  }

  private func grid(of calendar: IssueCalendar, _ canvas: inout SVGCanvas) {
    if report.byDay.count > 1 {
      canvas.text(
        "T \(calendar.day), listing on \(calendar.distance)", x: Self.left, down: 420, "subheading")
    }
    canvas.move(320)
    for (place, name) in ["Mon", "Tue", "Wed", "Thu", "Fri"].enumerated() {
      canvas.label(name, x: Self.left + place * Self.cell, top: 0, "note")
    }
    canvas.move(80)
    let all = together(with: calendar)
    guard let first = calendar.events.first?.first, let last = all.map(\.listingDay).max(),
      let sessions = try? Array(report.trading.sessions(from: first, through: last)),
      let t = sessions.firstIndex(of: calendar.day)
    else { return }
    var monday = first.adding(days: 1 - first.weekday.rawValue)
    while monday <= last {
      let days = (0..<5).map { monday.adding(days: $0) }
      let cells = days.map { day in
        Cell(
          day: day, offset: sessions.firstIndex(of: day).map { SessionOffset($0 - t) },
          isInside: first <= day && day <= last, steps: Self.steps(on: day, of: all))
      }
      week(cells, &canvas)
      monday = monday.adding(days: 7)
    }
  }

  private struct Cell {
    let day: Day
    /// Nil where there is no session, or outside the calendar's days.
    let offset: SessionOffset?
    let isInside: Bool
    let steps: [String]
  }

  /// What stands in a day's cell, each once.
  private static func steps(on day: Day, of calendars: [IssueCalendar]) -> [String] {
    var steps: [String] = []
    for event in calendars.flatMap(\.events) {
      let isOn = event.isListing ? event.first == day : event.first <= day && day <= event.last
      guard isOn else { continue }
      let until =
        event.isListing && event.last > event.first
        ? " to \(event.last.description.suffix(5))"
        : event.closes.map { " by \($0)" } ?? ""
      let text = CellText.fitted(event.step.short, cells: 16) + until
      if !steps.contains(text) { steps.append(text) }
    }
    return steps
  }

  private func week(_ cells: [Cell], _ canvas: inout SVGCanvas) {
    let height = 300 + Self.line * (cells.map(\.steps.count).max() ?? 0) + 60
    for (place, cell) in cells.enumerated() {
      let x = Self.left + place * Self.cell
      let width = Self.cell - Self.gap
      if cell.isInside {
        canvas.rectangle(
          x: x, top: 0, width: width, height: height, cell.offset == nil ? "band" : "area",
          tooltip: "\(cell.day): \(cell.steps.joined(separator: ", "))")
      }
      if cell.offset?.sessions == 0 || cell.steps.contains("listing") {
        canvas.rectangle(x: x, top: 0, width: width, height: 45, "bar")
      }
      canvas.label(String(cell.day.description.suffix(5)), x: x + 80, top: 230, "note")
      let mark = cell.isInside ? cell.offset?.description ?? "closed" : ""
      canvas.label(mark, x: x + width - 80, top: 230, "subheading end")
      for (line, step) in cell.steps.enumerated() {
        canvas.label(step, x: x + 80, top: 300 + Self.line * (line + 1) - 50, "tick")
      }
    }
    canvas.move(height + Self.gap)
  }

  /// A row a kind of lock-up, a column a listing day.
  private func locks(_ canvas: inout SVGCanvas) {
    let columns = report.byListing
    guard let first = columns.first, !first.releases.isEmpty else { return }
    canvas.text("First tradable day of each lock-up", x: Self.left, down: 420, "subheading")
    for (place, calendar) in columns.enumerated().prefix(3) {
      canvas.label(
        "listed \(calendar.listingDay)",
        x: Self.right - 1_400 * (min(3, columns.count) - 1 - place),
        top: 0, "note end")
    }
    var isUnknown = false
    for (row, release) in first.releases.enumerated() {
      let lockUp = release.lockUp
      canvas.text(
        CellText.fitted("\(lockUp.kind.rawValue): \(lockUp.whose)", cells: 50), x: Self.left,
        down: 240, "value")
      canvas.label("\(lockUp.months) months", x: 5_000, top: 0, "end")
      for (place, calendar) in columns.enumerated().prefix(3)
      where calendar.releases.indices.contains(row) {
        let end = calendar.releases[row].end
        isUnknown = isUnknown || end.session == nil
        canvas.label(
          end.session?.description ?? "\(end.day)*",
          x: Self.right - 1_400 * (min(3, columns.count) - 1 - place), top: 0, "end")
      }
    }
    if isUnknown {
      canvas.text(
        "* the contractual end: the calendar of trading days does not reach it", x: Self.left,
        down: 280, "note")
    }
  }

  /// All that the picture shows, in words.
  private var description: String {
    report.calendars.map { calendar in
      let steps = calendar.events.map { event in
        "\([event.when, event.first.description].filter { !$0.isEmpty }.joined(separator: " ")): "
          + event.step.title
      }
      let locks = calendar.releases.map {
        "\($0.lockUp.kind.rawValue), \($0.lockUp.whose): \($0.end.session ?? $0.end.day)"
      }
      let closed = calendar.closures.map { "\($0.days.lowerBound) to \($0.days.upperBound)" }
      return "\(steps.joined(separator: "; "))."
        + (closed.isEmpty ? "" : " Closed: \(closed.joined(separator: ", ")).")
        + (locks.isEmpty ? "" : " Tradable from: \(locks.joined(separator: "; ")).")
    }.joined(separator: " ")
  }
}
