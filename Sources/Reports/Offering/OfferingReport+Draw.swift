import Allotment
import Audit
import Cryptography
import Issuance
import Lottery
import Offerings
import Quantities

extension OfferingReport {
  /// The draw: its picture, its grade, its seed, its tails, and how anybody draws it again.
  var draw: HTMLSection? {
    guard holds("draw"), let results = sources.passage?.results else { return nil }
    guard let draw = results.draw else {
      return HTMLSection(
        "draw", "The draw 摇号抽签",
        [.paragraph("Supply covered demand: nothing was drawn, every number wins."), grades])
    }
    let picture = DrawPicture(
      name: name, code: code, grade: draw.origin.grade, numbers: draw.numbers,
      winners: draw.winners, tails: draw.outcome.tails, winningOffsets: draw.winningOffsets())
    var content: [HTMLText] = [
      .figure(
        SVGPicture(title: "Winners of the draw", markup: picture.svg),
        caption:
          "What each length of tail won, and where in the range of numbers the winners are."),
      facts(of: draw), grades,
    ]
    if let tails = draw.outcome.tails {
      content.append(Self.table(tails, draw.numbers))
    } else {
      content.append(
        .note("out/drawn-numbers.txt has every winning number in the order of the draw."))
    }
    content += replay(draw)
    return HTMLSection("draw", "The draw 摇号抽签", content)
  }

  private func facts(of draw: OnlineDraw) -> HTMLText {
    var facts: [(HTMLText, HTMLText)] = [
      ("numbers", "\(draw.numbers.first) to \(draw.numbers.last)"),
      (
        "winners",
        "\(counted(draw.winners, "number")) of \(DecimalText.grouped(draw.numbers.count, decimals: 0))"
      ),
      ("entry", .entries(entries(of: ["draw"], ending: "/decision"))),
    ]
    switch draw.origin {
    case .announced(let source):
      facts.append(("source", "announced by a ceremony: \(source)"))
    case .demonstration(let seed): facts.append(("seed", .code(seed.hex)))
    case .sealed(let text): facts.append(("seed", .code(text.seed.hex)))
    }
    return .labelled(facts)
  }

  /// What each grade means: a draw is only as good as its seed.
  private var grades: HTMLText {
    let meanings = [
      "announced": "a ceremony's result; its randomness is unproven",
      "demonstration": "the seed stands in the terms, and whoever wrote them chose it",
      "unwitnessed":
        "by the journal alone nobody shows that the list was frozen before the beacons; ipo verify --witness or --tsa asks those who saw it",
      "none": "nothing was drawn",
    ]
    return HTMLTable(
      "Grade of each draw", [.init("draw"), .init("grade"), .init("what that means")],
      journal.grades.map { draw, grade in
        guard isSound, grade == "unwitnessed", let verdict = sources.verdict else {
          return [HTMLText(draw), .strong(HTMLText(grade)), HTMLText(meanings[grade] ?? "")]
        }
        return [HTMLText(draw), .strong(HTMLText(verdict.grade)), Self.reason(verdict)]
      }
    ).html
  }

  /// Why a sealed draw has its grade, and what still could have been bent.
  private static func reason(_ verdict: WitnessAudit.Verdict) -> HTMLText {
    var reasons = [verdict.reason]
    if !verdict.missing.isEmpty {
      reasons.append(
        "NOT revealed, 32 zero bytes count: \(verdict.missing.joined(separator: ", "))")
    } else if verdict.grade == "sealed", !verdict.sawReveals {
      reasons.append("no witness saw every reveal before the beacons: one could have come late")
    }
    reasons.append("of a beacon's value only the form was checked")
    return HTMLText(reasons.joined(separator: "; "))
  }

  /// Tails that one row shows.
  private static let shownTails = 40

  private static func table(_ tails: TailNumbers, _ numbers: NumberRange) -> HTMLText {
    let all = tails.byLength.map { length in
      (length, length.tails.reduce(Int64(0)) { $0 + $1.hits(in: numbers) })
    }
    return HTMLTable(
      "Tails 中签尾数", [.init("last digits"), .init("numbers", .number), .init("tails", .code)],
      all.map { length, hits in
        let rest = length.tails.count - shownTails
        return [
          "\(length.digits)", .number(hits),
          HTMLText(
            length.tails.prefix(shownTails).map(\.description).joined(separator: " ")
              + (rest > 0 ? " and \(rest) more" : "")),
        ]
      }, total: ["all", .number(all.reduce(Int64(0)) { $0 + $1.1 }), ""]
    ).html
  }

  private func replay(_ draw: OnlineDraw) -> [HTMLText] {
    var content: [HTMLText] = [
      .subheading("Draw it again"),
      .lines(
        ["ipo lottery replay DIR", "ipo lottery check DIR --account ACCOUNT"],
        label: "Commands that draw again"),
    ]
    switch draw.origin {
    case .announced:
      content.append(
        .note("There is no seed: the announced tails are counted over the numbers handed out."))
    case .demonstration:
      content.append(
        .note(
          "Specs/replay.md draws from the seed with the public package cryptorandom alone."))
    case .sealed(let text):
      content.append(
        .note(
          "The seed is the SHA-256 of these lines, which are DIR/out/seed.txt; Specs/replay.py draws from them without this program."
        ))
      content.append(
        .lines(
          text.text.split(separator: "\n").map(String.init), label: "The text of the sealed seed"))
      content.append(
        .lines(
          ["sha256sum DIR/out/seed.txt", "python3 Specs/replay.py DIR/out/seed.txt"],
          label: "Commands that check the seed"))
    }
    return content
  }
}
