import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import TradingDays

/// Reads `inputs/bids.csv`: the book's quotes, each account once.
public enum BidFile {
  public static let name = "inputs/bids.csv"

  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<Book> {
    let classes = offering.bidClasses
    let tick = offering.rules.priceTick
    return try RowReader.read(
      bytes, file: name,
      columns: ["investor", "account", "class", "price", "shares", "submitted_at", "sequence"].map {
        .init(name: $0)
      }
    ) { reader in
      var bids: [Bid] = []
      var accounts = UniqueNames()
      while reader.next() {
        let account = reader.name(1)
        accounts.add(account, column: 1, &reader)
        bids.append(
          Bid(
            investor: reader.name(0), account: account,
            investorClass: reader.value(
              2, or: "", rule: "unknownClass", expected: "one of \(classes.joined(separator: ", "))"
            ) { classes.contains($0) ? $0 : nil },
            price: reader.value(
              3, or: Price(fen: 1), rule: "priceOffTick",
              expected: "a price above 0 on the tick of \(tick.canonical) yuan"
            ) { try Price(parsing: $0, tick: tick) },
            shares: reader.shares(4), submittedAt: reader.instant(5),
            sequence: reader.value(
              6, or: 0, rule: "malformedInteger", expected: "a whole number"
            ) { try DecimalText.parse($0, decimals: 0, as: "a whole number") }))
      }
      return Book(bids: bids)
    }
  }
}

/// Reads `inputs/payments.csv`. Late, over and for nobody are facts of life and no faults.
public enum PaymentFile {
  public static let name = "inputs/payments.csv"

  public static func read(_ bytes: [UInt8]) throws(InputRefusal) -> Sealed<[Payment]> {
    try RowReader.read(
      bytes, file: name,
      columns: ["account", "tranche", "amount", "paid_at", "reference"].map { .init(name: $0) }
    ) { reader in
      var payments: [Payment] = []
      while reader.next() {
        payments.append(
          Payment(
            account: reader.name(0),
            tranche: reader.value(
              1, or: .online, rule: "unknownTranche", expected: "strategic, offline or online"
            ) { Tranche(rawValue: $0) },
            amount: reader.money(2), paidAt: reader.instant(3), reference: reader.text(4)))
      }
      return payments
    }
  }
}

/// Reads `inputs/strategic.csv`. An empty `lock_months` stands for the rulebook's.
public enum StrategicFile {
  public static let name = "inputs/strategic.csv"

  public static func read(
    _ bytes: [UInt8], of offering: Offering
  ) throws(InputRefusal) -> Sealed<[StrategicInvestor]> {
    let rules = offering.rules.strategicLockMonths
    return try RowReader.read(
      bytes, file: name,
      columns: ["account", "category", "shares", "paid", "lock_months"].map { .init(name: $0) }
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
            lockMonths: months))
      }
      return investors
    }
  }
}

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

/// Refuses a name that stands twice in a small file.
private struct UniqueNames {
  private var lines: [AccountName: Int] = [:]

  mutating func add(_ name: AccountName, column: Int, _ reader: inout RowReader) {
    // A stand-in for what is no name is no name either.
    guard reader.text(column) == name.text else { return }
    let line = reader.scanner.line
    if let first = lines.updateValue(line, forKey: name), first != line {
      lines[name] = first
      reader.add(
        "duplicateAccount", column: column,
        expected: "each account once; it stands first on line \(first)")
    }
  }
}
