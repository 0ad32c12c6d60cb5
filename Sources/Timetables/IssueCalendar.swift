import Rulebooks
import TradingDays

/// The issue calendar (发行日程表): every step on its day, the listing, what is locked until when, and
/// the holidays on the way.
///
///     let calendar = try IssueCalendar(profile, steps, day: t, listing: bell)
///     calendar.events.map { "\($0.first) \($0.step.title)" }
public struct IssueCalendar: Equatable, Sendable {
  /// A step on its day or days.
  public struct Event: Equatable, Sendable {
    public let step: IssueStep
    /// The first session counted from T; nil for what is counted in calendar days from the listing.
    public let offset: SessionOffset?
    /// The last one.
    public let through: SessionOffset?
    public let first: Day
    public let last: Day
    /// The hour from which and by which, in Beijing.
    public let opens: ClockTime?
    public let closes: ClockTime?
    public let source: RuleSource
  }

  /// A kind of lock-up and its end.
  public struct Release: Equatable, Sendable {
    public let lockUp: LockUp
    public let end: TermEnd
  }

  /// Days without a session that a weekday's holiday is among (休市), weekends beside it counted.
  public struct Closure: Equatable, Sendable {
    public let days: ClosedRange<Day>
    /// The sessions before and after it.
    public let after: SessionOffset
    public let before: SessionOffset
  }

  public let rulebook: String
  /// T.
  public let day: Day
  public let listingDay: Day
  /// The listing day counted from T.
  public let distance: SessionOffset
  /// Whether listings usually come at this distance.
  public let isUsual: Bool
  /// By day, then in the order of the file.
  public let events: [Event]
  public let releases: [Release]
  public let closures: [Closure]
  /// Offline locks are missing from the releases: their tiers are the deal's, and nobody has said them.
  public let leavesTiersOpen: Bool

  /// The calendar of an offering with that T and listing day.
  ///
  /// - Throws: a T or a listing day that is no session or where the rulebook is not in force, a step
  ///   beyond the trading calendar, a listing before every other session's step is over.
  public init(
    _ profile: IssueProfile, _ steps: IssueSteps, day: Day, listing: Day
  ) throws(TimetableError) {
    let sessions = CountedSessions(profile.calendar, day: day)
    try sessions.check(profile.rulebook)
    distance = try sessions.distance(of: listing)
    isUsual = steps.usualListing.contains(distance)
    rulebook = profile.rulebook.id
    leavesTiersOpen = profile.leavesTiersOpen
    self.day = day
    listingDay = listing
    var events: [Event] = []
    for step in steps.steps where step.condition.map(profile.conditions.contains) ?? true {
      events.append(
        try Event(step, sessions, profile.rulebook, listing: listing, distance: distance))
    }
    for event in events where event.last >= listing {
      if case .listing = event.step.timing { continue }
      throw .listingTooEarly(listing, step: event.step.id, ends: event.last)
    }
    self.events = events.enumerated()
      .sorted { ($0.element.first, $0.offset) < ($1.element.first, $1.offset) }.map(\.element)
    releases = profile.lockUps.map { lockUp in
      Release(
        lockUp: lockUp, end: TermEnd(months: lockUp.months, from: listing, in: profile.calendar))
    }
    let begin = self.events.first?.first ?? day
    closures = try sessions.closures(from: min(begin, day), through: listing)
  }

  /// A calendar for each usual distance of the listing from T. Throws as the initialiser.
  public static func usual(
    _ profile: IssueProfile, _ steps: IssueSteps, day: Day
  ) throws(TimetableError) -> [IssueCalendar] {
    let sessions = CountedSessions(profile.calendar, day: day)
    try sessions.check(profile.rulebook)
    var calendars: [IssueCalendar] = []
    for distance in steps.usualListing {
      let listing = try sessions.day(distance, for: "listing on \(distance)")
      calendars.append(try IssueCalendar(profile, steps, day: day, listing: listing))
    }
    return calendars
  }

  /// The T that leads to a wished listing day, one for each usual distance.
  ///
  /// - Throws: `wishedDayNotASession`, or a T that the trading calendar does not reach.
  public static func subscriptionDays(
    wished: Day, _ steps: IssueSteps, in calendar: TradingCalendar
  ) throws(TimetableError) -> [Day] {
    let sessions = CountedSessions(calendar, day: wished)
    guard try sessions.isSession(wished, "the wished listing day") else {
      throw .wishedDayNotASession(
        wished, before: sessions.before(wished), after: sessions.after(wished))
    }
    var days: [Day] = []
    for distance in steps.usualListing {
      days.append(
        try sessions.day(SessionOffset(-distance.sessions), for: "T, \(distance) before \(wished)"))
    }
    return days
  }
}

extension IssueCalendar.Event {
  fileprivate init(
    _ step: IssueStep, _ sessions: CountedSessions, _ rulebook: Rulebook, listing: Day,
    distance: SessionOffset
  ) throws(TimetableError) {
    let source = step.source
    switch step.timing {
    case .sessions(let from, let through, let opens, let closes):
      guard let source else { preconditionFailure("a step without a source") }
      self.init(
        step: step, offset: from, through: through,
        first: try sessions.day(from, for: "\(from), \(step.id)"),
        last: try sessions.day(through, for: "\(through), \(step.id)"), opens: opens,
        closes: closes, source: source)
    case .deadline(let rule, let since):
      let deadline = rulebook.values.deadline(rule)
      let opening = since.map(rulebook.values.deadline)
      guard let source = RuleSource(rule.rawValue, of: rulebook) else {
        preconditionFailure("a rulebook without \(rule.rawValue)")
      }
      let through = SessionOffset(deadline.offset)
      let from = opening.map { SessionOffset($0.offset) } ?? through
      self.init(
        step: step, offset: from, through: through,
        first: try sessions.day(from, for: "\(from), \(step.id)"),
        last: try sessions.day(through, for: "\(through), \(step.id)"), opens: opening?.time,
        closes: deadline.time, source: source)
    case .listing(let days):
      guard let source else { preconditionFailure("a step without a source") }
      self.init(
        step: step, offset: days == 1 ? distance : nil, through: days == 1 ? distance : nil,
        first: listing, last: listing.adding(days: days - 1), opens: nil, closes: nil,
        source: source)
    }
  }
}

extension RuleValues {
  fileprivate func deadline(_ rule: IssueStep.DeadlineRule) -> Deadline {
    switch rule {
    case .bookOpening: book.opens
    case .bookClosing: book.closes
    case .strategicPayment: strategic.paymentDeadline
    case .offlinePayment: offlineDeadline
    case .onlinePayment: onlineDeadline
    }
  }
}

extension Deadline {
  fileprivate var time: ClockTime? { ClockTime(hour: hour, minute: minute) }
}
