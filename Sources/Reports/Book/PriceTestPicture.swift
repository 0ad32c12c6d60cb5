import Bookbuilding
import Offerings
import Pricing
import Quantities

/// A picture of candidate prices side by side (价格测试图): a strip of bars for each figure, and a row of
/// signs for each check. One SVG text that needs nothing else, in light and in dark.
///
/// The same values give the same bytes. Bars are of the largest candidate's height. Of more than ten
/// candidates ten are shown, evenly chosen, the first and the last among them.
public struct PriceTestPicture {
  private let view: BookView
  private let tests: [PriceTest]
  private let left: Int

  /// One strip: what it shows, how high each bar is, and what stands above it.
  private struct Strip {
    let name: String
    let value: (PriceTest) -> Int128?
    let text: (PriceTest) -> String?
  }

  private static let width = 9_600
  private static let start = 2_500
  private static let end = 9_300
  private static let shown = 10
  private static let stripHeight = 460

  public init(_ view: BookView, _ tests: [PriceTest]) {
    self.view = view
    left = tests.count > Self.shown ? tests.count - Self.shown : 0
    let last = min(tests.count, Self.shown) - 1
    self.tests =
      tests.count > Self.shown ? (0...last).map { tests[$0 * (tests.count - 1) / last] } : tests
  }

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-prices")
    heading(&canvas)
    if tests.isEmpty {
      canvas.text("There is no candidate.", x: 400, down: 400, "value")
    } else {
      let rules = rules
      highlight(&canvas, rows: rules.count)
      prices(&canvas)
      canvas.move(80)
      for strip in strips where tests.contains(where: { strip.value($0) != nil }) {
        draw(strip, &canvas)
      }
      canvas.move(160)
      for rule in rules { draw(rule, &canvas) }
      canvas.text(
        "● passed   ▲ warning   ✕ refused or suspended", x: 400, down: 360, "note")
    }
    canvas.move(320)
    return canvas.svg(title: "\(view.title): candidate prices", description: description)
  }

  private func heading(_ canvas: inout SVGCanvas) {
    let name = CellText.fitted(view.offering.terms.name, cells: 48)
    let code = CellText.fitted(view.offering.terms.code, cells: 12)
    canvas.text("\(name) (\(code))", x: 400, down: 520, "heading")
    canvas.text("Candidate prices, each by itself", x: 400, down: 280, "value")
    var note =
      view.review.fourNumbers.map { "lowest of the four numbers: \($0.lowest.yuan) yuan" } ?? ""
    if left > 0 { note += "; \(left) candidates are not shown" }
    canvas.text(note, x: 400, down: 240, "note")
    canvas.move(120)
  }

  private var column: Int { (Self.end - Self.start) / max(1, tests.count) }

  private func centre(_ place: Int) -> Int { Self.start + column * place + column / 2 }

  /// The column of the price that is known.
  private func highlight(_ canvas: inout SVGCanvas, rows: Int) {
    guard let place = tests.firstIndex(where: { $0.price == view.price }) else { return }
    let shown = strips.count { strip in tests.contains { strip.value($0) != nil } }
    canvas.rectangle(
      x: Self.start + column * place, top: 60, width: column,
      height: 380 + shown * (Self.stripHeight + 260) + 200 + rows * 260, "band")
  }

  private func prices(_ canvas: inout SVGCanvas) {
    canvas.text("yuan", x: 400, down: 280, "note")
    for (place, test) in tests.enumerated() {
      canvas.label("\(test.price)", x: centre(place), top: 0, "subheading centre")
    }
  }

  private var strips: [Strip] {
    [
      Strip(name: "cover of offline, times") { test in
        test.decision.multiple.map { Int128($0.numerator) * 1_000 / Int128($0.denominator) }
      } text: {
        $0.decision.multiple?.decimal(places: 2)
      },
      Strip(name: "effective accounts") {
        Int128($0.demand.totals.accounts)
      } text: {
        DecimalText.grouped($0.demand.totals.accounts, decimals: 0)
      },
      Strip(name: "effective investors") {
        Int128($0.demand.totals.investors)
      } text: {
        DecimalText.grouped($0.demand.totals.investors, decimals: 0)
      },
      Strip(name: "largest 10 investors, %") { test in
        test.demand.concentration.map { concentration in
          let part = concentration.part(2)
          return Int128(part.numerator) * 10_000 / Int128(part.denominator)
        }
      } text: {
        $0.demand.concentration?.part(2).percent(places: 2)
      },
      Strip(name: "price-earnings multiple") { test in
        test.decision.earningsMultiple.map {
          Int128($0.numerator) * 1_000 / Int128($0.denominator)
        }
      } text: {
        $0.decision.earningsMultiple?.decimal(places: 2)
      },
      Strip(name: "market value, million yuan") {
        $0.decision.marketValue
      } text: { test in
        // Small ones with two decimals, so that they don't read as nothing.
        let isSmall = test.decision.marketValue < 10_000_000_000
        let millions = divide(
          test.decision.marketValue, by: isSmall ? 1_000_000 : 100_000_000, .halfUp)
        return DecimalText.grouped(millions, decimals: isSmall ? 2 : 0)
      },
    ]
  }

  private func draw(_ strip: Strip, _ canvas: inout SVGCanvas) {
    canvas.move(Self.stripHeight + 260)
    canvas.label(strip.name, x: 400, top: -40, "value")
    canvas.line(x: Self.start, top: 0, width: column * tests.count, "grid")
    let most = max(1, tests.compactMap(strip.value).max() ?? 1)
    for (place, test) in tests.enumerated() {
      guard let value = strip.value(test) else { continue }
      let height = Int(value * Int128(Self.stripHeight) / most)
      let text = strip.text(test) ?? ""
      canvas.field(
        x: centre(place) - column / 4, top: -height, width: column / 2, height: height, "bar",
        tooltip: "\(strip.name) at \(test.price) yuan: \(text)")
      canvas.label(text, x: centre(place), top: -height - 50, "tick centre")
    }
  }

  private var rules: [String] {
    var rules: [String] = []
    for check in tests.flatMap(\.checks) where !rules.contains(check.rule) {
      rules.append(check.rule)
    }
    return rules
  }

  private func draw(_ rule: String, _ canvas: inout SVGCanvas) {
    canvas.text(rule, x: 400, down: 260, "value")
    for (place, test) in tests.enumerated() {
      guard let check = test.checks.first(where: { $0.rule == rule }) else { continue }
      let sign = check.passed ? "●" : check.consequence == .warning ? "▲" : "✕"
      canvas.label(
        sign, x: centre(place), top: 0, (check.passed ? "passed" : "failed") + " centre")
    }
  }

  /// All that the picture shows, in words.
  private var description: String {
    tests.map { test in
      let failed = test.checks.filter { !$0.passed }.map(\.rule)
      return "At \(test.price) yuan: cover \(test.decision.multiple.map(view.times) ?? "none"), "
        + "\(test.demand.totals.accounts) effective accounts; "
        + (failed.isEmpty ? "passes all." : "fails \(failed.joined(separator: ", ")).")
    }.joined(separator: " ")
  }
}
