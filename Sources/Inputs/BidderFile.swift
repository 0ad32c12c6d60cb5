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
      var bidders: [AccountName: BidderRegister.Bidder] = [:]
      var accounts = UniqueNames()
      while reader.next() {
        let account = reader.name(1)
        accounts.add(account, column: 1, &reader)
        bidders[account] = BidderRegister.Bidder(
          investor: reader.name(0),
          investorClass: reader.value(
            2, or: "", rule: "malformedName", expected: AccountName.expectation
          ) { AccountName($0)?.text },
          assets: reader.text(3).isEmpty ? nil : reader.money(3), standing: standing(reader))
      }
      return BidderRegister(bidders)
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
