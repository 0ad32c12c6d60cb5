import CanonicalJSON
import Rulebooks
import Timetables
import TradingDays

/// An issue calendar, or several beside each other: of one T with its usual listing days, or of one
/// wished listing day with the T that lead to it.
public struct IssueCalendarReport: Sendable {
  let calendars: [IssueCalendar]
  let trading: TradingCalendar
  /// Whose calendar it is; nil for any offering's.
  let title: String?

  /// - Precondition: at least one calendar.
  public init(_ calendars: [IssueCalendar], trading: TradingCalendar, title: String? = nil) {
    precondition(!calendars.isEmpty, "no calendar")
    self.calendars = calendars
    self.trading = trading
    self.title = title
  }

  /// One of each T.
  var byDay: [IssueCalendar] { distinct(\.day) }

  /// One of each listing day.
  var byListing: [IssueCalendar] { distinct(\.listingDay) }

  private func distinct(_ day: KeyPath<IssueCalendar, Day>) -> [IssueCalendar] {
    var seen: Set<Day> = []
    return calendars.filter { seen.insert($0[keyPath: day]).inserted }
  }

  /// Tables for people.
  public var text: String {
    var text = title.map { TextBlock.labelled("offering", $0) } ?? ""
    text += TextBlock.labelled(
      "rulebook", "\(calendars[0].rulebook); trading days \(trading.id) through \(trading.last)")
    text += TextBlock.labelled("T", byDay.map(\.day.withWeekday).joined(separator: " or "))
    text += TextBlock.labelled(
      "listing",
      calendars.map { calendar in
        "\(calendar.listingDay.withWeekday) (\(calendar.distance)"
          + (calendar.isUsual ? ")" : ", not usual)")
      }.joined(separator: " or "))
    text += closures
    if calendars.contains(where: \.leavesTiersOpen) {
      text += TextBlock.labelled("lock tiers", "the deal's own (约定限售): say them with --tier")
    }
    text += "\n" + steps
    if !calendars[0].releases.isEmpty { text += "\n" + releases }
    return text
  }

  private var closures: String {
    byDay.map { calendar in
      calendar.closures.map { closure in
        TextBlock.labelled(
          "closed",
          "\(closure.days.lowerBound) – \(closure.days.upperBound), between \(closure.after) and "
            + "\(closure.before)" + (byDay.count > 1 ? " of T \(calendar.day)" : ""))
      }.joined()
    }.joined()
  }

  private var steps: String {
    let columns = byDay
    var rows: [[String]] = []
    for id in ids(calendars.flatMap { $0.events.map(\.step.id) }) {
      let events = calendars.compactMap { $0.event(id) }
      guard let first = events.first else { continue }
      if columns.count > 1 {
        let days = columns.map { $0.event(id)?.days ?? "" }
        rows.append([first.isListing ? "" : first.when] + days + [first.hours] + first.facts)
      } else {
        // One T, several listing days: a row each.
        for event in first.isListing ? events : [first] {
          rows.append([event.when, event.days, event.hours] + event.facts)
        }
      }
    }
    let days = columns.count > 1 ? columns.map { "listing on \($0.distance)" } : ["day"]
    return TextBlock.table(["when"] + days + ["hours", "sure", "step"], rows)
  }

  private var releases: String {
    let columns = byListing
    let heading =
      columns.count > 1 ? columns.map { "listed \($0.listingDay)" } : ["first tradable day"]
    var rows: [[String]] = []
    var told: [LockUp] = []
    for lockUp in calendars.flatMap({ $0.releases.map(\.lockUp) }) where !told.contains(lockUp) {
      told.append(lockUp)
      let ends = columns.map { calendar in
        calendar.releases.first { $0.lockUp == lockUp }?.end.text ?? ""
      }
      rows.append(
        [lockUp.kind.rawValue, lockUp.whose, "\(lockUp.months)"] + ends
          + [lockUp.source.confidence.rawValue, lockUp.source.clause])
    }
    return TextBlock.table(
      ["lock-up", "of", "months"] + heading + ["sure", "clause"], rows, right: [2])
  }

  private func ids(_ all: [String]) -> [String] {
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }
}

extension IssueCalendar {
  fileprivate func event(_ id: String) -> Event? { events.first { $0.step.id == id } }
}

extension IssueCalendar.Event {
  fileprivate var facts: [String] {
    [source.confidence.rawValue, "\(step.title) \(step.chinese)"]
  }

  var isListing: Bool {
    if case .listing = step.timing { true } else { false }
  }

  /// "T-3", "T-5 – T-4"; nothing for what is not counted in sessions.
  var when: String {
    guard let offset, let through else { return "" }
    return offset == through ? "\(offset)" : "\(offset) – \(through)"
  }

  var days: String {
    first == last ? first.withWeekday : "\(first.withWeekday) – \(last.withWeekday)"
  }

  var hours: String {
    switch (opens, closes) {
    case (nil, nil): ""
    case (let opens?, let closes?): "\(opens)–\(closes)"
    case (let opens?, nil): "from \(opens)"
    case (nil, let closes?): "by \(closes)"
    }
  }
}

extension TermEnd {
  /// The first session; behind an arrow where it is after the end, the end alone beyond the calendar.
  var text: String {
    guard let session else { return "\(day) (no session known)" }
    return session == day ? "\(day)" : "\(day) → \(session)"
  }
}

extension Day {
  /// "2025-11-24 Mon".
  var withWeekday: String { "\(self) \(weekday.abbreviation)" }
}

extension Weekday {
  /// Three letters.
  var abbreviation: String {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][rawValue - 1]
  }
}
