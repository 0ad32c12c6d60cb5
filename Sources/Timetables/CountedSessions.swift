import Rulebooks
import TradingDays

/// Sessions counted from one day of a trading calendar.
struct CountedSessions {
  private let calendar: TradingCalendar
  private let start: Day

  init(_ calendar: TradingCalendar, day: Day) {
    self.calendar = calendar
    start = day
  }

  /// That the start can be T.
  func check(_ rulebook: Rulebook) throws(TimetableError) {
    guard try isSession(start, "T") else {
      throw .subscriptionDayNotASession(start, before: before(start), after: after(start))
    }
    guard rulebook.inForce.contains(start) else {
      throw .rulebookNotInForce(rulebook.id, on: start, inForce: rulebook.inForce)
    }
  }

  func isSession(_ day: Day, _ what: String) throws(TimetableError) -> Bool {
    do {
      return try calendar.isSession(day)
    } catch {
      throw .beyondCalendar(step: "\(what), \(day)", covers: calendar.covers)
    }
  }

  /// The start is a session.
  func day(_ offset: SessionOffset, for what: String) throws(TimetableError) -> Day {
    do {
      return try calendar.session(start, offset: offset.sessions)
    } catch {
      throw .beyondCalendar(step: what, covers: calendar.covers)
    }
  }

  /// How far a listing day lies after T, which the start is.
  func distance(of listing: Day) throws(TimetableError) -> SessionOffset {
    guard try isSession(listing, "the listing day") else {
      throw .listingDayNotASession(listing, before: before(listing), after: after(listing))
    }
    guard listing > start else { throw .listingTooEarly(listing, step: "T", ends: start) }
    let latest = SessionOffset(SessionOffset.reach.upperBound)
    guard let count = try? calendar.sessions(from: start, through: listing).count - 1,
      count <= latest.sessions
    else { throw .beyondCalendar(step: "a listing within \(latest)", covers: calendar.covers) }
    return SessionOffset(count)
  }

  /// The session before a day that is none.
  func before(_ day: Day) -> Day? { try? calendar.session(onOrBefore: day) }

  /// The session after a day that is none.
  func after(_ day: Day) -> Day? { try? calendar.session(onOrAfter: day) }

  /// The holidays between two sessions.
  func closures(
    from first: Day, through last: Day
  ) throws(TimetableError) -> [IssueCalendar.Closure] {
    guard let sessions = try? Array(calendar.sessions(from: first, through: last)),
      let t = sessions.firstIndex(of: start)
    else { throw .beyondCalendar(step: "\(first) to \(last)", covers: calendar.covers) }
    var closures: [IssueCalendar.Closure] = []
    for (place, (before, after)) in zip(sessions, sessions.dropFirst()).enumerated() {
      let closed = (1..<before.days(to: after)).map { before.adding(days: $0) }
      guard let from = closed.first, let through = closed.last,
        closed.contains(where: { !$0.weekday.isWeekend })
      else { continue }
      closures.append(
        IssueCalendar.Closure(
          days: from...through, after: SessionOffset(place - t),
          before: SessionOffset(place + 1 - t)))
    }
    return closures
  }
}
