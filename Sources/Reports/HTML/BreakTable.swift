import Audit
import Quantities
import Reconciliation
import TradingDays

/// The breaks of a page, those first that somebody has to look at: open before explained before resolved,
/// the oldest first among equals.
struct BreakTable {
  private let known: [RecordedBreak]
  private let new: [PlacedBreak]
  private let asOf: Day

  /// Most breaks that a page lists; JSON has all.
  private static let shown = 1_000

  /// - Parameters:
  ///   - new: breaks that are not on record.
  ///   - asOf: the day on which ages are counted.
  init(_ known: [RecordedBreak], new: [PlacedBreak] = [], asOf: Day) {
    self.known = known.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.state.rank != second.state.rank { return first.state.rank < second.state.rank }
      return first.since != second.since ? first.since < second.since : left.offset < right.offset
    }.map(\.element)
    self.new = new
    self.asOf = asOf
  }

  /// "2 open, 1 explained, 1 resolved".
  var summary: String {
    let open = new.count + known.count { $0.state.rank == 0 }
    return "\(open) open, \(known.count { $0.state.rank == 1 }) explained, "
      + "\(known.count { $0.state.rank == 2 }) resolved"
  }

  var html: HTMLText {
    let rows = new.map { row("new", $0, "open", since: asOf, EntryNumbers()) } + known.map(row)
    let table = HTMLTable(
      "Every break",
      [
        .init("break", .code), .init("side"), .init("kind"), .init("key", .code),
        .init("ledger", .number), .init("other side", .number), .init("difference", .number),
        .init("state"), .init("since"), .init("cause, by whom or by what"), .entries,
      ], Array(rows.prefix(Self.shown)))
    guard rows.count > Self.shown else { return table.html }
    return table.html
      + .note("\(DecimalText.grouped(rows.count - Self.shown, decimals: 0)) more are not listed.")
  }

  private func row(_ recorded: RecordedBreak) -> [HTMLText] {
    var entries = EntryNumbers(recorded.entry)
    var cause = recorded.placed.found.cause
    switch recorded.state {
    case .open: break
    case .explained(let by, let because, let entry):
      cause = "\(because) – \(by)"
      entries.insert(entry)
    case .resolved(let by, let entry):
      cause = by.joined(separator: ", ")
      entries.insert(entry)
    }
    return row(
      recorded.number.description, recorded.placed, recorded.state.name, since: recorded.since,
      cause: cause, entries)
  }

  private func row(
    _ name: String, _ placed: PlacedBreak, _ state: String, since: Day, cause: String? = nil,
    _ entries: EntryNumbers
  ) -> [HTMLText] {
    let tag = state == "open" ? "unsound" : state == "explained" ? "open" : "sound"
    let age = max(0, since.days(to: asOf))
    return [
      .init(name), .init(placed.side.rawValue), .init(placed.found.kind.rawValue),
      .init(placed.found.key), .init(BreakCell.text(placed.found.ledger)),
      .init(BreakCell.text(placed.found.other)), .init(BreakCell.text(placed.found.difference)),
      .element(.span, [(.class, "tag \(tag)")], .init(state)),
      .init("\(since), \(age) day\(age == 1 ? "" : "s")"), .init(cause ?? placed.found.cause),
      .entries(entries),
    ]
  }
}

extension BreakState {
  fileprivate var rank: Int {
    switch self {
    case .open: 0
    case .explained: 1
    case .resolved: 2
    }
  }
}
