import Audit
import CanonicalJSON
import Cryptography
import Issuance
import Quantities
import Reconciliation
import TradingDays

extension AuditReport {
  /// What a person reads in a terminal: what was looked at with its count, then the verdict.
  public var text: String {
    var text = "\(head.name) (\(head.code))\n"
    text += TextBlock.labelled("as of", asOf.description)
    text += TextBlock.labelled("journal", "\(grouped(journal.entryCount)) entries")
    text += TextBlock.labelled("root", journal.root.hex)
    text += TextBlock.labelled(
      "signer",
      head.signer.map { head.isTrusted ? "\($0), trusted" : "\($0), unproven" } ?? "none")
    let recorded = remade.rows.reduce(Int64(0)) { $0 + $1.recorded }
    let agree = remade.rows.reduce(Int64(0)) { $0 + $1.agree }
    text += TextBlock.labelled(
      "made again", "\(grouped(agree)) of \(grouped(recorded)) recorded items agree")
    text += TextBlock.labelled(
      "control totals",
      "\(controls.count { $0.holds }) of \(controls.count) hold")
    for draw in draws {
      text += TextBlock.labelled("draw \(draw.name)", "\(draw.grade): \(draw.reason)")
    }
    if let lockups {
      text += TextBlock.labelled(
        "lock-ups",
        "\(counted(lockups.obligations.count, "obligation")), "
          + counted(lockups.breaks.count, "break"))
    }
    for (side, matched) in comparison?.outcome.matchedBySide ?? [] {
      text += TextBlock.labelled(side.rawValue, "\(grouped(Int64(matched))) agree")
    }
    text += TextBlock.labelled(
      "breaks",
      "\((comparison?.change.new.count ?? 0)) new; on record "
        + BreakTable(book.breaks, asOf: asOf).summary)
    for omission in omissions { text += TextBlock.labelled("not looked at", omission) }
    for need in waiting { text += TextBlock.labelled("waits for", need) }
    text += TextBlock.labelled("state", state)
    for remark in remarks { text += TextBlock.labelled("note", remark) }
    text += TextBlock.labelled(
      "verdict",
      verdict.rawValue.uppercased()
        + (verdict == .sound && !omissions.isEmpty
          ? ", as far as was looked at: not at \(counted(omissions.count, "thing")) above" : ""))
    for reason in reasons { text += TextBlock.labelled("", reason) }
    for finding in findings.prefix(100) { text += "  - \(finding)\n" }
    for control in controls where !control.holds {
      text += "  - \(control.rule): \(control.name)\n"
    }
    return text
  }
}
