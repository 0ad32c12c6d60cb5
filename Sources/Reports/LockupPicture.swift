import Issuance
import Offerings
import Quantities
import ShareRegister
import TradingDays

/// A picture of the free float over time (流通股本变化图): a step up whenever a lock-up's first session
/// comes, from the listing day on. One SVG text that needs nothing else, in light and in dark.
///
/// ```swift
/// let calendar = try FloatCalendar(schedule, listingDay: day)
/// LockupPicture(name: "德马科技", code: "688360", calendar: calendar).svg  // "<svg xmlns=…"
/// ```
///
/// The same values give the same bytes. Coordinates are tenths of a pixel, rounded down. Percentages
/// have two decimals, half up. A lock-up that ends beyond the calendar stands at its contractual end.
public struct LockupPicture: Sendable {
  let name: String
  let code: String
  let calendar: FloatCalendar

  public init(name: String, code: String, calendar: FloatCalendar) {
    self.name = name
    self.code = code
    self.calendar = calendar
  }

  /// The picture of an offering that reached registration; nil before that.
  public init?(_ results: Results, of offering: Offering) {
    guard let schedule = results.schedule, let day = results.listingDay,
      let calendar = try? FloatCalendar(schedule, listingDay: day)
    else { return nil }
    self.init(name: offering.terms.name, code: offering.terms.code, calendar: calendar)
  }

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-lockups")
    heading(&canvas)
    if calendar.releases.isEmpty {
      canvas.text("Nothing is locked: all shares are free.", x: Self.left, down: 400, "value")
      canvas.move(300)
    } else {
      chart(&canvas)
      rows(&canvas)
    }
    return canvas.svg(title: "\(name) (\(code)): free float", description: description)
  }

  static let width = 9_600
  static let left = 400
  static let right = 9_200

  private func heading(_ canvas: inout SVGCanvas) {
    let name = CellText.fitted(name, cells: 48)
    canvas.text("\(name) (\(CellText.fitted(code, cells: 12)))", x: Self.left, down: 520, "heading")
    canvas.text(
      "\(calendar.atListing) of \(calendar.capital) shares free on \(calendar.listingDay), "
        + "\(percent(calendar.atListing)) %", x: Self.left, down: 280, "value")
    canvas.text(
      "Free float by contract, at the first session on or after each lock-up's end", x: Self.left,
      down: 240, "note")
    canvas.move(120)
  }

  /// All that the picture shows, in words.
  private var description: String {
    let steps = calendar.releases.map { release in
      "\(day(of: release)): \(release.tranche.shares) shares more, \(release.after) free, "
        + "\(percent(release.after)) %"
    }
    return "\(calendar.atListing) of \(calendar.capital) shares are free on "
      + "\(calendar.listingDay), \(percent(calendar.atListing)) %."
      + (steps.isEmpty ? "" : " Then by date: \(steps.joined(separator: "; ")).")
  }

  /// When shares come free: the first session, or the contractual end beyond the calendar.
  func day(of release: FloatCalendar.Release) -> Day {
    release.tranche.session ?? release.tranche.end
  }

  /// Of the total capital, two decimals.
  func percent(_ shares: Shares) -> String {
    Ratio(shares.count, max(1, calendar.capital.count)).percent(places: 2)
  }
}
