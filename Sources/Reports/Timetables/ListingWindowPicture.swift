import Quantities
import Timetables
import TradingDays

/// A picture of a listing window (上市窗口图): the stages as a Gantt chart, and below it, on the same
/// axis, in which months the runs of the simulation are listed. One SVG text that needs nothing else, in
/// light and in dark.
///
/// The same values give the same bytes. Coordinates are tenths of a pixel, rounded down.
public struct ListingWindowPicture: Sendable {
  let report: ListingWindowReport
  private let axis: MonthAxis

  public init(_ report: ListingWindowReport) {
    self.report = report
    axis = MonthAxis(
      from: report.window.start.earliest,
      through: max(report.window.listing.latest, report.simulation.listing.day(percent: 100)),
      left: Self.chart, right: Self.right)
  }

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-listing-window")
    heading(&canvas)
    let rows = Self.row * report.window.parts.count
    canvas.move(360)
    axis.draw(&canvas, height: rows + Self.histogram + 200)
    canvas.move(100)
    for (part, ends) in zip(report.window.parts, report.simulation.ends) {
      row(part, ends, &canvas)
    }
    months(&canvas)
    legend(&canvas)
    return canvas.svg(
      title: "Listing window, \(report.window.board)", description: description)
  }

  private static let width = 9_600
  private static let left = 400
  private static let chart = 2_700
  private static let right = 9_200
  private static let row = 560
  private static let histogram = 1_900

  private func heading(_ canvas: inout SVGCanvas) {
    let listing = report.window.listing
    canvas.text(
      "Listing window, \(CellText.fitted(report.window.board, cells: 40))", x: Self.left, down: 520,
      "heading")
    canvas.text(
      "start \(report.window.start.text) · listing \(listing.text), typically \(listing.typical)",
      x: Self.left, down: 280, "value")
    canvas.text(percentiles, x: Self.left, down: 240, "value")
  }

  private var percentiles: String {
    let listing = report.simulation.listing
    let runs = DecimalText.grouped(report.simulation.runs, decimals: 0)
    return "of \(runs) runs: "
      + [10, 50, 90].map { "\($0) % by \(listing.day(percent: $0))" }.joined(separator: " · ")
  }

  /// The stage's whole window, its typical course, and where most runs end it.
  private func row(
    _ part: ListingWindow.Part, _ ends: EndCounts, _ canvas: inout SVGCanvas
  ) {
    canvas.label(
      CellText.fitted("\(part.stage.id) \(part.stage.chinese)", cells: 28), x: Self.left, top: 220,
      "value")
    canvas.label("ends \(part.ends.text)", x: Self.left, top: 410, "note")
    bar(from: part.begins.earliest, to: part.ends.latest, top: 90, height: 300, "area", &canvas)
    bar(from: part.begins.typical, to: part.ends.typical, top: 150, height: 180, "bar", &canvas)
    let (low, high) = (ends.day(percent: 10), ends.day(percent: 90))
    bar(from: low, to: high.adding(days: 1), top: 415, height: 60, "band expected", &canvas)
    canvas.move(Self.row)
  }

  private func bar(
    from: Day, to: Day, top: Int, height: Int, _ kind: String, _ canvas: inout SVGCanvas
  ) {
    let x = axis.x(from)
    canvas.rectangle(
      x: x, top: top, width: max(10, axis.x(to) - x), height: height, kind,
      tooltip: "\(from) to \(to)")
  }

  /// A bar a month, as high as its part of the runs; the highest fills the height.
  private func months(_ canvas: inout SVGCanvas) {
    let months = report.simulation.months
    let most = months.map(\.runs).max() ?? 1
    canvas.label("listed in the month", x: Self.left, top: 300, "value")
    canvas.label("of all runs", x: Self.left, top: 490, "note")
    canvas.move(Self.histogram)
    let window = report.window.listing
    bar(
      from: window.earliest, to: window.latest, top: 100 - Self.histogram,
      height: Self.histogram - 100, "area", &canvas)
    for month in months {
      let (x, end) = (axis.x(month.first), axis.x(month.first.adding(months: 1)))
      let height = (Self.histogram - 350) * month.runs / most
      let percent = report.percent(month.runs)
      canvas.rectangle(
        x: x + 10, top: -height, width: max(10, end - x - 20), height: height, "bar",
        tooltip: "\(month.first.monthText): \(month.runs) runs, \(percent) %")
      // Names of narrow months would run into each other.
      if end - x >= 450 || month.runs == most {
        canvas.label("\(percent) %", x: (x + end) / 2, top: -height - 60, "tick centre")
      }
    }
    canvas.line(x: Self.chart, top: 0, width: Self.right - Self.chart, "axis")
    canvas.move(100)
  }

  private func legend(_ canvas: inout SVGCanvas) {
    canvas.text(
      "pale: the windows, from the earliest beginning to the latest end · solid: typical · "
        + "orange: 10–90 % of the runs' ends", x: Self.left, down: 240, "note")
    let seed = CellText.fitted(report.simulation.seed, cells: 60)
    canvas.text(
      "factors left to chance are in the runs, not in the windows · seed \"\(seed)\"",
      x: Self.left, down: 220, "note")
    canvas.move(300)
  }

  /// All that the picture shows, in words.
  private var description: String {
    let stages = report.window.parts.map { part in
      "\(part.stage.title): begins \(part.begins.text), ends \(part.ends.text)"
    }
    let months = report.simulation.months.map { month in
      "\(month.first.monthText) \(report.percent(month.runs)) %"
    }
    return "\(stages.joined(separator: "; ")). Listing, \(percentiles). By month: "
      + "\(months.joined(separator: ", "))."
  }
}
