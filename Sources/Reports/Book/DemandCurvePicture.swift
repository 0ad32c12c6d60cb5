import Bookbuilding
import Issuance
import Offerings
import Quantities

/// A picture of the demand curve (需求曲线图): cumulative demand over price as steps, with the clusters
/// shaded, the kinks, the four numbers, the price and the removed block marked, and the cover on a second
/// axis. One SVG text that needs nothing else, in light and in dark.
///
/// The same values give the same bytes. Coordinates are tenths of a pixel, rounded down. The prices begin
/// where a hundredth of the demand is still below, so that a few low bids don't press all others together, and
/// end at 1.6 times the lowest of the four numbers at most.
public struct DemandCurvePicture {
  let view: BookView
  let curve: DemandCurve

  public init(_ view: BookView) {
    self.view = view
    curve = view.curve
  }

  static let width = 9_600
  static let left = 400
  static let chartStart = 1_300
  static let chartEnd = 8_700
  static let chartHeight = 3_600

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-book")
    heading(&canvas)
    if let prices = prices {
      chart(&canvas, prices)
      legend(&canvas)
    } else {
      canvas.text("No bid remains.", x: Self.left, down: 400, "value")
      canvas.move(300)
    }
    return canvas.svg(title: "\(view.title): demand curve", description: description)
  }

  private func heading(_ canvas: inout SVGCanvas) {
    let name = CellText.fitted(view.offering.terms.name, cells: 48)
    let code = CellText.fitted(view.offering.terms.code, cells: 12)
    canvas.text("\(name) (\(code))", x: Self.left, down: 520, "heading")
    canvas.text(summary, x: Self.left, down: 280, "value")
    canvas.text(
      "Demand at each price and above: shares on the left, times the offered shares on the right",
      x: Self.left, down: 240, "note")
    canvas.move(120)
  }

  private var summary: String {
    let remaining = view.remainingTotals
    return "\(counted(remaining.accounts, "account")) of "
      + "\(counted(remaining.investors, "investor")) remain with \(remaining.shares) shares; "
      + "\(curve.offered) are offered offline"
  }

  /// The prices that are shown; nil where no bid remains.
  var prices: AxisScale? {
    let most = Int128(curve.total.count) * 99
    guard let lowest = view.fourNumbers?.lowest, let top = view.elimination.ranked.bids.first,
      let bottom = curve.levels.first(where: { Int128($0.cumulativeShares.count) * 100 >= most })
    else { return nil }
    let whole = lowest.numerator / lowest.denominator
    let start = min(bottom.price.fen, whole)
    let end = min(top.price.fen, whole / 5 * 8)
    // A twentieth stands free at both ends, so that the first and the last step are steps.
    let margin = max(view.review.terms.tick.fen, (end - start) / 20)
    return AxisScale(
      max(0, start - margin), max(end, start) + margin, from: Self.chartStart,
      length: Self.chartEnd - Self.chartStart)
  }

  /// All that the picture shows, in words.
  private var description: String {
    var sentences = ["\(summary)."]
    if let numbers = view.fourNumbers {
      sentences.append("The lowest of the four numbers is \(numbers.lowest.yuan) yuan.")
    }
    if let price = view.price {
      let effective = view.elimination.ranked.shares(view.elimination.effective(at: price))
      sentences.append("At the price of \(price) yuan \(effective) shares are effective.")
    }
    if view.elimination.count > 0 {
      sentences.append(
        "The highest \(counted(view.elimination.count, "account")) are removed, "
          + "\(view.elimination.share.percent(places: 4)) % of the valid shares.")
    }
    for cluster in curve.clusters {
      sentences.append(
        "\(counted(cluster.accounts, "account")) with \(cluster.shares) shares stand from "
          + "\(cluster.lowest) to \(cluster.highest) yuan.")
    }
    if !curve.kinks.isEmpty {
      sentences.append(
        "The curve bends at \(curve.kinks.map { "\($0.price)" }.joined(separator: ", ")) yuan.")
    }
    return sentences.joined(separator: " ")
  }
}
