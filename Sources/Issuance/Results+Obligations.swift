import Offerings
import ShareRegister

extension Results {
  /// What has to be locked (限售义务), from terms, facts and allotments alone; nil before the registration.
  ///
  /// - Parameter inputs: the rows that the passage was planned with.
  public func obligations(
    of offering: Offering, _ inputs: RecordedInputs
  ) throws -> LockObligations? {
    guard let collection, let listingDay, registration != nil else { return nil }
    return try LockObligations(
      of: offering, listingDay: listingDay, strategic: inputs.strategic?.value ?? [],
      offline: offline, lock: lock, collection: collection, holders: inputs.holders?.value ?? [])
  }
}
