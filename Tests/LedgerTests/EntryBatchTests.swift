import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Testing
import TradingDays

@Suite struct EntryBatchTests {
  /// So many payments of 1, 2, 3 … fen from accounts with names of 64 characters.
  private func entries(_ accounts: Int, digits: Int = 64) throws -> [Entry] {
    var batch = EntryBatch(operation: "payment", kind: .payment, body: ["tranche": "online"])
    var entries: [Entry?] = []
    for number in 0..<accounts {
      let text = String(number + 1)
      let name = String(repeating: "x", count: digits - text.count) + text
      entries.append(
        try batch.add(
          [Posting(.receivable(.online, name), cash: Money(fen: Int64(-number - 1)))],
          balancing: [(.cash, .escrow(.online))]))
    }
    entries.append(try batch.flush())
    return entries.compactMap(\.self)
  }

  @Test(arguments: [1, 2, 10, 230, 1_000, 5_000])
  func `Entries balance, fit a line and lose nothing`(accounts: Int) throws {
    let entries = try entries(accounts)
    var balances = Balances()
    var seen: Int64 = 0
    for (index, entry) in entries.enumerated() {
      try balances.apply(entry)
      seen += try #require(entry.body["accounts"]?.integerValue)
      #expect(entry.body["part"]?.integerValue == Int64(index + 1))
      #expect(entry.body["tranche"] == "online")
      #expect(entry.id == "payment/payment/\(index + 1)")
      #expect(entry.postings.last?.account == .escrow(.online))
      var head = JournalHead()
      var bytes: [UInt8] = []
      try head.append(entry, at: .latest, code: "688360", to: &bytes)
      #expect(bytes.count <= 65_536)
    }
    #expect(seen == Int64(accounts))
    let total = Int64(accounts * (accounts + 1) / 2)
    #expect(balances.amount(of: .escrow(.online), .cash) == total)
    #expect(balances.open(.cash).count == accounts + 1)
  }

  @Test func `A full entry is split and the same every time`() throws {
    let first = try entries(5_000)
    let second = try entries(5_000)
    #expect(first.count > 1)
    #expect(first.map(\.postings) == second.map(\.postings))
    #expect(first.map(\.id) == second.map(\.id))
    // Short of a line's limit by far, an entry is not split.
    #expect(try entries(10).count == 1)
  }

  @Test func `Nothing added makes no entry`() throws {
    var batch = EntryBatch(operation: "x", kind: .payment)
    #expect(try batch.flush()?.id == nil)
    _ = try batch.add(Posting.move(Shares(1), from: .issuer, to: .underwriter), balancing: [])
    #expect(try batch.flush()?.id == "x/payment/1")
    #expect(try batch.flush()?.id == nil)
  }

  @Test func `One account's postings and both commodities stay together`() throws {
    var batch = EntryBatch(operation: "allotment-online", kind: .allotment)
    _ = try batch.add(
      Posting.move(Money(fen: 100), from: .investor("a"), to: .receivable(.online, "a"))
        + [Posting(.allotted(.online, "a"), shares: Shares(5))],
      balancing: [(.shares, .tranche(.online))])
    let entry = try #require(try batch.flush())
    #expect(
      entry.postings == [
        Posting(.investor("a"), cash: Money(fen: -100)),
        Posting(.receivable(.online, "a"), cash: Money(fen: 100)),
        Posting(.allotted(.online, "a"), shares: Shares(5)),
        Posting(.tranche(.online), shares: Shares(-5)),
      ])
  }

  @Test func `What does not balance is refused when it is flushed`() throws {
    var batch = EntryBatch(operation: "x", kind: .payment)
    _ = try batch.add([Posting(.issuer, cash: Money(fen: 1))], balancing: [])
    #expect(throws: LedgerError.self) { try batch.flush() }
  }
}
