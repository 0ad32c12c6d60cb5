import Quantities
import ShareRegister
import TradingDays

extension LockupPicture {
  private static let chartStart = 1_000
  private static let chartHeight = 2_600
  /// Labels nearer than this would run into each other.
  private static let labelRoom = 950
  private static let shownRows = 24

  /// One step of the float: where it begins, how high it is, and what it is.
  private struct Step {
    let x: Int
    let height: Int
    let shares: Shares
    let day: Day
    let tooltip: String
  }

  /// The float from the listing day to some time after the last lock-up, as steps.
  func chart(_ canvas: inout SVGCanvas) {
    canvas.move(300 + Self.chartHeight)
    let steps = steps()
    let width = Self.right - Self.chartStart
    canvas.line(x: Self.chartStart, top: -Self.chartHeight, width: width, "expected")
    canvas.label(
      "capital \(calendar.capital)", x: Self.right, top: -Self.chartHeight - 80, "tick end")
    canvas.steps(steps.map { ($0.x, $0.height) }, end: Self.right)
    canvas.line(x: Self.chartStart, top: 0, width: width, "axis")
    for part in [0, 25, 50, 75, 100] {
      canvas.label(
        "\(part) %", x: Self.chartStart - 80, top: 40 - Self.chartHeight * part / 100, "tick end")
    }
    var lastLabel = -Self.labelRoom
    for (place, step) in steps.enumerated() {
      canvas.mark(x: step.x, top: -step.height, shares: step.shares.count, tooltip: step.tooltip)
      // The last step's label stands before the next one's place is known: it has the right of way.
      let isLast = place == steps.count - 1
      let lastX = steps.last?.x ?? 0
      guard step.x >= lastLabel + Self.labelRoom, isLast || step.x + Self.labelRoom <= lastX else {
        continue
      }
      canvas.label(step.day.description, x: step.x, top: 220, "tick centre")
      lastLabel = step.x
    }
    canvas.move(320)
  }

  private func steps() -> [Step] {
    let days = calendar.listingDay.days(to: calendar.releases.last.map(day) ?? calendar.listingDay)
    // An eighth of the span stands free at the right, so that the last step is one.
    let span = max(1, days + days / 8)
    func x(_ day: Day) -> Int {
      let offset = Int128(calendar.listingDay.days(to: day))
      return Self.chartStart
        + Int(offset * Int128(Self.right - Self.chartStart) / Int128(span))
    }
    func height(_ shares: Shares) -> Int {
      Int(
        Int128(shares.count) * Int128(Self.chartHeight) / Int128(max(1, calendar.capital.count)))
    }
    let listing = Step(
      x: x(calendar.listingDay), height: height(calendar.atListing), shares: calendar.atListing,
      day: calendar.listingDay,
      tooltip: "listing \(calendar.listingDay): \(calendar.atListing) shares free")
    return [listing]
      + calendar.releases.map { release in
        let day = day(of: release)
        return Step(
          x: x(day), height: height(release.after), shares: release.after, day: day,
          tooltip: "\(day): \(release.tranche.shares) shares more, \(release.after) free, "
            + "\(percent(release.after)) %")
      }
  }

  /// The releases as a table below the chart.
  func rows(_ canvas: inout SVGCanvas) {
    let columns = [1_700, 3_300, 4_500, 6_300, 7_500]
    canvas.text("free from", x: columns[0], down: 300, "note end")
    for (column, title) in zip(columns.dropFirst(), ["shares", "of capital", "free then", "float"])
    {
      canvas.label(title, x: column, top: 0, "note end")
    }
    canvas.label("whose", x: 7_700, top: 0, "note")
    for release in calendar.releases.prefix(Self.shownRows) {
      canvas.text(
        "\(day(of: release))\(release.tranche.session == nil ? "*" : "")", x: columns[0],
        down: 240, "end")
      canvas.label("\(release.tranche.shares)", x: columns[1], top: 0, "end")
      canvas.label("\(percent(release.tranche.shares)) %", x: columns[2], top: 0, "end")
      canvas.label("\(release.after)", x: columns[3], top: 0, "end")
      canvas.label("\(percent(release.after)) %", x: columns[4], top: 0, "end")
      let origins = release.tranche.origins.map(\.rawValue).joined(separator: ", ")
      canvas.label(CellText.fitted(origins, cells: 22), x: 7_700, top: 0, "note")
    }
    let rest = calendar.releases.count - Self.shownRows
    if rest > 0 { canvas.text("and \(rest) more", x: columns[0], down: 240, "note end") }
    if calendar.releases.contains(where: { $0.tranche.session == nil }) {
      canvas.text(
        "* the contractual end: the calendar of trading days does not reach it", x: Self.left,
        down: 280, "note")
    }
    canvas.move(320)
  }
}
