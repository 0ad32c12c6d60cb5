import Cryptography
import Lottery
import Reports
import Testing

@Suite struct DrawPictureTests {
  private static let seed = SHA256.hash("draw picture")

  /// A draw by tails, as the program makes it.
  private func byTails(
    first: Int64, count: Int64, winners: Int64, name: String = "德马科技"
  ) throws -> (svg: String, tails: TailNumbers, numbers: NumberRange) {
    let numbers = try NumberRange(first: first, count: count)
    let tails = try TailNumberDraw.draw(
      in: numbers, winners: winners, nines: .eightPlusOne, seed: Self.seed)
    let picture = DrawPicture(
      name: name, code: "688360", grade: "demonstration", numbers: numbers, winners: winners,
      tails: tails, winningOffsets: tails.winningNumbers(in: numbers).map { $0 - first })
    return (picture.svg, tails, numbers)
  }

  private func byRank(first: Int64, count: Int64, winners: Int64) throws -> (
    svg: String, drawn: [Int64]
  ) {
    let numbers = try NumberRange(first: first, count: count)
    let drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: Self.seed).sorted()
    let picture = DrawPicture(
      name: "Ranked", code: "688999", grade: "sealed", numbers: numbers, winners: winners,
      tails: nil, winningOffsets: drawn.map { $0 - first })
    return (picture.svg, drawn)
  }

  @Test(arguments: [
    (100_000_000_000, 42_663_290, 16_276), (1, 1_000, 137), (1, 1_000, 1), (7, 24, 7), (0, 2, 1),
    (1, 9_000, 8_999),
  ])
  func barsSumToTheWinners(first: Int64, count: Int64, winners: Int64) throws {
    let drawn = try byTails(first: first, count: count, winners: winners)
    let picture = try Picture(drawn.svg)
    #expect(picture.bars("tail").map(\.winners).reduce(0, +) == winners)
    #expect(picture.bars("part").map(\.winners).reduce(0, +) == winners)
    let byLength = drawn.tails.byLength.map { length in
      length.tails.reduce(0) { $0 + $1.hits(in: drawn.numbers) }
    }
    #expect(picture.bars("tail").map(\.winners) == byLength)
  }

  @Test func tailsAreNamedWhereTheyAreFew() throws {
    let drawn = try byTails(first: 1, count: 1_000, winners: 137)
    let picture = try Picture(drawn.svg)
    for length in drawn.tails.byLength {
      let line = length.tails.map(\.description).joined(separator: "  ")
      #expect(picture.texts.contains(line))
    }
    let many = try Picture(byTails(first: 1, count: 9_000, winners: 8_999).svg)
    #expect(many.texts.contains { $0.contains(/^\d{4}(  \d{4})+  and \d+ more$/) })
    #expect(many.texts.allSatisfy { $0.count <= 110 })
  }

  /// The parts follow each other over the whole range, and each holds the winners that are in it.
  @Test(arguments: [(1, 1_000, 137), (500, 24, 7), (1, 41, 3), (100_000_000_000, 777_777, 9_999)])
  func partsHoldTheirWinners(first: Int64, count: Int64, winners: Int64) throws {
    let drawn = try byRank(first: first, count: count, winners: winners)
    let parts = try Picture(drawn.svg).bars("part")
    var next = first
    for part in parts {
      let words = part.tooltip.split(separator: " ")
      let start = try #require(Int64(words[words.count - 3]))
      let end = try #require(Int64(words[words.count - 1]))
      #expect(start == next)
      #expect(part.winners == Int64(drawn.drawn.count { (start...end).contains($0) }))
      next = end + 1
    }
    #expect(next == first + count)
  }

  @Test(arguments: [(1, 1_000, 137), (7, 24, 7), (1, 9_000, 8_999)])
  func barsLieInThePictureSideBySide(first: Int64, count: Int64, winners: Int64) throws {
    let picture = try Picture(byTails(first: first, count: count, winners: winners).svg)
    let height = try #require(picture.attributes["height"].flatMap(Double.init))
    let parts = picture.bars("part")
    for bar in picture.bars {
      #expect(bar.x >= 0 && bar.x + bar.width <= 960)
      #expect(bar.y >= 0 && bar.y + bar.height <= height)
      #expect((bar.height > 0 && bar.width > 0) == (bar.winners > 0) || bar.kind == "part")
    }
    for (left, right) in zip(parts, parts.dropFirst()) {
      #expect(left.x + left.width <= right.x + 0.001)
      // All stand on one line, and the one with more winners is not lower.
      #expect(abs(left.y + left.height - right.y - right.height) < 0.001)
      if left.winners > right.winners { #expect(left.height >= right.height) }
    }
  }

  @Test func aDrawOfSingleNumbersHasNoTails() throws {
    let drawn = try byRank(first: 1, count: 200_000, winners: 5_000)
    let picture = try Picture(drawn.svg)
    #expect(picture.bars("tail").isEmpty)
    #expect(picture.bars("part").count == 200)
    #expect(picture.bars("part").map(\.winners).reduce(0, +) == 5_000)
    #expect(!drawn.svg.contains("tail"))
  }

  @Test(arguments: [(300, "every number wins"), (0, "nothing to win")])
  func nothingDrawn(winners: Int64, text: String) throws {
    for tails in [nil, TailNumbers()] {
      let svg = DrawPicture(
        name: "Ten", code: "688999", grade: "none", numbers: try NumberRange(first: 1, count: 300),
        winners: winners, tails: tails, winningOffsets: []
      ).svg
      let picture = try Picture(svg)
      #expect(picture.bars.isEmpty)
      #expect(picture.texts.contains { $0.contains(text) })
      #expect(picture.description.contains(text))
    }
  }

  @Test func itIsNamedAndDescribed() throws {
    let picture = try Picture(byTails(first: 1, count: 1_000, winners: 137).svg)
    #expect(picture.attributes["role"] == "img")
    #expect(picture.attributes["aria-labelledby"] == "ipo-draw-title ipo-draw-description")
    #expect(picture.title == "德马科技 (688360)")
    #expect(
      picture.description.hasPrefix(
        "137 of 1,000 numbers win, 13.70000000 %. Grade of the draw: demonstration. "))
    #expect(picture.texts.contains("numbers 1 to 1000"))
  }

  /// A name is the issuer's own text.
  @Test(arguments: [
    "A & B <script>alert(\"x\")</script> 'C'", "]]> &amp; &#0;", "\u{1}\u{8}\u{FFFE}", "名\n字",
    String(repeating: "长", count: 500),
  ])
  func namesAreText(name: String) throws {
    let picture = try Picture(byTails(first: 1, count: 1_000, winners: 137, name: name).svg)
    let plain = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          scalar == "\n" ? " " : scalar.value < 32 || scalar == "\u{FFFE}" ? "\u{FFFD}" : scalar
        }))
    #expect(picture.title == "\(plain) (688360)")
    #expect(picture.bars("tail").map(\.winners).reduce(0, +) == 137)
    let heading = try #require(picture.texts.first)
    #expect(heading.hasSuffix("(688360)"))
    #expect(heading.count <= 60)
    if plain.count <= 24 { #expect(heading == picture.title) }
  }

  @Test func itNeedsNothingElseAndIsTheSameTwice() throws {
    let svg = try byTails(first: 1, count: 1_000, winners: 137).svg
    #expect(svg == (try byTails(first: 1, count: 1_000, winners: 137).svg))
    #expect(svg.ranges(of: "http").count == 1)
    #expect(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""))
    for reference in ["href", "url(", "@import", "<script", "<image", "<foreignObject"] {
      #expect(!svg.contains(reference))
    }
    #expect(svg.contains("@media (prefers-color-scheme: dark)"))
  }
}
