import Bookbuilding
import Issuance
import Offerings
import Quantities
import Rulebooks

extension DemandCurvePicture {
  /// Axes, steps and everything that is marked on them.
  func chart(_ canvas: inout SVGCanvas, _ prices: AxisScale) {
    canvas.move(700 + Self.chartHeight)
    let shares = AxisScale(0, max(1, curve.total.count), from: 0, length: Self.chartHeight)
    removedBlock(&canvas, prices)
    for cluster in curve.clusters { shade(cluster, &canvas, prices) }
    axes(&canvas, prices, shares)
    canvas.steps(steps(prices, shares), end: Self.chartEnd)
    for level in curve.kinks {
      canvas.mark(
        x: prices.place(level.price.fen), top: -shares.place(level.cumulativeShares.count),
        shares: level.cumulativeShares.count,
        tooltip: "the curve bends at \(level.price) yuan: \(level.cumulativeShares) shares")
    }
    marks(&canvas, prices)
    canvas.move(500)
  }

  private func steps(_ prices: AxisScale, _ shares: AxisScale) -> [(x: Int, height: Int)] {
    var points = [(x: Self.chartStart, height: shares.place(curve.total.count))]
    let rising = Array(curve.levels.reversed())
    for (place, level) in rising.enumerated() {
      // Above a level only the demand of the higher ones is left.
      let above = place + 1 < rising.count ? rising[place + 1].cumulativeShares.count : 0
      points.append((prices.place(level.price.fen), shares.place(above)))
    }
    return points
  }

  private func axes(_ canvas: inout SVGCanvas, _ prices: AxisScale, _ shares: AxisScale) {
    let width = Self.chartEnd - Self.chartStart
    // Shares by the million where there are millions of them.
    let unit: Int64 = curve.total.count >= 10_000_000 ? 1_000_000 : 1
    for mark in shares.marks(6) {
      let height = shares.place(mark)
      canvas.line(x: Self.chartStart, top: -height, width: width, "grid")
      canvas.label(
        DecimalText.grouped(mark / unit, decimals: 0), x: Self.chartStart - 80, top: 40 - height,
        "tick end")
    }
    canvas.label(
      unit == 1 ? "shares" : "million shares", x: Self.chartStart - 80,
      top: -Self.chartHeight - 200, "tick end")
    if curve.offered > .zero {
      let most = curve.total.count / curve.offered.count
      for mark in AxisScale(0, max(1, most), from: 0, length: 1).marks(6)
      where Int128(mark) * Int128(curve.offered.count) <= Int128(curve.total.count) {
        canvas.label(
          "\(DecimalText.grouped(mark, decimals: 0)) ×", x: Self.chartEnd + 80,
          top: 40 - shares.place(mark * curve.offered.count), "tick")
      }
      canvas.label("cover", x: Self.chartEnd + 80, top: -Self.chartHeight - 200, "tick")
    }
    canvas.line(x: Self.chartStart, top: 0, width: width, "axis")
    for mark in prices.marks(9) where mark > 0 {
      canvas.label(
        DecimalText.grouped(mark, decimals: 2), x: prices.place(mark), top: 220, "tick centre")
    }
    canvas.label("yuan", x: Self.chartEnd + 80, top: 220, "tick")
  }

  private func removedBlock(_ canvas: inout SVGCanvas, _ prices: AxisScale) {
    guard let last = view.elimination.removedLast else { return }
    let start = prices.place(last.price.fen)
    canvas.field(
      x: start, top: -Self.chartHeight, width: Self.chartEnd - start, height: Self.chartHeight,
      "removed",
      tooltip: "highest removed: \(counted(view.elimination.count, "account")), "
        + "\(view.elimination.share.percent(places: 4)) %")
    guard Self.chartEnd - start > 1_300 else { return }
    canvas.label(
      "removed \(view.elimination.share.percent(places: 4)) %", x: start + 80,
      top: 240 - Self.chartHeight, "tick")
  }

