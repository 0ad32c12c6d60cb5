import CanonicalJSON
import Rulebooks
import Timetables
import TradingDays

extension IssueCalendarReport {
  /// `trading_calendar`, `covers_through` and one object a calendar.
  public var json: JSONValue {
    [
      "trading_calendar": .string(trading.id), "covers_through": .string("\(trading.last)"),
      "calendars": .array(calendars.map(Self.json)),
    ]
  }

  private static func json(_ calendar: IssueCalendar) -> JSONValue {
    [
      "rulebook": .string(calendar.rulebook), "subscription_day": .string("\(calendar.day)"),
      "listing_day": .string("\(calendar.listingDay)"), "distance": .string("\(calendar.distance)"),
      "usual": .bool(calendar.isUsual), "tiers_open": .bool(calendar.leavesTiersOpen),
      "steps": .array(calendar.events.map(json)),
      "lockups": .array(calendar.releases.map(json)),
      "closures": .array(
        calendar.closures.map { closure in
          [
            "from": .string("\(closure.days.lowerBound)"),
            "through": .string("\(closure.days.upperBound)"),
            "after": .string("\(closure.after)"), "before": .string("\(closure.before)"),
          ]
        }),
    ]
  }

  private static func json(_ event: IssueCalendar.Event) -> JSONValue {
    [
      "id": .string(event.step.id), "title": .string(event.step.title),
      "chinese": .string(event.step.chinese),
      "offset": event.offset.map { .string("\($0)") } ?? .null,
      "through_offset": event.through.map { .string("\($0)") } ?? .null,
      "from": .string("\(event.first)"),
      "through": .string("\(event.last)"), "opens": event.opens.map { .string("\($0)") } ?? .null,
      "closes": event.closes.map { .string("\($0)") } ?? .null,
      "sure": .string(event.source.confidence.rawValue), "clause": .string(event.source.clause),
    ]
  }

  private static func json(_ release: IssueCalendar.Release) -> JSONValue {
    let lockUp = release.lockUp
    return [
      "kind": .string(lockUp.kind.rawValue), "of": .string(lockUp.whose),
      "months": .exact(Int64(lockUp.months)), "ends": .string("\(release.end.day)"),
      "first_session": release.end.session.map { .string("\($0)") } ?? .null,
      "sure": .string(lockUp.source.confidence.rawValue), "clause": .string(lockUp.source.clause),
    ]
  }
}
