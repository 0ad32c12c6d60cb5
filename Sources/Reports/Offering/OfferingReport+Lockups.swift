import Audit
import CanonicalJSON
import Issuance
import Ledger
import Quantities
import ShareRegister
import TradingDays

extension OfferingReport {
  /// What is locked until when, and how the float grows.
  var lockups: HTMLSection? {
    guard holds("registration") else { return nil }
    let locks = recordedLocks
    let free = journal.totals.sum(
      "registration", .registration, "register:<holder>:free", .shares)
    guard !locks.isEmpty else {
      return HTMLSection(
        "lockups", "Lock-up calendar 限售股解禁时间表",
        [
          .paragraph(
            "No share is locked: all \(DecimalText.grouped(free.net, decimals: 0)) are free.")
        ])
    }
    var content: [HTMLText] = []
    if let offering = sources.offering, let results = sources.passage?.results,
      let picture = LockupPicture(results, of: offering)
    {
      content.append(
        .figure(
          SVGPicture(title: "The free float over time", markup: picture.svg),
          caption:
            "Shares free to trade, from the listing on. A lock-up ends on its contractual day; shares trade from the first session on or after it."
        ))
    }
    content.append(table(locks, free))
    content.append(
      .note(
        "«free» is posted by ipo lockups release once the day has come; until then the ledger holds the shares as locked."
      ))
    return HTMLSection("lockups", "Lock-up calendar 限售股解禁时间表", content)
  }

  /// All shares that are locked until one day, as the registration posted them.
  private struct Lock {
    let end: Day
    let sum: PostedSum
    /// The first session on or after the end; nil beyond the calendar or where nothing tells it.
    let session: Day?
    let tranche: LockSchedule.Tranche?
  }

  private var recordedLocks: [Lock] {
    let prefix = "register:<holder>:locked:"
    let schedule = sources.passage?.results.schedule?.tranches ?? []
    return journal.totals.rows.filter {
      $0.operation == "registration" && $0.commodity == .shares && $0.account.hasPrefix(prefix)
    }.compactMap { row in
      guard let end = Day(row.account.dropFirst(prefix.count)) else { return nil }
      let tranche = schedule.first { $0.end == end }
      return Lock(end: end, sum: row.sum, session: tranche?.session, tranche: tranche)
    }.sorted { $0.end < $1.end }
  }

  private var listingDay: Day? {
    journal.facts.last { $0.name == "listing_day" }.flatMap {
      Day($0.value.stringValue ?? "")
    }
  }

  private func table(_ locks: [Lock], _ free: PostedSum) -> HTMLText {
    var running = free.net
    let released = RecordedHoldings.released(journal.operations)
    let rows = locks.map { lock -> [HTMLText] in
      running += lock.sum.net
      let id = "release-\(lock.end)"
      let state: HTMLText =
        !released.contains(lock.end)
        ? "locked"
        : holds("confirmation-\(id)")
          ? "free, confirmed by the depository" : "free, release instructed"
      return [
        HTMLText("\(lock.end)"), HTMLText(lock.session.map { "\($0)" } ?? "beyond the calendar"),
        .number(lock.sum.net),
        lock.tranche.map { .number($0.holders) } ?? "–",
        HTMLText(lock.tranche?.origins.map(\.rawValue).joined(separator: ", ") ?? "–"),
        state, .number(running), .entries(lock.sum.entries),
      ]
    }
    return HTMLTable(
      "Lock-ups by contractual end",
      [
        .init("locked until"), .init("first session"), .init("shares", .number),
        .init("holders", .number), .init("of"), .init("state"), .init("free then", .number),
        .entries,
      ],
      [
        [
          "at the listing", HTMLText(listingDay.map { "\($0)" } ?? "–"), .number(free.net), "–",
          "–",
          "free", .number(free.net), .entries(free.entries),
        ]
      ] + rows
    ).html
  }
}
