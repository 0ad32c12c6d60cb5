import Audit
import Issuance
import Offerings
import Reconciliation
import ShareRegister
import TradingDays

extension LockupReport {
  /// Holds what is owed against the ledger's register, and the depository's list where there is one.
  ///
  /// - Parameters:
  ///   - journal: one without findings.
  ///   - locksOnly: true where the list was made after trading began: its locks alone are judged.
  ///   - day: the day that it is told for and that the list is of.
  public init(
    _ owed: LockObligations, of offering: Offering, listingDay: Day, journal: JournalAudit,
    list: [ListedHolding]?, locksOnly: Bool, on day: Day
  ) throws {
    let ledger = try RecordedRegister(journal, on: day)
    var verifications = [
      try LockVerification(owed, ledger: ledger.holdings, releases: ledger.releases, on: day)
    ]
    if let list {
      verifications.append(
        try LockVerification(
          owed, register: list, released: Set(ledger.releases.map(\.end)), on: day,
          totals: !locksOnly))
    }
    let schedule = try LockSchedule(owed.holdings, calendar: offering.calendar)
    let closed = Set(journal.operations.lazy.filter(\.isClosed).map(\.id))
    func ends(closedBy operation: (Day) -> String) -> Set<Day> {
      Set(schedule.tranches.map(\.end).filter { closed.contains(operation($0)) })
    }
    self.init(
      schedule, try FloatCalendar(schedule, listingDay: listingDay),
      obligations: owed.obligations, asOf: day, released: ends(closedBy: Passage.releaseID),
      confirmed: ends { Passage.confirmationID(of: Passage.releaseID(of: $0)) },
      freeInLedger: try ledger.free, verifications: verifications,
      calendarEnd: offering.calendar.last)
  }
}
