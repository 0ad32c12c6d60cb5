import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Testing

@Suite struct BalancesTests {
  private func balances(_ postings: [Posting]) throws -> Balances {
    var balances = Balances()
    for posting in postings { try balances.apply(posting) }
    return balances
  }

  @Test func `An account that comes to zero is gone`() throws {
    let a = Account.investor("a")
    var balances = try balances([Posting(a, cash: Money(fen: 5)), Posting(a, shares: Shares(3))])
    #expect(balances.amount(of: a, .cash) == 5)
    #expect(balances.amount(of: a, .shares) == 3)
    try balances.apply(Posting(a, cash: Money(fen: -5)))
    #expect(balances.amount(of: a, .cash) == 0)
    #expect(balances.open(.cash).isEmpty)
    #expect(balances.open(.shares).map(\.account) == [a])
    try balances.apply(Posting(a, cash: Money(fen: -1)))
    #expect(balances.open(.cash).map(\.amount) == [-1])
  }

  @Test func `A posting of zero opens nothing`() throws {
    #expect(try balances([Posting(.issuer, cash: .zero)]).open(.cash).isEmpty)
  }

  @Test func `An entry is applied whole`() throws {
    var balances = Balances()
    try balances.apply(
      Entry(
        id: "x", kind: .opening, body: [:],
        postings: Posting.move(Shares(10), from: .issuer, to: .tranche(.online))))
    let open = balances.open(.shares).sorted { $0.account < $1.account }
    #expect(open.map(\.amount) == [-10, 10])
    #expect(open.map(\.account) == [.issuer, .tranche(.online)])
  }

  @Test func `A balance beyond 64 bits is an error`() throws {
    var balances = try balances([Posting(.proceeds, cash: Money(fen: .max))])
    #expect(throws: LedgerError.overflow(account: "proceeds")) {
      try balances.apply(Posting(.proceeds, cash: Money(fen: 1)))
    }
    #expect(balances.amount(of: .proceeds, .cash) == .max)
  }

  @Test func `Sums under a prefix are taken in 128 bits`() throws {
    let balances = try balances([
      Posting(.free("a"), shares: Shares(.max)), Posting(.free("b"), shares: Shares(.max)),
      Posting(.free("b"), cash: Money(fen: 7)), Posting(.issuer, shares: Shares(-1)),
    ])
    #expect(balances.sum(under: "register:", .shares) == 2 * Int128(Int64.max))
    #expect(balances.sum(under: "register:b:", .cash) == 7)
    #expect(balances.sum(under: "tranche:", .shares) == 0)
  }

  @Test func `A parent is a whole part of a path`() {
    #expect(Account(path: "tranche:online").isWithin("tranche"))
    #expect(Account(path: "tranche:online").isWithin("tranche:online"))
    #expect(!Account(path: "tranche:online").isWithin("tranche:on"))
    #expect(!Account(path: "tranches").isWithin("tranche"))
    #expect(!Account(path: "tranche").isWithin("tranche:online"))
    #expect(!Account(path: "allotted:online:ab").isWithin("allotted:online:a"))
  }

  @Test func `The first open account is found by whole names, cash first, in path order`() throws {
    let balances = try balances([
      Posting(.allotted(.online, "b"), shares: Shares(2)),
      Posting(.allotted(.online, "a"), shares: Shares(1)),
      Posting(.allotted(.online, "ab"), shares: Shares(3)),
      Posting(.receivable(.online, "z"), cash: Money(fen: -4)),
    ])
    let shares = try #require(balances.firstOpen(under: ["allotted", "tranche"]))
    #expect(shares.account == .allotted(.online, "a"))
    #expect(shares.amount == 1 && shares.commodity == .shares)
    let cash = try #require(balances.firstOpen(under: ["allotted", "receivable:online"]))
    #expect(cash.account == .receivable(.online, "z"))
    #expect(cash.amount == -4 && cash.commodity == .cash)
    let longer = try #require(balances.firstOpen(under: ["allotted:online:ab"]))
    #expect(longer.amount == 3)
    #expect(balances.firstOpen(under: ["allot", "receivable:on", "escrow"])?.account == nil)
    #expect(balances.firstOpen(under: [])?.account == nil)
  }
}
