import Bookbuilding
import Offerings
import Quantities
import Rulebooks

/// Reads `inputs/bids.csv`: the book's quotes. Where an offering begins at its bids every quote that can be
/// read is kept, and screening says what is wrong with it; where it begins at its price, the quotes are
/// those that counted, each account once.
public enum BidFile {
  public static let name = "inputs/bids.csv"

  /// - Parameter asReceived: whether the file holds what was received, to be screened.
  public static func read(
    _ bytes: [UInt8], of offering: Offering, asReceived: Bool
  ) throws(InputRefusal) -> Sealed<Book> {
    try RowReader.read(
      bytes, file: name,
      columns: ["investor", "account", "class", "price", "shares", "submitted_at", "sequence"].map {
        .init(name: $0)
      }
    ) { reader in
      var bids: [Bid] = []
      var check = asReceived ? nil : EffectiveRowCheck(offering)
      while reader.next() {
        let bid = bid(reader)
        check?.check(bid, &reader)
        bids.append(bid)
      }
      return Book(bids: bids)
    }
  }

  private static func bid(_ reader: RowReader) -> Bid {
    Bid(
      investor: reader.name(0), account: reader.name(1),
      investorClass: reader.value(
        2, or: "", rule: "malformedName", expected: AccountName.expectation
      ) { AccountName($0)?.text },
      price: reader.value(
        3, or: QuotedPrice(Price(fen: 1)), rule: "malformedPrice",
        expected: QuotedPrice.expectation
      ) { try QuotedPrice(parsing: $0) },
      shares: reader.shares(4), submittedAt: reader.instant(5),
      sequence: reader.value(
        6, or: 0, rule: "malformedInteger", expected: "a whole number"
      ) { try DecimalText.parse($0, decimals: 0, as: "a whole number") })
  }
}

/// What a bid that counted cannot be.
private struct EffectiveRowCheck {
  private let classes: [String]
  private let tick: Money
  private var accounts = UniqueNames()

  init(_ offering: Offering) {
    classes = offering.bidClasses
    tick = offering.rules.priceTick
  }

  mutating func check(_ bid: Bid, _ reader: inout RowReader) {
    accounts.add(bid.account, column: 1, &reader)
    if !classes.contains(bid.investorClass) {
      reader.add(
        "unknownClass", column: 2, expected: "one of \(classes.joined(separator: ", "))")
    }
    if bid.price.price(onTick: tick) == nil {
      reader.add(
        "priceOffTick", column: 3,
        expected: "a price above 0 on the tick of \(tick.canonical) yuan")
    }
  }
}
