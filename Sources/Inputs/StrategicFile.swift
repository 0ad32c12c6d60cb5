import Offerings
import Quantities
import Rulebooks

/// Reads `inputs/strategic.csv`. An empty `lock_months` stands for the rulebook's; `paid_at` may be empty
/// or missing, where nobody knows it.
public enum StrategicFile {
  public static let name = "inputs/strategic.csv"

  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<[StrategicInvestor]> {
    let rules = offering.rules.strategic.lockMonths
    return try RowReader.read(
      bytes, file: name,
      columns: ["account", "category", "shares", "paid", "lock_months"].map { .init(name: $0) }
        + [.init(name: "paid_at", isRequired: false)]
    ) { reader in
      var investors: [StrategicInvestor] = []
      var accounts = UniqueNames()
      while reader.next() {
        let account = reader.name(0)
        accounts.add(account, column: 0, &reader)
        let category = reader.text(1)
        let least = rules[category] ?? rules["investor"] ?? 0
        if rules[category] == nil, reader.text(4).isEmpty {
          reader.add(
            "unknownCategory", column: 1,
            expected: "one of \(rules.keys.sorted().joined(separator: ", ")), or lock_months")
        }
        let months = reader.value(
          4, or: least, rule: "lockShorterThanRule",
          expected: "a whole number of months from \(least) to 600, or nothing for \(least)"
        ) { text in
          if text.isEmpty { return least }
          let months = try DecimalText.parse(text, decimals: 0, as: "months")
          return (Int64(least)...600).contains(months) ? Int(months) : nil
        }
        investors.append(
          StrategicInvestor(
            account: account, category: category, shares: reader.shares(2), paid: reader.money(3),
            lockMonths: months, paidAt: reader.text(5).isEmpty ? nil : reader.instant(5)))
      }
      return investors
    }
  }
}
