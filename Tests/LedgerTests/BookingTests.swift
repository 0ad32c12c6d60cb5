import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Testing
import TradingDays

@Suite struct BookingTests {
  private static let a = AccountName("A")!
  private static let h = AccountName("h")!
  private static let actor = AccountName("desk")!
  private static let g = AccountName("g")!

  /// Books, and the lines that were posted to them.
  private struct Ledger {
    var books = Books()
    var lines: [UInt8] = []
    var number = 0

    mutating func post(_ actions: [Booking.Action]) throws {
      number += 1
      let booking = try #require(
        Booking(reference: AccountName("t\(number)")!, actions: actions))
      var kept: [Int64] = []
      try books.post(booking, kept: &kept)
      let made = BookingLines(
        [booking], [0], kept: kept[...], at: Instant(secondsSinceEpoch: 0), by: BookingTests.actor,
        after: books.head)
      books.advance(to: made.head)
      books.settle()
      lines += made.bytes
    }

    func amount(_ account: Account) -> Int64 { books.balances.amount(of: account, .cash) }
  }

  private static func money(_ fen: Int64) -> Money { Money(fen: fen) }

  private func deposited(_ fen: Int64) throws -> Ledger {
    var ledger = Ledger()
    try ledger.post([.deposit(Self.a, Money(fen: fen))])
    return ledger
  }

  @Test func `What is deposited can be withdrawn, and not a fen more`() throws {
    var ledger = try deposited(100)
    #expect(throws: LedgerError.self) { try ledger.post([.withdraw(Self.a, Self.money(101))]) }
    #expect(ledger.amount(.deposit(Self.a)) == 100)
    try ledger.post([.withdraw(Self.a, Self.money(100))])
    #expect(ledger.amount(.deposit(Self.a)) == 0)
    #expect(ledger.amount(.custody) == 0)
  }

  @Test func `What a hold keeps counts against what is available`() throws {
    var ledger = try deposited(100)
    try ledger.post([.hold(Self.a, name: Self.h, Self.money(60))])
    #expect(
      throws: LedgerError.overdrawn(
        id: "booking-t3/1", account: "deposit:A", found: "-0.01")
    ) {
      try ledger.post([.withdraw(Self.a, Self.money(41))])
    }
    #expect(throws: LedgerError.self) {
      try ledger.post([.hold(Self.a, name: Self.g, Self.money(41))])
    }
    try ledger.post([.hold(Self.a, name: Self.g, Self.money(40))])
    #expect(ledger.amount(.deposit(Self.a)) == 0)
  }

  @Test func `A hold is captured at most as a whole, and its rest is free at once`() throws {
    var ledger = try deposited(100)
    try ledger.post([.hold(Self.a, name: Self.h, Self.money(60))])
    #expect(
      throws: LedgerError.captureExceedsHold(
        id: "booking-t3", hold: "deposit:A:blocked:h", found: "0.61", held: "0.60")
    ) {
      try ledger.post([.capture(Self.a, hold: Self.h, Self.money(61))])
    }
    try ledger.post([.capture(Self.a, hold: Self.h, Self.money(25))])
    #expect(ledger.amount(.deposit(Self.a)) == 75)
    #expect(ledger.amount(.blocked(Self.a, hold: Self.h)) == 0)
    #expect(ledger.amount(.custody) == -75)
  }

  @Test func `A hold ends once`() throws {
    var ledger = try deposited(100)
    try ledger.post([.hold(Self.a, name: Self.h, Self.money(100))])
    #expect(
      throws: LedgerError.holdStillOpen(
        id: "booking-t3", hold: "deposit:A:blocked:h", held: "1.00")
    ) {
      try ledger.post([.hold(Self.a, name: Self.h, Self.money(1))])
    }
    try ledger.post([.release(Self.a, hold: Self.h)])
    let ended = LedgerError.holdNotOpen(id: "booking-t5", hold: "deposit:A:blocked:h")
    #expect(throws: ended) { try ledger.post([.release(Self.a, hold: Self.h)]) }
    #expect(throws: LedgerError.self) {
      try ledger.post([.capture(Self.a, hold: Self.h, Self.money(1))])
    }
    #expect(ledger.amount(.deposit(Self.a)) == 100)
  }

  @Test func `Linked actions stand or fall together`() throws {
    var ledger = try deposited(100)
    let before = ledger.lines
    #expect(throws: LedgerError.self) {
      try ledger.post([
        .withdraw(Self.a, Self.money(70)), .hold(Self.a, name: Self.h, Self.money(31)),
      ])
    }
    #expect(ledger.amount(.deposit(Self.a)) == 100)
    #expect(ledger.amount(.custody) == -100)
    #expect(ledger.lines == before)
    try ledger.post([
      .withdraw(Self.a, Self.money(70)), .hold(Self.a, name: Self.h, Self.money(30)),
    ])
    #expect(ledger.amount(.deposit(Self.a)) == 0)
  }

  @Test func `An action on money that the same booking brought is no overdraft`() throws {
    var ledger = Ledger()
    try ledger.post([
      .deposit(Self.a, Self.money(5)), .hold(Self.a, name: Self.h, Self.money(5)),
      .capture(Self.a, hold: Self.h, Self.money(2)), .hold(Self.a, name: Self.h, Self.money(3)),
    ])
    #expect(ledger.amount(.blocked(Self.a, hold: Self.h)) == 3)
  }

  @Test func `A booking without an action or with an amount of zero is none`() {
    #expect(Booking(reference: Self.a, actions: []) == nil)
    #expect(Booking(reference: Self.a, actions: [.deposit(Self.a, .zero)]) == nil)
    #expect(Booking(reference: Self.a, actions: [.deposit(Self.a, Self.money(1))]) != nil)
  }

  /// The plain way: entries, their lines, and balances by entries.
  private struct Plain {
    var head = JournalHead()
    var balances = Balances()
    var lines: [UInt8] = []

    mutating func post(_ booking: Booking) throws(LedgerError) {
      let mark = EntryMark(isClockFixed: true, actor: BookingTests.actor)
      let linked = try booking.entries(on: balances).marked(mark)
      var trial = self
      for entry in linked.entries {
        try trial.balances.apply(entry)
        try trial.head.append(
          entry, at: Instant(secondsSinceEpoch: 0), code: "688360", to: &trial.lines)
      }
      self = trial
    }
  }

  @Test func `In a small world the fast way gives what the entries give`() throws {
    let b = AccountName("B")!
    let world: [[Booking.Action]] = [
      [.deposit(Self.a, Self.money(2))], [.withdraw(Self.a, Self.money(1))],
      [.hold(Self.a, name: Self.h, Self.money(1))], [.hold(Self.a, name: Self.h, Self.money(2))],
      [.capture(Self.a, hold: Self.h, Self.money(1))], [.release(Self.a, hold: Self.h)],
      [.hold(Self.a, name: Self.h, Self.money(1)), .release(Self.a, hold: Self.h)],
      [.deposit(b, Self.money(123_456)), .withdraw(Self.a, Self.money(2))],
    ]
    var refused = 0
    for sequence in 0..<world.count * world.count * world.count * world.count {
      var (rest, fast, plain) = (sequence, Ledger(), Plain())
      for place in 1...4 {
        let actions = world[rest % world.count]
        rest /= world.count
        let booking = try #require(
          Booking(reference: AccountName("t\(place)")!, actions: actions))
        var (one, other): (LedgerError?, LedgerError?)
        do { try fast.post(actions) } catch { one = error as? LedgerError }
        do throws(LedgerError) { try plain.post(booking) } catch { other = error }
        #expect(one == other)
        if one != nil { refused += 1 }
      }
      #expect(fast.lines == plain.lines)
      #expect(fast.books.head.root == plain.head.root)
      for account in [Account.deposit(Self.a), .blocked(Self.a, hold: Self.h), .custody] {
        #expect(fast.amount(account) == plain.balances.amount(of: account, .cash))
      }
    }
    #expect(refused > 1_000)
  }

  @Test func `A recorded booking is read back, and a difference names its field`() throws {
    var ledger = try deposited(100)
    let actions: [Booking.Action] = [
      .hold(Self.a, name: Self.h, Self.money(60)), .capture(Self.a, hold: Self.h, Self.money(25)),
      .withdraw(Self.a, Self.money(5)), .hold(Self.a, name: Self.g, Self.money(70)),
      .release(Self.a, hold: Self.g),
    ]
    try ledger.post(actions)
    let values = try ledger.lines.split(separator: 0x0A).dropFirst().map {
      try JSONParser.parse($0)
    }
    let recorded = try #require(Booking(recorded: Array(values)))
    let own = try #require(Booking(reference: AccountName("t2")!, actions: actions))
    #expect(recorded == own)
    var others = actions
    others[1] = .capture(Self.a, hold: Self.h, Self.money(26))
    let other = try #require(Booking(reference: AccountName("t2")!, actions: others))
    #expect(
      throws: LedgerError.operationDiffers(
        id: "booking-t2", field: "do[1].amount", found: #""0.26""#, recorded: #""0.25""#)
    ) { try other.checkSame(as: recorded) }
  }
}
