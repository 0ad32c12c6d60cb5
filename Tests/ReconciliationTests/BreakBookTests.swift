import Quantities
import Reconciliation
import Testing
import TradingDays

/// The fold of recorded breaks, and what a new comparison means for it.
@Suite struct BreakBookTests {
  private let day = Day.earliest

  private func placed(_ key: String, _ side: ReconciliationSide = .escrow) -> PlacedBreak {
    PlacedBreak(
      side,
      Break(
        .missingInLedger, key: key, ledger: nil, other: .money(Money(fen: 100)),
        difference: .money(Money(fen: 100)), cause: "for people"))
  }

  private func book(_ keys: String...) throws -> BreakBook {
    var book = BreakBook()
    for (place, key) in keys.enumerated() {
      try book.record(
        RecordedBreak(
          BreakNumber(reconciliation: 1, place: place + 1), placed(key), entry: Int64(place),
          since: day))
    }
    return book
  }

  @Test func `What is found again lasts, what is not is gone, the rest is new`() throws {
    let book = try book("a", "b", "c")
    let change = book.compare([placed("d"), placed("b"), placed("a")], on: [.escrow])
    #expect(change.new == [placed("d")])
    #expect(change.lasting.map(\.known.number.description) == ["1/2", "1/1"])
    #expect(change.lasting.map(\.place) == [1, 2])
    #expect(change.gone.map(\.number.description) == ["1/3"])
    #expect(change.openCount == 3)
  }

  @Test func `Equal breaks are counted, not merged`() throws {
    let book = try book("a", "a")
    #expect(book.compare([placed("a")], on: [.escrow]).gone.count == 1)
    let more = book.compare([placed("a"), placed("a"), placed("a")], on: [.escrow])
    #expect(more.lasting.map(\.known.number.description) == ["1/1", "1/2"])
    #expect(more.new.count == 1)
  }

  @Test func `A side that was not compared is left as it is`() throws {
    let book = try book("a")
    #expect(book.compare([], on: [.register, .issuer]).gone.isEmpty)
    #expect(book.compare([], on: [.escrow]).gone.count == 1)
    let elsewhere = book.compare([placed("a", .issuer)], on: [.issuer])
    #expect(elsewhere.new.count == 1 && elsewhere.lasting.isEmpty)
  }

  @Test func `The words for people do not make another break, an amount does`() throws {
    let book = try book("a")
    let reworded = PlacedBreak(
      .escrow,
      Break(
        .missingInLedger, key: "a", ledger: nil, other: .money(Money(fen: 100)),
        difference: .money(Money(fen: 100)), cause: "other words"))
    #expect(book.compare([reworded], on: [.escrow]).lasting.count == 1)
    let other = PlacedBreak(
      .escrow,
      Break(
        .missingInLedger, key: "a", ledger: nil, other: .money(Money(fen: 101)),
        difference: .money(Money(fen: 101)), cause: "for people"))
    let change = book.compare([other], on: [.escrow])
    #expect(change.new.count == 1 && change.gone.count == 1)
  }

  @Test func `Explained is not open, resolved does not stand, and neither comes back`() throws {
    var book = try book("a", "b")
    let (first, second) = (
      BreakNumber(reconciliation: 1, place: 1), BreakNumber(reconciliation: 1, place: 2)
    )
    try book.explain(first, by: "desk-a", because: "agreed", entry: 7)
    #expect(book.open.map(\.number) == [second])
    #expect(book.standing.count == 2)
    #expect(book.compare([placed("a"), placed("b")], on: [.escrow]).openCount == 1)
    try book.explain(first, by: "desk-b", because: "better", entry: 8)
    #expect(book[first]?.state == .explained(by: "desk-b", because: "better", entry: 8))
    try book.resolve(first, by: ["x/input/y"], entry: 9)
    #expect(book.standing.map(\.number) == [second])
    #expect(throws: BreakBookError.alreadyResolved(first, by: ["x/input/y"])) {
      try book.explain(first, by: "desk-a", because: "late", entry: 10)
    }
    #expect(throws: BreakBookError.alreadyResolved(first, by: ["x/input/y"])) {
      try book.resolve(first, by: [], entry: 10)
    }
    #expect(throws: BreakBookError.unknownBreak("9/9")) {
      try book.resolve(BreakNumber(reconciliation: 9, place: 9), by: [], entry: 10)
    }
    #expect(book.compare([placed("a")], on: [.escrow]).new.count == 1)
    #expect(throws: BreakBookError.breakTwice(second)) {
      try book.record(RecordedBreak(second, placed("b"), entry: 11, since: day))
    }
  }

  @Test func `Age counts calendar days and is never negative`() throws {
    let since = try #require(Day("2020-05-25"))
    let recorded = RecordedBreak(
      BreakNumber(reconciliation: 1, place: 1), placed("a"), entry: 0, since: since)
    #expect(recorded.age(on: since) == 0)
    #expect(recorded.age(on: since.adding(days: 1)) == 1)
    #expect(recorded.age(on: since.adding(days: -1)) == 0)
  }

  @Test(arguments: ["1/1", "2/17", "10/200"])
  func `A number reads what it writes`(_ text: String) throws {
    #expect(try #require(BreakNumber(text)).description == text)
  }

  @Test(arguments: ["", "1", "/", "1/", "/1", "0/1", "1/0", "01/1", "1/1/1", "-1/1", "+1/1", "a/b"])
  func `Nothing else is a number`(_ text: String) {
    #expect(BreakNumber(text) == nil)
  }
}
