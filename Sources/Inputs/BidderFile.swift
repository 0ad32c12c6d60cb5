import Bookbuilding
import Offerings
import Quantities
import TradingDays

/// Reads `inputs/bidders.csv`: the accounts that may quote, each once.
public enum BidderFile {
  public static let name = "inputs/bidders.csv"

  public static func read(_ bytes: [UInt8]) throws(InputRefusal) -> Sealed<BidderRegister> {
    try RowReader.read(
      bytes, file: name,
      columns: ["investor", "account", "class", "assets", "standing", "until"].map {
        .init(name: $0, isRequired: $0 != "until")
      }
    ) { reader in
      var list = BidderList(reserving: bytes.count / 48)
      while true {
        takePlainRows(&list, &reader)
        guard reader.next() else { break }
        let account = reader.name(1)
        let bidder = BidderRegister.Bidder(
          investor: reader.name(0),
          investorClass: reader.value(
            2, or: "", rule: "malformedName", expected: AccountName.expectation
          ) { AccountName($0)?.text },
          assets: reader.text(3).isEmpty ? nil : reader.money(3), standing: standing(reader))
        // A stand-in for what is no name is no name either.
        guard reader.text(1) == account.text else { continue }
        guard let first = list.add(account, bidder) else {
          list.end(on: reader.scanner.line)
          continue
        }
        reader.add(
          "duplicateAccount", column: 1,
          expected: "each account once; it stands first on line \(first)")
      }
      return BidderRegister(list.accounts, list.bidders)
    }
  }

  /// Reads on as long as rows are plain and without fault.
  private static func takePlainRows(_ list: inout BidderList, _ reader: inout RowReader) {
    guard reader.isInOrder, reader.columnCount == 6 else { return }
    while let row = PlainRow(reader.scanner.bytes, at: reader.scanner.offset) {
      // An account that stands again is a fault, of which the CSV reader tells.
      guard list.add(row.account, row.bidder) == nil else { return }
      reader.pass(rowEndingAt: row.end)
      list.end(on: reader.scanner.line)
    }
  }

  /// The accounts of the file so far.
  private struct BidderList {
    private(set) var accounts = NameNumbers()
    private(set) var bidders: [BidderRegister.Bidder] = []
    private var lines: [Int] = []

    init(reserving rows: Int) {
      accounts.reserve(rows)
      bidders.reserveCapacity(rows)
      lines.reserveCapacity(rows)
    }

    /// - Returns: the line on which the account stands first, where it stands again.
    mutating func add(_ account: AccountName, _ bidder: BidderRegister.Bidder) -> Int? {
      let (number, isNew) = accounts.add(account)
      guard isNew else { return lines[number] }
      bidders.append(bidder)
      return nil
    }

    /// Notes the line of the account that was added.
    mutating func end(on line: Int) { lines.append(line) }
  }

  /// A row that is plain: with assets, and of an account that is not barred until a day.
  private struct PlainRow {
    let account: AccountName
    let bidder: BidderRegister.Bidder
    /// Of the LF.
    let end: Int

    @inline(__always)
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
      var fields = PlainFields(bytes, at: start)
      guard let investor = fields.name(), fields.pass(","), let account = fields.name(),
        fields.pass(","), let investorClass = fields.name(), fields.pass(","),
        let fen = fields.number(decimals: 2), fen > 0, fields.pass(","),
        let word = fields.name(), fields.pass(","), fields.pass("\n")
      else { return nil }
      let standing: BidderRegister.Standing
      switch word.text {
      case "registered": standing = .registered
      case "incomplete": standing = .incomplete
      case "related": standing = .related
      case "barred": standing = .barred(through: nil)
      default: return nil
      }
      self.account = account
      bidder = BidderRegister.Bidder(
        investor: investor, investorClass: investorClass.text, assets: Money(fen: fen),
        standing: standing)
      end = fields.offset - 1
    }
  }

  private static func standing(_ reader: RowReader) -> BidderRegister.Standing {
    let until = reader.text(5)
    let word = reader.text(4)
    if !until.isEmpty, word != "barred" {
      reader.add("untilWithoutBar", column: 5, expected: "a day only where standing is barred")
    }
    return reader.value(
      4, or: .registered, rule: "unknownStanding",
      expected: "registered, incomplete, related or barred"
    ) { text in
      switch text {
      case "registered": .registered
      case "incomplete": .incomplete
      case "related": .related
      case "barred":
        .barred(
          through: until.isEmpty
            ? nil
            : reader.value(
              5, or: .earliest, rule: "malformedDay", expected: "a day such as 2025-11-19"
            ) { Day($0) })
      default: nil
      }
    }
  }
}
