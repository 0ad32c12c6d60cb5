import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Testing

@Suite struct EntryTests {
  private let a = Account(path: "a")
  private let b = Account(path: "b")

  @Test func `An entry that does not balance is refused`() throws {
    #expect(
      throws: LedgerError.unbalancedEntry(id: "x", commodity: .cash, found: "1")
    ) {
      try Entry(
        id: "x", kind: .payment, body: [:],
        postings: [Posting(a, cash: Money(fen: -1)), Posting(b, cash: Money(fen: 2))])
    }
    #expect(throws: LedgerError.unbalancedEntry(id: "x", commodity: .shares, found: "-7")) {
      try Entry(id: "x", kind: .payment, body: [:], postings: [Posting(a, shares: Shares(-7))])
    }
  }

  @Test func `Cash does not balance shares`() throws {
    #expect(throws: LedgerError.self) {
      try Entry(
        id: "x", kind: .payment, body: [:],
        postings: [Posting(a, cash: Money(fen: -1)), Posting(b, shares: Shares(1))])
    }
    let both = try Entry(
      id: "x", kind: .payment, body: [:],
      postings: Posting.move(Money(fen: 5), from: a, to: b)
        + Posting.move(Shares(3), from: b, to: a))
    #expect(both.postings.count == 4)
  }

  @Test func `Postings of zero are dropped, the others stay in order`() throws {
    let entry = try Entry(
      id: "x", kind: .payment, body: [:],
      postings: [
        Posting(a, cash: .zero), Posting(b, cash: Money(fen: 1)), Posting(a, shares: .zero),
        Posting(a, cash: Money(fen: -1)),
      ])
    #expect(
      entry.postings == [Posting(b, cash: Money(fen: 1)), Posting(a, cash: Money(fen: -1))])
    #expect(try Entry(id: "x", kind: .gate, body: [:]).postings.isEmpty)
  }

  /// A 64-bit sum would wrap to zero.
  @Test func `Sums are taken in 128 bits`() throws {
    let most = Posting(a, shares: Shares(.max))
    #expect(throws: LedgerError.self) {
      try Entry(
        id: "x", kind: .payment, body: [:],
        postings: [most, most, Posting(b, shares: Shares(2))])
    }
    let least = Posting(b, shares: Shares(-.max))
    let entry = try Entry(
      id: "x", kind: .payment, body: [:], postings: [most, most, least, least])
    #expect(entry.postings.count == 4)
  }

  @Test func `Every entry says who recorded it, the first one by which clock too`() throws {
    let alice = try #require(AccountName("alice"))
    func body(_ kind: EntryKind, isClockFixed: Bool) throws -> JSONObject {
      try Entry(id: "x", kind: kind, body: ["a": 1])
        .marked(EntryMark(isClockFixed: isClockFixed, actor: alice)).body
    }
    #expect(try body(.opening, isClockFixed: true) == ["a": 1, "by": "alice", "clock": "fixed"])
    #expect(try body(.opening, isClockFixed: false) == ["a": 1, "by": "alice", "clock": "system"])
    #expect(try body(.fact, isClockFixed: true) == ["a": 1, "by": "alice"])
  }
}
