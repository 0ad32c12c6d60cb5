import Audit
import CanonicalJSON
import Cryptography
import Quantities
import Reconciliation
import ShareRegister
import TradingDays

extension AuditReport {
  /// Every control total with both sides.
  var controlSection: HTMLSection? {
    guard !controls.isEmpty else { return nil }
    let rows = controls.map { control -> [HTMLText] in
      [
        .init(control.name), sides(control.left), sides(control.right),
        control.holds
          ? .element(.span, [(.class, "tag sound")], "holds")
          : .element(
            .span, [(.class, "tag unsound")],
            .init(
              "over by \(DecimalText.grouped(control.leftOver, decimals: control.unit.decimals))")),
      ]
    }
    return HTMLSection(
      "controls", "Control totals 总额核对",
      [
        HTMLTable(
          "Two sides, each from a source of its own",
          [.init("control"), .init("left"), .init("right"), .init("")], rows
        ).html
      ])
  }

  private func sides(_ figures: [ControlFigure]) -> HTMLText {
    .joined(
      figures.map { figure in
        HTMLText(
          "\(figure.name) \(DecimalText.grouped(figure.value, decimals: figure.unit.decimals)) ")
          + .element(.span, [(.class, "note")], source(figure.source))
      }, by: .element(.br))
  }

  private func source(_ source: ControlFigure.Source) -> HTMLText {
    switch source {
    case .entries(let numbers): numbers.isEmpty ? "no entry" : "entries " + .entries(numbers)
    case .file(let name, let digest):
      HTMLText(name)
        + (digest.map { ", SHA-256 " + .code("\($0.hex.prefix(16))…") } ?? ", not there")
    case .terms: "the terms"
    case .decisions: "decided again"
    }
  }

  /// What is owed locked, the calendar of releases, and what registers do not keep.
  var lockupSection: HTMLSection? {
    guard let lockups else { return nil }
    let total = lockups.schedule.tranches.reduce(Int128(0)) { $0 + Int128($1.shares.count) }
    let registered = lockups.schedule.tranches.map { tranche in
      journal.totals.sum {
        $0.account == "register:<holder>:locked:\(tranche.end)" && $0.sum.net >= 0
      }
    }
    let table = AuditTable(
      "lockups", "Lock-ups owed, and as the ledger registered them 限售",
      columns: ["first session", "holders", "owed, shares", "registered, shares", "state"],
      rows: zip(lockups.schedule.tranches, registered).map { tranche, sum in
        .init(
          tranche.end.description,
          [
            .text(tranche.session?.description ?? "after \(lockups.calendarEnd)"),
            .count(Int128(tranche.holders)), .shares(Int128(tranche.shares.count)),
            .shares(sum.received), .text(lockups.state(tranche)),
          ], from: sum.entries)
      },
      total: .init(
        "all",
        [
          .none, .none, .shares(total), .shares(registered.reduce(0) { $0 + $1.received }), .none,
        ], from: registered.reduce(into: EntryNumbers()) { $0.formUnion($1.entries) }))
    var content = [table.html]
    content.append(
      .paragraph(
        "Free float on \(asOf.description): "
          + .strong(.init(lockups.calendar.float(on: asOf).description)) + " shares due, "
          + .strong(.init(lockups.freeInLedger.description)) + " in the ledger."))
    let breaks = lockups.breaks
    if !breaks.isEmpty {
      content.append(
        HTMLTable(
          "Lock-ups that a register does not keep",
          [
            .init("account"), .init("found in"), .init("kind"), .init("expected", .number),
            .init("found", .number), .init("cause"),
          ],
          breaks.prefix(Self.shown).map {
            [
              .init($0.account), .init($0.side.rawValue), .init($0.kind.rawValue),
              .init(BreakCell.text($0.expected)), .init(BreakCell.text($0.found)), .init($0.cause),
            ]
          }
        ).html)
      if breaks.count > Self.shown { content.append(more(breaks.count)) }
    }
    return HTMLSection("lockups", "Lock-ups 限售", content)
  }

  /// What was compared with banks and the depository, and every break with its state.
  var reconciliationSection: HTMLSection {
    var content: [HTMLText] = []
    if let comparison {
      content.append(
        .labelled(
          comparison.outcome.matchedBySide.map {
            (.init($0.side.rawValue), .init("\(grouped(Int64($0.matched))) agree"))
          }
            + comparison.outcome.call.files.map { ("compared", .code($0)) }))
    } else {
      content.append(.paragraph("No statement and no list was given, and none is on record."))
    }
    let new = comparison?.change.new ?? []
    if new.isEmpty, book.breaks.isEmpty {
      content.append(.paragraph("No break was found or is on record."))
    } else {
      let table = BreakTable(book.breaks, new: new, asOf: asOf)
      content += [.paragraph(HTMLText(table.summary + ".")), table.html]
    }
    return HTMLSection("reconciliation", "Reconciliation 对账", content)
  }

  /// Most breaks that the page lists; the JSON has all.
  private static let shown = 1_000

  private func more(_ count: Int) -> HTMLText {
    .note("\(grouped(Int64(count - Self.shown))) more are in audit.json.")
  }
}
