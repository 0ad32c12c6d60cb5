import Bookbuilding
import Offerings
import Quantities
import Rulebooks

/// Reads `inputs/bids.csv`: the book's quotes. Where an offering begins at its bids every quote that can be
/// read is kept, and screening says what is wrong with it; where it begins at its price, the quotes are
/// those that counted, each account once.
public enum BidFile {
  public static let name = "inputs/bids.csv"

  private static let columns = [
    "investor", "account", "class", "price", "shares", "submitted_at", "sequence",
  ]

  /// - Parameter asReceived: whether the file holds what was received, to be screened.
  public static func read(
    _ bytes: [UInt8], of offering: Offering, asReceived: Bool
  ) throws(InputRefusal) -> Sealed<Book> {
    try RowReader.read(
      bytes, file: name, columns: columns.map { .init(name: $0) }
    ) { reader in
      var bids: [Bid] = []
      var total: Int64 = 0
      var check = asReceived ? nil : EffectiveRowCheck(offering)
      if asReceived { bids.reserveCapacity(bytes.count / 64) }
      while true {
        // Nearly every row is plain, and read in one pass over its bytes.
        if asReceived { takePlainRows(&bids, &total, &reader) }
        guard reader.next() else { break }
        let bid = bid(reader)
        check?.check(bid, &reader)
        let (sum, overflow) = total.addingReportingOverflow(bid.shares.count)
        if overflow {
          reader.add(
            "malformedShares", column: 4,
            expected: "shares that fit 64 bits together with the \(total) of the rows before")
        } else {
          total = sum
        }
        bids.append(bid)
      }
      return Book(bids: bids)
    }
  }

  /// Reads on as long as rows are plain and without fault.
  private static func takePlainRows(
    _ bids: inout [Bid], _ total: inout Int64, _ reader: inout RowReader
  ) {
    guard reader.isInOrder else { return }
    var day: (text: UInt128, midnight: Int64) = (.max, 0)
    while let (bid, end) = plainBid(reader.scanner.bytes, at: reader.scanner.offset, &day) {
      let (sum, overflow) = total.addingReportingOverflow(bid.shares.count)
      if overflow { return }
      total = sum
      reader.pass(rowEndingAt: end)
      bids.append(bid)
    }
  }

  @inline(__always)
  private static func plainBid(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int,
    _ day: inout (text: UInt128, midnight: Int64)
  ) -> (Bid, end: Int)? {
    var fields = PlainFields(bytes, at: start)
    guard let investor = fields.name(), fields.pass(","), let account = fields.name(),
      fields.pass(","), let investorClass = fields.name(), fields.pass(","),
      let price = fields.number(decimals: 6).flatMap(QuotedPrice.init(millionths:)),
      fields.pass(","), let shares = fields.number(decimals: 0), shares > 0, fields.pass(","),
      let submittedAt = fields.time(&day), fields.pass(","),
      let sequence = fields.number(decimals: 0), fields.pass("\n")
    else { return nil }
    let bid = Bid(
      investor: investor, account: account, investorClass: investorClass.text, price: price,
      shares: Shares(shares), submittedAt: submittedAt, sequence: sequence)
    return (bid, fields.offset - 1)
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
