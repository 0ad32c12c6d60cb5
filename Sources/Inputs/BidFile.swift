import Bookbuilding
import Offerings
import Quantities
import Rulebooks

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
