import Offerings
import Quantities
import Reconciliation
import TradingDays

/// Reads the depository's list as CSV: `account,shares,locked,unlock_date`. An account may have
/// several rows; they add up. `unlock_date` may be empty.
public enum RegisterFile {
  public static func read(_ bytes: [UInt8], name: String) throws(InputRefusal) -> [ListedHolding] {
    try RowReader.read(
      bytes, file: name,
      columns: ["account", "shares", "locked", "unlock_date"].map { .init(name: $0) }
    ) { reader in
      var rows: [ListedHolding] = []
      while reader.next() {
        let faults = reader.faults.count
        let (shares, locked) = (count(1, reader), count(2, reader))
        if locked > shares, reader.faults.count == faults {
          reader.add(
            "lockedAboveShares", column: 2, expected: "at most the row's \(shares.count) shares")
        }
        rows.append(
          ListedHolding(
            account: reader.name(0).text, shares: shares, locked: locked,
            unlockDay: reader.value(
              3, or: Day?.none, rule: "malformedDay", expected: "a day YYYY-MM-DD, or nothing"
            ) { text -> Day?? in text.isEmpty ? .some(nil) : Day(text).map(Optional.some) }))
      }
      return rows
    }.value
  }

  private static func count(_ column: Int, _ reader: RowReader) -> Shares {
    reader.value(
      column, or: .zero, rule: "malformedShares", expected: "a whole number of shares"
    ) { try Shares(parsing: $0) }
  }
}
