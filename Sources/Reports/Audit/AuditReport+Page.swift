import Audit
import CanonicalJSON
import Cryptography
import Issuance
import Quantities
import Reconciliation
import TradingDays

extension AuditReport {
  /// The report for people: one self-contained HTML file.
  public var page: HTMLDocument {
    HTMLDocument(
      generator: Self.generator, title: "Audit of \(head.name) (\(head.code)) 审计报告",
      subtitle: "As of \(asOf.description), over \(grouped(journal.entryCount)) journal entries",
      verdict: pageVerdict, sections: sections,
      footer:
        "Every figure names the journal entries that it comes from. The statement beside this "
        + "file, audit.note, signs its digest: " + .code("ipo check-audit audit.note") + ".")
  }

  /// What an audit's page says of its maker.
  public static let generator = "ipo audit"

  private var pageVerdict: HTMLVerdict {
    let waits = waiting.map { HTMLText.paragraph("Waits for " + .init($0)) }
    let notes = [HTMLText.paragraph(.init(state))] + remarks.map { .paragraph(.init($0)) }
    let limits =
      omissions.isEmpty
      ? []
      : [
        .paragraph(.strong("Not looked at:")),
        HTMLText.element(.ul, [], omissions.map { .element(.li, [], .init($0)) }),
      ]
    guard !reasons.isEmpty else {
      return HTMLVerdict(
        .sound,
        omissions.isEmpty ? "Sound" : "Sound, as far as was looked at",
        [.paragraph(.init(counts))] + notes + limits + waits)
    }
    let list = HTMLText.element(.ul, [], reasons.map { .element(.li, [], .init($0)) })
    return verdict == .unsound
      ? HTMLVerdict(.unsound, "Unsound: the ledger does not hold", [list] + notes + limits + waits)
      : HTMLVerdict(
        .open, "Open: others' records do not agree with the ledger",
        [list] + notes + limits + waits)
  }

  private var counts: String {
    let remadeCount = remade.rows.reduce(Int64(0)) { $0 + $1.agree }
    return "\(grouped(remadeCount)) recorded items made again, "
      + "\(grouped(Int64(controls.count))) control totals held, "
      + (comparison.map { "\(grouped(Int64($0.outcome.matched))) movements and accounts confirmed" }
        ?? "no statement compared")
  }

  private var sections: [HTMLSection] {
    [journalSection, findingsSection, remadeSection, controlSection].compactMap(\.self)
      + [
        HTMLSection("tranches", "Allotment and collection 配售与缴款", [tables[0].html]),
        drawSection, lockupSection, reconciliationSection, trustSection,
        HTMLSection("ledger", "The ledger, summed 分录汇总", tables.dropFirst().map(\.html)),
      ].compactMap(\.self)
  }

  private var journalSection: HTMLSection {
    let signer = head.signer.map { HTMLText.code($0) } ?? "nobody"
    return HTMLSection(
      "journal", "What was audited 审计对象",
      [
        .labelled([
          ("entries", .init(grouped(journal.entryCount))), ("root", .code(journal.root.hex)),
          (
            "signed by",
            signer
              + (head.isTrusted ? ", whom this call demanded" : ", unproven: nobody was demanded")
          ),
          (
            "clock",
            journal.isClockFixed
              ? "fixed: the entries' times are not real times" : "the keeper's"
          ),
        ]),
        head.checkpoint.isEmpty
          ? .note("There is no signed head.")
          : .lines(head.checkpoint.split(separator: "\n").map(String.init), label: "Signed head"),
        .note(
          "Anyone can check it: " + .code("ipo verify DIR") + ", or "
            + .code("python3 Specs/verify.py DIR") + ", which shares no code with it."),
      ])
  }

  private var findingsSection: HTMLSection? {
    guard !findings.isEmpty else { return nil }
    return HTMLSection(
      "findings", "Findings 问题",
      [
        HTMLTable(
          "What does not hold", [.init("rule"), .init("found"), .init("expected"), .entries],
          findings.map { finding in
            [
              .init(finding.rule), .init(finding.found), .init(finding.expected),
              finding.entry.map { .init("\($0)") } ?? "–",
            ]
          }
        ).html
      ])
  }

  private var remadeSection: HTMLSection {
    HTMLSection(
      "remade", "Decisions made again 决定重算",
      [
        HTMLTable(
          "From the sealed inputs",
          [
            .init("what"), .init("recorded", .number), .init("agree", .number), .init(""),
            .entries,
          ],
          remade.rows.map { row in
            [
              .init(row.title), .init(grouped(row.recorded)), .init(grouped(row.agree)),
              .init(
                row.agree == row.recorded
                  ? row.detail : "\(grouped(row.recorded - row.agree)) not made again"),
              .entries(row.entries),
            ]
          }
        ).html
      ])
  }

  private var drawSection: HTMLSection? {
    guard !draws.isEmpty else { return nil }
    return HTMLSection(
      "draws", "Draws 摇号",
      [
        HTMLTable(
          "Every draw, replayed", [.init("draw"), .init("grade"), .init("why"), .entries],
          draws.map {
            [
              .init($0.name), .init($0.grade), .init($0.reason),
              .entries(entries(of: $0.operation)),
            ]
          }
        ).html
      ])
  }

  private var trustSection: HTMLSection {
    let content = [
      HTMLTable(
        "Somebody's word, sealed so that it cannot change",
        [.init("what"), .init("count", .number), .init("why it was not made again")],
        trusted.map { [.init($0.what), .init(grouped($0.count)), .init($0.why)] }
      ).html
    ]
    return HTMLSection("trust", "Taken on trust 未核实事项", content)
  }

  func grouped(_ number: Int64) -> String { DecimalText.grouped(number, decimals: 0) }
}
