import Audit
import Cryptography
import Issuance
import Quantities
import TradingDays
import Transparency

extension OfferingReport {
  /// Every figure with what was published of it, and what nobody published.
  var figuresSection: HTMLSection? {
    let published = Dictionary(sources.published.map { ($0.name, $0.value) }) { first, _ in first }
    let rows = Results.figureNames.compactMap { name -> [HTMLText]? in
      guard let figure = FigureName(name), let value = figures[name],
        figure.operations.contains(where: holds)
      else { return nil }
      let agrees: HTMLText =
        published[name].map { $0 == value ? "agrees" : .strong("DIFFERS") } ?? "–"
      let comparison =
        published.isEmpty
        ? [] : [HTMLText(published[name].map(figure.grouped) ?? "–"), agrees]
      return [.marked(figure.title), HTMLText(figure.grouped(value)), HTMLText(figure.unit)]
        + comparison + [.entries(entries(of: figure))]
    }
    guard !rows.isEmpty else { return nil }
    let comparison: [HTMLTable.Column] =
      published.isEmpty ? [] : [.init("published", .number), .init("comparison")]
    var content = [
      HTMLTable(
        "Figures as announcements print them",
        [.init("figure"), .init("decided", .number), .init("unit")] + comparison + [.entries],
        rows
      ).html
    ]
    if !published.isEmpty {
      let compared = rows.count { $0[4] != "–" }
      content.append(
        .note("\(compared) of \(published.count) published figures have been reached."))
    }
    if !sources.synthetic.isEmpty {
      content += [
        .subheading("Synthetic: nobody published these"),
        .element(
          .ul, [], sources.synthetic.map { .element(.li, [], .code($0)) }),
      ]
    }
    return HTMLSection("figures", "Figures, decided and published 公告数据", content)
  }

  /// The chain with its signed head, and how to check it without this page.
  var chain: HTMLSection {
    let head = sources.head
    var facts: [(HTMLText, HTMLText)] = [
      ("entries", .number(entryCount)), ("root (RFC 6962)", .code(journal.root.hex)),
      (
        "signer",
        head.signer.map {
          HTMLText(
            "\($0), \(head.isTrusted ? "trusted by this call" : "unproven: demand one with --trust")"
          )
        } ?? "none"
      ),
      (
        "signed head",
        head.checkpoint.map {
          "\(counted(Int128($0.size), "entry", "entries")) of \(entryCount)"
        } ?? "none"
      ),
      (
        "clock",
        journal.isClockFixed
          ? "fixed by SOURCE_DATE_EPOCH: the entries' times are not real times" : "the system's"
      ),
    ]
    facts += sources.sightings.map { sighting in
      (
        "witness",
        "\(sighting.by) saw \(counted(Int128(sighting.size), "entry", "entries")) at \(sighting.time.marketClock)"
      )
    }
    if sources.sightings.isEmpty {
      facts.append(
        (
          "witnesses",
          "none that this report was told to trust (--witness, --tsa)"
        ))
    }
    facts.append(("operations", HTMLText(closed.joined(separator: ", "))))
    var content: [HTMLText] = [.labelled(facts)]
    if let checkpoint = sources.checkpoint {
      content += [
        .subheading("Checkpoint"),
        .lines(
          checkpoint.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
          label: "The signed checkpoint"),
      ]
    }
    content += [
      .subheading("Check it yourself"),
      .lines(
        [
          "ipo verify DIR --trust VKEY", "ipo lottery replay DIR", "ipo prove DIR --entry N",
          "python3 Specs/verify.py DIR",
        ], label: "Commands that verify"),
      .note(
        "DIR is the offering's folder, VKEY the signer's public key as you got it from the signer, not from the folder. The last command is a second verifier that shares no code with this program; Specs/journal.md has the format."
      ),
    ]
    return HTMLSection("chain", "The chain and its signed head 存证", content)
  }

  private func counted(_ number: Int128, _ one: String, _ many: String) -> String {
    "\(DecimalText.grouped(number, decimals: 0)) \(number == 1 ? one : many)"
  }
}
