import Lottery
import Quantities

extension DrawPicture {
  private static let chartStart = 1_000
  private static let chartHeight = 1_800

  /// A bar for each part of the range, against what is expected of it.
  func densityBars(_ density: WinnerDensity, _ canvas: inout SVGCanvas) {
    let parts = density.counts.count
    let each = isByNumber(density) ? "number by number" : "in \(parts) equal parts"
    canvas.text(
      "Winners over the range of numbers, \(each)", x: Self.left, down: 400, "subheading")
    canvas.move(240 + Self.chartHeight)
    let width = Self.right - Self.chartStart
    let expected = density.expectedTenths
    let spread = density.spreadTenths ?? 0
    // Winners are in tenths from here on, as the expected ones are.
    let top = max(10 * density.most, expected + spread, 1)
    func height(_ tenths: Int64) -> Int { Self.scaled(tenths, of: top, to: Self.chartHeight) }

    for (part, count) in density.counts.enumerated() {
      let start = Self.chartStart + width * part / parts
      let end = Self.chartStart + width * (part + 1) / parts
      let offsets = density.offsets(of: part)
      canvas.bar(
        of: "part", x: start, top: -height(10 * count),
        width: end - start - (end - start > 80 ? 8 : 0), height: height(10 * count),
        winners: count,
        tooltip: "\(Self.grouped(count)) of the numbers \(numbers.first + offsets.lowerBound)"
          + " to \(numbers.first + offsets.upperBound - 1)")
    }
    if spread > 0 {
      let low = height(max(0, expected - spread))
      canvas.rectangle(
        x: Self.chartStart, top: -height(expected + spread), width: width,
        height: height(expected + spread) - low, "band")
    }
    canvas.line(x: Self.chartStart, top: -height(expected), width: width, "expected")
    canvas.line(x: Self.chartStart, top: 0, width: width, "axis")
    axes(density, height: height, &canvas)
  }

  private func axes(
    _ density: WinnerDensity, height: (Int64) -> Int, _ canvas: inout SVGCanvas
  ) {
    let x = Self.chartStart - 80
    let expected = height(density.expectedTenths)
    canvas.label("0", x: x, top: 40, "tick end")
    if expected > 140 {
      canvas.label(density.expectedText, x: x, top: 40 - expected, "tick end")
    }
    // The highest bar is named where its label has room above the expected one's.
    let most = height(10 * density.most)
    if most > expected + 180 {
      canvas.label(Self.grouped(density.most), x: x, top: 40 - most, "tick end")
    }
    canvas.text("\(numbers.first)", x: Self.chartStart, down: 200, "tick")
    canvas.label("\(numbers.last)", x: Self.right, top: 0, "tick end")
    let band =
      density.spreadTenths == nil
      ? "" : " Band: two standard deviations, if numbers are drawn one by one."
    canvas.text(
      "Line: \(density.expectedText) expected \(isByNumber(density) ? "of each" : "in each part")."
        + band, x: Self.chartStart, down: 260, "note")
    canvas.move(200)
  }

  private func isByNumber(_ density: WinnerDensity) -> Bool {
    density.counts.count == Int(numbers.count)
  }
}
