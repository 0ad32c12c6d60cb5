import Offerings
import Rulebooks
import TradingDays

/// Reads `inputs/holders.csv`: shares from before the offering. `locked_until` may be empty where
/// the rulebook knows the reason.
public enum HolderFile {
  public static let name = "inputs/holders.csv"

  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<[Holder]> {
    let reasons = offering.rules.preIPOLockMonths
    return try RowReader.read(
      bytes, file: name,
      columns: [
        .init(name: "account"), .init(name: "shares"), .init(name: "locked_until"),
        .init(name: "reason"),
      ]
    ) { reader in
      var holders: [Holder] = []
      while reader.next() {
        let reason = reader.text(3)
        let date = reader.value(
          2, or: Day?.none, rule: "malformedDay",
          expected: "a day YYYY-MM-DD, or nothing where the reason is "
            + reasons.keys.sorted().joined(separator: " or ")
        ) { text -> Day?? in
          if text.isEmpty { return reasons[reason] == nil ? nil : .some(nil) }
          return Day(text).map(Optional.some)
        }
        holders.append(
          Holder(
            account: reader.name(0), shares: reader.shares(1), lockedUntil: date, reason: reason))
      }
      return holders
    }
  }
}