  private func shade(
    _ cluster: DemandCurve.Cluster, _ canvas: inout SVGCanvas, _ prices: AxisScale
  ) {
    // A cluster of one price is still to be seen.
    let start = prices.place(cluster.lowest.fen) - 30
    let end = prices.place(cluster.highest.fen) + 30
    canvas.field(
      x: start, top: -Self.chartHeight, width: end - start, height: Self.chartHeight, "band",
      tooltip: "cluster from \(cluster.lowest) to \(cluster.highest) yuan: \(cluster.shares) shares"
    )
  }

  /// The four numbers, the cap and the price as vertical lines; what a label would cover stands below.
  private func marks(_ canvas: inout SVGCanvas, _ prices: AxisScale) {
    func line(_ fen: Int64, _ classes: String) {
      guard fen >= prices.lowest, fen <= prices.highest else { return }
      canvas.vertical(
        x: prices.place(fen), top: -Self.chartHeight, height: Self.chartHeight, classes)
    }
    for (_, value) in view.fourNumbers?.all ?? [] {
      if let value { line(value.numerator / value.denominator, "number") }
    }
    func label(_ text: String, _ fen: Int64, row: Int) {
      guard fen >= prices.lowest, fen <= prices.highest else { return }
      canvas.label(
        text, x: prices.place(fen), top: -Self.chartHeight - 80 - 200 * row, "tick centre")
    }
    if let lowest = view.fourNumbers?.lowest {
      label("lowest of four \(lowest.yuan)", lowest.numerator / lowest.denominator, row: 0)
    }
    if let cap = view.priceCap {
      line(cap, "axis")
      label("cap \(DecimalText.grouped(cap, decimals: 2))", cap, row: 1)
    }
    if let price = view.price {
      line(price.fen, "price")
      label("price \(price)", price.fen, row: 2)
    }
  }

  /// The numbers that the lines stand for, and the clusters.
  func legend(_ canvas: inout SVGCanvas) {
    let half = Self.width / 2
    for (place, (name, value)) in (view.fourNumbers?.all ?? []).enumerated() {
      let text = value.map { "\($0.yuan) yuan" } ?? "no such fund remains"
      let line = "\(name.replacing("_", with: " ")): \(text)"
      if place.isMultiple(of: 2) {
        canvas.text(line, x: Self.left, down: 240, "value")
      } else {
        canvas.label(line, x: half, top: 0, "value")
      }
    }
    for cluster in curve.clusters.prefix(8) {
      let span =
        cluster.lowest == cluster.highest
        ? "\(cluster.lowest)" : "\(cluster.lowest) to \(cluster.highest)"
      canvas.text(
        "cluster \(span) yuan: \(counted(cluster.accounts, "account")), \(cluster.shares) shares, "
          + "\(Ratio(cluster.shares.count, max(1, curve.total.count)).percent(places: 2)) %",
        x: Self.left, down: 240, "value")
    }
    if let cut = view.elimination.cut {
      canvas.text(
        "removed \(view.elimination.share.percent(places: 4)) %: \(CellText.fitted(cut, cells: 110))",
        x: Self.left, down: 240, "value")
    }
    canvas.text(
      "Shaded: clusters; dots: where the curve bends; dashed: the four numbers; grey: removed.",
      x: Self.left, down: 280, "note")
    canvas.move(320)
  }
}

extension BookView {
  /// The most that a price may be, in fen, rounded down; nil where no rule says so.
  var priceCap: Int64? {
    guard let cap = review.terms.rules.priceCap, let lowest = fourNumbers?.lowest else {
      return nil
    }
    let fen = divide(
      Int128(lowest.numerator) * Int128(cap.denominator + cap.numerator),
      by: Int128(lowest.denominator) * Int128(cap.denominator), .down)
    return Int64(exactly: fen)
  }
}
