import CanonicalJSON
import Quantities
import ShareRegister
import TradingDays

/// The lock-up schedule (限售股解禁时间表) for people and for programs.
public struct LockupReport {
  public let schedule: LockSchedule
  /// The day it is told for: what came free by then is marked.
  public let asOf: Day
  /// The contractual ends that the journal has released, and those the depository confirmed.
  public let released: Set<Day>
  public let confirmed: Set<Day>
  public let calendarEnd: Day

  public init(
    _ schedule: LockSchedule, asOf: Day, released: Set<Day>, confirmed: Set<Day>,
    calendarEnd: Day
  ) {
    self.schedule = schedule
    self.asOf = asOf
    self.released = released
    self.confirmed = confirmed
    self.calendarEnd = calendarEnd
  }

  /// A row a date, with the first trading day where the calendar reaches it.
  public var text: String {
    let rows = schedule.tranches.map { tranche in
      [
        tranche.end.description, tranche.session?.description ?? "after \(calendarEnd)",
        tranche.shares.description, DecimalText.grouped(tranche.holders, decimals: 0),
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
  }

  private var releasedShares: Shares {
    Shares(
      schedule.tranches.filter { released.contains($0.end) }.reduce(Int64(0)) {
        $0 + $1.shares.count
      })
  }

  public var json: JSONValue {
    [
      "as_of": .string(asOf.description), "free": .string(String(schedule.free.count)),
      "released": .string(String(releasedShares.count)),
      "locked": .string(String(schedule.locked.count)),
      "lockups": .array(
        schedule.tranches.map { tranche in
          [
            "locked_until": .string(tranche.end.description),
            "first_session": tranche.session.map { .string($0.description) } ?? .null,
            "shares": .string(String(tranche.shares.count)),
            "holders": .integer(Int64(tranche.holders)),
            "origins": .array(tranche.origins.map { .string($0.rawValue) }),
            "state": .string(state(tranche)),
          ]
        }),
    ]
  }

  private func state(_ tranche: LockSchedule.Tranche) -> String {
    if released.contains(tranche.end) {
      return confirmed.contains(tranche.end) ? "released" : "release instructed"
    }
    guard let session = tranche.session, session <= asOf else { return "locked" }
    return "due for release"
  }
}
