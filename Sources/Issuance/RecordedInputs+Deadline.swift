import Offerings
import Rulebooks
import TradingDays

extension RecordedInputs {
  /// What may be sealed at an instant: before the last payment deadline (缴款截止) the payments are not all
  /// there, and once sealed they could not be added to. Without them the passage waits.
  ///
  /// - Throws: where the calendar does not reach the deadline.
  public func sealable(at now: Instant, of offering: Offering) throws(CalendarError)
    -> RecordedInputs
  {
    let deadline = max(
      try offering.instant(offering.rules.onlineDeadline),
      try offering.instant(offering.rules.offlineDeadline))
    guard payments != nil, now < deadline else { return self }
    var inputs = self
    inputs.payments = nil
    inputs.notes.append(
      "inputs/payments.csv is not sealed before \(deadline.deadlineText) Beijing time: payments may come "
        + "until then")
    return inputs
  }
}
