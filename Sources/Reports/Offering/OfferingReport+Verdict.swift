import Audit
import Issuance
import Ledger
import Offerings
import Quantities
import Reconciliation
import TradingDays

extension OfferingReport {
  /// Findings that the banner names; `ipo verify` names all.
  private static let shownFindings = 20

  /// The first thing to read: can it be trusted, where does it stand, what is waited for.
  var verdict: HTMLVerdict {
    guard isSound else { return unsound }
    let waits = openBreaks + waiting
    let facts = HTMLText.paragraph(
      "Chain, tree, signature, balances and every decision made again: they agree.")
    switch state {
    case .suspended:
      return HTMLVerdict(
        .stopped, "Suspended 中止发行: every allotment is void, all money goes back", [facts] + waits)
    case .listed:
      return waits.isEmpty
        ? HTMLVerdict(.sound, "Listed 上市, and sound", [facts])
        : HTMLVerdict(.open, "Listed 上市 and sound, with something left to do", [facts] + waits)
    case .open:
      return HTMLVerdict(.open, "Under way: sound as far as it has come", [facts] + waits)
    }
  }

  private var unsound: HTMLVerdict {
    let findings = sources.findings
    let shown = findings.prefix(Self.shownFindings).map { finding in
      HTMLText.element(.li, [], HTMLText("\(finding)"))
    }
    var details: [HTMLText] = [
      .paragraph(
        .strong("No figure on this page can be trusted until the cause of each finding is known.")),
      .element(.ul, [], shown),
    ]
    if findings.count > shown.count {
      details.append(
        .paragraph("and \(findings.count - shown.count) more; ipo verify DIR --json names all."))
    }
    return HTMLVerdict(
      .unsound, "UNSOUND: \(counted(findings.count, "finding"))", details)
  }

  /// Breaks with the bank or the depository that nobody has explained yet.
  private var openBreaks: [HTMLText] {
    let open = sources.reconciled?.book.open.count ?? 0
    return open == 0
      ? []
      : [
        .paragraph(
          .strong(.link(to: "breaks", "\(counted(open, "break"))"))
            + " with the bank or the depository \(open == 1 ? "is" : "are") open.")
      ]
  }

  /// What is missing to go further, and until when.
  private var waiting: [HTMLText] {
    guard let passage = sources.passage else { return [] }
    var items = passage.waiting.map { waiting in
      HTMLText.element(
        .li, [],
        HTMLText(waiting.needs)
          + (waiting.until.map { " – " + .strong("by \($0.deadlineText) Beijing time") } ?? ""))
    }
    let ahead = passage.steps.map(\.id).filter { !holds($0) }
    if !ahead.isEmpty {
      items.insert(
        .element(
          .li, [],
          "the recording of what the folder already leads to, by ipo settle: "
            + HTMLText(ahead.joined(separator: ", "))), at: 0)
    }
    return items.isEmpty ? [] : [.paragraph("It waits for:"), .element(.ul, [], items)]
  }

  /// The figures that everybody asks for first.
  var keyFigures: HTMLText {
    let names = [
      "gross", "net", "multiple", "win_rate", "online_final", "offline_final", "take_up",
      "free_float",
    ]
    var cards = names.compactMap { name -> (HTMLText, HTMLText)? in
      guard let figure = FigureName(name), let value = figures[name],
        figure.operations.contains(where: holds)
      else { return nil }
      return card(figure.title, figure.grouped(value), figure.unit, entries(of: figure))
    }
    let issue = journal.totals.sum("opening", .opening, "tranche", .shares)
    let found = holds("price") ? sources.passage?.results.priced?.price.canonical : nil
    let place =
      found == nil
      ? entries(of: ["opening"], ending: "terms") : entries(of: ["price"], ending: "/decision")
    cards.insert(
      card("Price 发行价", term("price") ?? found ?? "not set yet", "yuan", place), at: 0)
    cards.insert(
      card(
        "Issue 发行股数", DecimalText.grouped(issue.net, decimals: 0), "shares", issue.entries),
      at: 1)
    return .labelled(cards, class: "cards")
  }

  private func card(
    _ title: String, _ value: String, _ unit: String, _ entries: EntryNumbers
  ) -> (HTMLText, HTMLText) {
    let from: HTMLText =
      entries.isEmpty
      ? ""
      : .element(.span, [(.class, "from")], Self.word(for: entries) + " " + .entries(entries))
    return (
      .marked(title),
      HTMLText(value) + " " + .element(.span, [(.class, "unit")], HTMLText(unit)) + from
    )
  }

  /// "entry" or "entries".
  static func word(for entries: EntryNumbers) -> HTMLText {
    entries.ranges.count == 1 && entries.ranges[0].count == 1 ? "entry" : "entries"
  }

  func entries(of figure: FigureName) -> EntryNumbers {
    figure.isDecided
      ? entries(of: figure.operations, ending: "/decision") : entries(of: figure.operations)
  }

  /// What each step decided, in the journal's order.
  var timeline: HTMLSection {
    let steps = closed.compactMap { id -> HTMLText? in
      guard let step = try? sources.passage?.step(named: id) else { return nil }
      let entries = entries(of: [id])
      let when = [step.report.when, step.report.day?.description ?? ""].filter { !$0.isEmpty }
      return .element(
        .li, [], .element(.h3, [], .marked(step.report.title)),
        .element(
          .p, [(.class, "when")],
          HTMLText((when + [""]).joined(separator: " · ")) + Self.word(for: entries) + " "
            + .entries(entries)),
        .labelled(
          step.report.lines.map { (.marked($0.label), .marked($0.value)) }))
    }
    let waits = isSound ? (sources.passage?.waiting ?? []) : []
    let pending = waits.map { waiting in
      HTMLText.element(
        .li, [(.class, "waits")], .element(.h3, [], HTMLText("Waiting: \(waiting.step)")),
        .element(
          .p, [(.class, "when")],
          HTMLText(waiting.until.map { "until \($0.deadlineText) Beijing time" } ?? "no time set")),
        .paragraph(HTMLText(waiting.needs)))
    }
    let content: [HTMLText] =
      steps.isEmpty
      ? [.note("No step can be told: the decisions could not be made again.")]
      : [.element(.ol, [(.class, "steps")], steps + pending)]
    return HTMLSection("steps", "What each step decided 时间表", content)
  }
}
