import Lottery

extension DrawPicture {
  private static let barStart = 1_500
  private static let barWidth = 5_400
  private static let tailCells = 96

  /// A bar for each length of tail: how many numbers it won, and by which tails.
  func tailBars(_ tails: TailNumbers, _ canvas: inout SVGCanvas) {
    canvas.text("Winners by length of tail", x: Self.left, down: 360, "subheading")
    canvas.move(80)
    let lengths = tails.byLength.map { length in
      (
        digits: length.digits, tails: length.tails,
        won: length.tails.reduce(Int64(0)) { $0 + $1.hits(in: numbers) }
      )
    }
    let most = max(1, lengths.map(\.won).max() ?? 1)
    for length in lengths {
      let width = Self.scaled(length.won, of: most, to: Self.barWidth)
      canvas.text(
        length.digits == 1 ? "last digit" : "last \(length.digits) digits",
        x: Self.barStart - 100, down: 240, "label")
      canvas.bar(
        of: "tail", x: Self.barStart, top: -180, width: width, height: 220, winners: length.won,
        tooltip: "\(Self.grouped(length.won)) winning numbers")
      let by = Self.counted(length.tails.count, "tail")
      canvas.label(
        "\(Self.grouped(length.won)) by \(by)", x: Self.barStart + width + 100, top: 0, "value")
      canvas.text(Self.listed(length.tails), x: Self.barStart, down: 220, "digits")
      canvas.move(60)
    }
  }

  /// The tails themselves, as many as fit a line.
  private static func listed(_ tails: [TailNumber]) -> String {
    let texts = tails.map(\.description)
    var line = ""
    for (position, text) in texts.enumerated() {
      let more = texts.count - position
      let note = more > 1 ? "  and \(grouped(Int64(more - 1))) more" : ""
      guard line.utf8.count + 2 + text.utf8.count + note.utf8.count <= tailCells else {
        return "\(line)  and \(grouped(Int64(more))) more"
      }
      line += (line.isEmpty ? "" : "  ") + text
    }
    return line
  }

  /// ⌊part · length / whole⌋, but at least half a pixel where there is anything.
  static func scaled(_ part: Int64, of whole: Int64, to length: Int) -> Int {
    part > 0 ? max(5, Int(Int128(part) * Int128(length) / Int128(whole))) : 0
  }
}
