import CanonicalJSON
import Quantities
import Reconciliation
import ShareRegister
import TradingDays

/// The lock-up schedule (限售股解禁时间表) with its calendar of releases, what it comes from, and what
/// was found against registers; for people and for programs.
public struct LockupReport {
  public let schedule: LockSchedule
  public let calendar: FloatCalendar
  public let obligations: [LockObligation]
  /// The day it is told for: what came free by then is marked.
  public let asOf: Day
  /// The contractual ends that the journal has released, and those the depository confirmed.
  public let released: Set<Day>
  public let confirmed: Set<Day>
  /// What the ledger has free on the day: registered as free, or released by then.
  public let freeInLedger: Shares
  /// The ledger's register, and the depository's list where one was given.
  public let verifications: [LockVerification]
  public let calendarEnd: Day

  public init(
    _ schedule: LockSchedule, _ calendar: FloatCalendar, obligations: [LockObligation], asOf: Day,
    released: Set<Day>, confirmed: Set<Day>, freeInLedger: Shares,
    verifications: [LockVerification], calendarEnd: Day
  ) {
    self.schedule = schedule
    self.calendar = calendar
    self.obligations = obligations
    self.asOf = asOf
    self.released = released
    self.confirmed = confirmed
    self.freeInLedger = freeInLedger
    self.verifications = verifications
    self.calendarEnd = calendarEnd
  }

  /// Every obligation that a register does not keep.
  public var breaks: [LockBreak] { verifications.flatMap(\.breaks) }

  /// A row a date, with the first trading day where the calendar reaches it; then the calendar of
  /// releases, the rules, and what was compared.
  public var text: String {
    let rows = schedule.tranches.map { tranche in
      [
        tranche.end.description, session(tranche), tranche.shares.description,
        DecimalText.grouped(tranche.holders, decimals: 0),
        tranche.origins.map(\.rawValue).joined(separator: ", "), state(tranche),
      ]
    }
    return TextBlock.table(
      ["locked until", "first session", "shares", "holders", "origin", "state"], rows,
      right: [2, 3])
      + "\n" + TextBlock.labelled("as of", asOf.description)
      + TextBlock.labelled("free at listing", "\(schedule.free) shares")
      + TextBlock.labelled("locked at listing", "\(schedule.locked) shares")
      + TextBlock.labelled("released since", "\(releasedShares) shares")
      + float + releases + rules + compared
  }

  var releasedShares: Shares {
    Shares(
      schedule.tranches.filter { released.contains($0.end) }.reduce(Int64(0)) {
        $0 + $1.shares.count
      })
  }

  /// The float on the day: due by contract, and what the ledger says.
  private var float: String {
    let due = calendar.float(on: asOf)
    let part = FloatCalendar.percent(due, of: calendar.capital)
    var text = TextBlock.labelled(
      "free float due",
      "\(due) shares" + (part.map { ", \($0)% of the capital of \(calendar.capital)" } ?? "")
        + (asOf < calendar.listingDay
          ? ": nothing trades before the listing day, \(calendar.listingDay)" : ""))
    text += TextBlock.labelled(
      "free in the ledger",
      "\(freeInLedger) shares, registered as free or released by the day"
        + (asOf >= calendar.listingDay && freeInLedger < due
          ? "; ipo lockups release has to post the rest" : ""))
    let beyond = schedule.tranches.filter { $0.session == nil }
    if !beyond.isEmpty {
      text += TextBlock.labelled(
        "beyond the calendar",
        "\(counted(beyond.count, "lock-up")) after \(calendarEnd): first session not known yet, "
          + "counted as locked")
    }
    return text
  }

  private var releases: String {
    let rows = calendar.releases.map { release in
      [
        session(release.tranche), release.tranche.shares.description,
        FloatCalendar.percent(release.tranche.shares, of: calendar.capital) ?? "–",
        FloatCalendar.percent(release.tranche.shares, of: release.before) ?? "–",
        release.after.description,
        FloatCalendar.percent(release.after, of: calendar.capital) ?? "–",
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "\n"
      + TextBlock.table(
        [
          "free from", "shares", "% of capital", "% of float before", "float after",
          "float % of capital",
        ], rows, right: [1, 2, 3, 4, 5])
      + "Percent with four decimals, half up.\n"
  }

  /// The rules that the obligations come from, each with what it locks.
  private var rules: String {
    struct Key: Hashable {
      let source: String
      let end: Day
    }
    var order: [Key] = []
    var sums: [Key: (holders: Set<String>, shares: Int128)] = [:]
    for obligation in obligations {
      let key = Key(
        source: [obligation.rule.rawValue, obligation.terms].filter { !$0.isEmpty }
          .joined(separator: ": "), end: obligation.end)
      if sums[key] == nil { order.append(key) }
      sums[key, default: ([], 0)].holders.insert(obligation.holder)
      sums[key, default: ([], 0)].shares += Int128(obligation.shares.count)
    }
    guard !order.isEmpty else { return "" }
    let rows = order.map { key in
      [
        key.end.description, DecimalText.grouped(sums[key]?.shares ?? 0, decimals: 0),
        Self.named(sums[key]?.holders ?? []), key.source,
      ]
    }
    return "\n"
      + TextBlock.table(["locked until", "shares", "owed by", "rule"], rows, right: [1])
  }

  /// One or two names, else how many they are.
  private static func named(_ holders: Set<String>) -> String {
    holders.count <= 2
      ? holders.sorted().joined(separator: ", ")
      : "\(DecimalText.grouped(holders.count, decimals: 0)) holders"
  }

  private func session(_ tranche: LockSchedule.Tranche) -> String {
    tranche.session?.description ?? "after \(calendarEnd)"
  }

  func state(_ tranche: LockSchedule.Tranche) -> String {
    if released.contains(tranche.end) {
      return confirmed.contains(tranche.end) ? "released" : "release instructed"
    }
    return tranche.isFree(on: asOf) ? "due for release" : "locked"
  }

  func counted(_ number: Int, _ thing: String) -> String {
    "\(DecimalText.grouped(number, decimals: 0)) \(thing)\(number == 1 ? "" : "s")"
  }
}
