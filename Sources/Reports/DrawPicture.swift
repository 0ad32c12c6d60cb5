import Lottery
import Quantities

/// A picture of an online draw (摇号结果图): what each length of tail won, and where in the range of
/// numbers the winners are. One SVG text that needs nothing else, in light and in dark.
///
/// ```swift
/// let picture = DrawPicture(
///   name: "德马科技", code: "688360", grade: "announced", numbers: draw.numbers,
///   winners: draw.winners, tails: draw.tails, winningOffsets: draw.winningOffsets())
/// picture.svg  // "<svg xmlns=…"
/// ```
///
/// The same values give the same bytes. Coordinates are tenths of a pixel, rounded down.
public struct DrawPicture: Sendable {
  let name: String
  let code: String
  let grade: String
  let numbers: NumberRange
  let winners: Int64
  let tails: TailNumbers?
  let density: WinnerDensity?

  /// Takes a draw's result.
  ///
  /// `tails` is `nil` for a draw of single numbers. `winningOffsets` are the winning numbers less
  /// the first one, ascending; none means that nothing was drawn, so that all or none win.
  ///
  /// - Complexity: O(winners).
  public init(
    name: String, code: String, grade: String, numbers: NumberRange, winners: Int64,
    tails: TailNumbers?, winningOffsets: [Int64]
  ) {
    precondition(
      winningOffsets.isEmpty || winningOffsets.count == Int(winners),
      "A drawn picture needs every winner")
    self.name = name
    self.code = code
    self.grade = grade
    self.numbers = numbers
    self.winners = winners
    self.tails = tails.flatMap { $0.tails.isEmpty ? nil : $0 }
    density =
      winningOffsets.isEmpty
      ? nil : WinnerDensity(offsets: winningOffsets, count: numbers.count)
  }

  /// The picture.
  public var svg: String {
    var canvas = SVGCanvas(width: Self.width, name: "ipo-draw")
    heading(&canvas)
    if let tails { tailBars(tails, &canvas) }
    if let density {
      densityBars(density, &canvas)
    } else {
      canvas.text(winners > 0 ? Self.allWin : Self.nobodyWins, x: Self.left, down: 400, "value")
      canvas.move(300)
    }
    return canvas.svg(title: title, description: description)
  }

  static let width = 9_600
  static let left = 400
  static let right = 9_200

  private static let allWin = "Nothing was drawn: every number wins."
  private static let nobodyWins = "Nothing was drawn: there was nothing to win."

  private func heading(_ canvas: inout SVGCanvas) {
    let name = CellText.fitted(name, cells: 48)
    canvas.text("\(name) (\(CellText.fitted(code, cells: 12)))", x: Self.left, down: 520, "heading")
    canvas.text(
      "\(winning) · \(rate) % · grade: \(CellText.fitted(grade, cells: 24))", x: Self.left,
      down: 280, "value")
    canvas.text(
      "numbers \(numbers.first) to \(numbers.last)", x: Self.left, down: 240, "note")
    canvas.move(120)
  }

  private var title: String { "\(name) (\(code))" }

  private var winning: String {
    "\(Self.grouped(winners)) of \(Self.grouped(numbers.count)) numbers win"
  }

  /// Percent, eight decimals, half up.
  private var rate: String {
    Ratio(winners, numbers.count).percent(places: 8)
  }

  /// All that the picture shows, in words.
  private var description: String {
    var sentences = ["\(winning), \(rate) %. Grade of the draw: \(grade)."]
    if let tails {
      let lengths = tails.byLength.map { length in
        let won = length.tails.reduce(0) { $0 + $1.hits(in: numbers) }
        return "\(Self.grouped(won)) by \(Self.counted(length.tails.count, "tail")) "
          + "of \(Self.counted(length.digits, "digit"))"
      }
      sentences.append("Winners by length of tail: \(lengths.joined(separator: "; ")).")
    }
    if let density {
      sentences.append(
        "Winners in each of \(density.counts.count) equal parts of the range: "
          + "\(Self.grouped(density.fewest)) to \(Self.grouped(density.most)), "
          + "\(density.expectedText) expected.")
    } else {
      sentences.append(winners > 0 ? Self.allWin : Self.nobodyWins)
    }
    return sentences.joined(separator: " ")
  }

  static func grouped(_ value: Int64) -> String {
    DecimalText.grouped(value, decimals: 0)
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(Int64(count))) \(noun)\(count == 1 ? "" : "s")"
  }
}
