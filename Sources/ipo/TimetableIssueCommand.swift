import ArgumentParser
import Inputs
import Offerings
import Quantities
import Reports
import Rulebooks
import Storage
import Timetables
import TradingDays

/// `ipo timetable issue`.
struct TimetableIssueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Show every step of an issue on its trading day, the listing, and when locks end.",
    discussion: """
      From an offering's folder, from T, or backwards from a wished listing day. Where no listing day is \
      known, one for each usual distance is shown beside each other. A day past the end of the trading \
      calendar is refused; of a lock-up that ends there the contractual end is told.

        ipo timetable issue Ledgers/moore-threads-688795 --svg calendar.svg
        ipo timetable issue --day 2026-09-24 --rulebook cn-chinext-2023
        ipo timetable issue --wished 2026-09-01 --rulebook cn-star-growth-2025 --tier A1:70:9 --tier B:20:6
      """)

  @Argument(help: "The offering's folder, or its offering.yaml; without it, --day or --wished.")
  var source: String?

  @Option(help: "T, the day of application, YYYY-MM-DD.")
  var day: String?

  @Option(help: "The listing day that is wished for, YYYY-MM-DD: T is counted back from it.")
  var wished: String?

  @Option(help: "The listing day, YYYY-MM-DD; without it the offering's, or the usual distances.")
  var listing: String?

  @Option(help: "An id of `ipo rulebook list`, or a file.")
  var rulebook: String?

  @Option(help: "A lock tier of a deal whose rulebook leaves them to it: CLASS:PERCENT:MONTHS.")
  var tier: [String] = []

  @Option(name: .customLong("with"), help: "What the deal has: over-allotment.")
  var added: [String] = []

  @Option(name: .customLong("without"), help: "What the deal has not: inquiry, strategic.")
  var removed: [String] = []

  @Option(help: "A file of steps in place of the shipped one (Specs/timetable.md).")
  var steps: String?

  @Option(help: "Write the calendar as a picture.")
  var svg: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let steps = try TimetableFiles.issue(steps)
    let report: IssueCalendarReport
    switch (source, day, wished) {
    case (let source?, nil, nil): report = try ofOffering(source, steps)
    case (nil, let day?, nil): report = try ofDay(DayArgument.parse(day), steps)
    case (nil, nil, let wished?): report = try leading(to: DayArgument.parse(wished), steps)
    default:
      throw Failure.WrongCall(
        message: "ambiguousCall: expected one of an offering's folder, --day and --wished")
    }
    if let svg { try TimetableFiles.write(IssueCalendarPicture(report).svg, to: svg) }
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
  }

  private func ofOffering(_ source: String, _ steps: IssueSteps) throws -> IssueCalendarReport {
    guard rulebook == nil, tier.isEmpty, added.isEmpty, removed.isEmpty else {
      throw Failure.WrongCall(
        message: "termsTold: --rulebook, --tier, --with and --without are the offering's own terms")
    }
    let (file, folder) = try OfferingSource.read(source)
    let offering = file.offering
    let told = try listing.map(DayArgument.parse)
    let known = try file.facts.listingDay ?? sealedListingDay(in: folder)
    if let told, let known, told != known {
      throw Failure.WrongCall(
        message: "listingDayDiffers: found --listing \(told), the offering's is \(known)")
    }
    return try report(
      IssueProfile(offering), steps, day: offering.terms.subscriptionDay,
      listing: told ?? known,
      title: "\(offering.terms.name) (\(offering.terms.code))")
  }

  /// The listing day that a journal has sealed, where it was told with `--fact`.
  private func sealedListingDay(in folder: OfferingFolder?) throws -> Day? {
    guard let journal = try folder?.signedJournal()?.bytes else { return nil }
    return try SealedState(journal).facts.listingDay
  }

  private func ofDay(_ day: Day, _ steps: IssueSteps) throws -> IssueCalendarReport {
    let name = try rulebookName()
    let profile = try profile(name, on: day)
    return try report(
      profile, steps, day: day, listing: try listing.map(DayArgument.parse))
  }

  private func leading(to wished: Day, _ steps: IssueSteps) throws -> IssueCalendarReport {
    guard listing == nil else {
      throw Failure.WrongCall(message: "listingAndWished: found both, expected one of them")
    }
    let name = try rulebookName()
    let trading = try tradingCalendar(OfferingFolder.rulebook(name, on: nil))
    var calendars: [IssueCalendar] = []
    for day in try IssueCalendar.subscriptionDays(wished: wished, steps, in: trading) {
      calendars.append(
        try IssueCalendar(profile(name, on: day), steps, day: day, listing: wished))
    }
    return IssueCalendarReport(calendars, trading: trading)
  }

  private func report(
    _ profile: IssueProfile, _ steps: IssueSteps, day: Day, listing: Day?,
    title: String? = nil
  ) throws -> IssueCalendarReport {
    let calendars =
      if let listing {
        [try IssueCalendar(profile, steps, day: day, listing: listing)]
      } else {
        try IssueCalendar.usual(profile, steps, day: day)
      }
    return IssueCalendarReport(calendars, trading: profile.calendar, title: title)
  }

  private func rulebookName() throws -> String {
    guard let rulebook else {
      throw Failure.WrongCall(
        message: "missingRulebook: expected --rulebook, a file or one of "
          + ShippedRulebooks.ids.joined(separator: ", "))
    }
    return rulebook
  }

  private func profile(_ name: String, on day: Day) throws -> IssueProfile {
    let book = try OfferingFolder.rulebook(name, on: day)
    return IssueProfile(
      rulebook: book, calendar: try tradingCalendar(book), conditions: try conditions(),
      tiers: try tiers(of: book))
  }

  private func tradingCalendar(_ book: Rulebook) throws -> TradingCalendar {
    guard let calendar = TradingCalendar.named(book.calendar) else {
      throw Failure.WrongCall(
        message: "unknownCalendar: found \"\(book.calendar)\", expected XSHG")
    }
    return calendar
  }

  private func conditions() throws -> Set<IssueStep.Condition> {
    let without = try removed.map { try condition($0, among: [.inquiry, .strategic]) }
    let with = try added.map { try condition($0, among: [.overAllotment]) }
    return Set([.inquiry, .strategic] + with).subtracting(without)
  }

  private func condition(
    _ name: String, among known: [IssueStep.Condition]
  ) throws -> IssueStep.Condition {
    guard let condition = known.first(where: { $0.rawValue == name }) else {
      throw TimetableError.unknownName(name, of: "part", expected: known.map(\.rawValue))
    }
    return condition
  }

  private func tiers(of book: Rulebook) throws -> [ClassTier] {
    guard tier.isEmpty || book.values.offlineLock == .tiers else {
      throw Failure.WrongCall(
        message: "tiersDoNotFit: found --tier, expected none: \(book.id) states the offline lock")
    }
    let names = tier.map { $0.prefix { $0 != ":" } }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw Failure.WrongCall(
        message: "duplicateClass: found --tier of class \(twice) twice, expected each class once")
    }
    return try tier.map { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, book.values.baseClass(of: parts[0]) != nil,
        let share = try? Ratio(percent: parts[1]), share <= .one, let months = Int(parts[2]),
        (1...600).contains(months)
      else {
        throw Failure.WrongCall(
          message: "malformedTier: found \"\(text)\", expected CLASS:PERCENT:MONTHS, a class of "
            + "\(book.values.classes.joined(separator: ", ")), up to 100% and 600 months")
      }
      return ClassTier(name: parts[0], tier: LockTier(share: share, months: months))
    }
  }
}
