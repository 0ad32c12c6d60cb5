import Ledger
import Offerings
import Quantities
import Testing
import TradingDays

@Suite struct ChartOfAccountsTests {
  private let chart = ChartOfAccounts.standard

  private func allows(_ path: String, _ commodity: Commodity) -> Bool {
    let account = Account(path: path)
    switch commodity {
    case .cash: return chart.allows(Posting(account, cash: Money(fen: 1)))
    case .shares: return chart.allows(Posting(account, shares: Shares(1)))
    }
  }

  @Test(arguments: [
    ("issuer", "cash shares"), ("tranche:online", "shares"), ("allotted:offline:a.1", "shares"),
    ("investor:a", "cash"), ("receivable:online:a", "cash"), ("escrow:strategic", "cash"),
    ("proceeds", "cash"), ("underwriter", "cash shares"), ("underwriter:fee", "cash"),
    ("underwriter:vat", "cash"), ("underwriter:brokerage", "cash"), ("fees:audit", "cash"),
    ("tax:stamp-duty", "cash"), ("register:a:free", "shares"),
    ("register:a:locked:2020-12-02", "shares"),
  ])
  func `Each kind of account is allowed in its commodities alone`(
    path: String, commodities: String
  ) {
    #expect(allows(path, .cash) == commodities.contains("cash"))
    #expect(allows(path, .shares) == commodities.contains("shares"))
  }

  @Test(arguments: [
    "", ":", "Issuer", "issuer:", "issuer:a", "issuers", "tranche", "tranche:", "tranche::",
    "tranche:online:a", "allotted:online", "allotted:online:", "allotted:online:a:b",
    "allotted::a", "investor", "investor:", "receivable:online", "escrow", "proceeds:a",
    "underwriter:fees", "underwriter:fee:a", "fees", "fees:", "fees:a:b", "tax", "tax:",
    "tax:stamp-duty:a", "tax:income", "register:a", "register:a:", "register:a:locked",
    "register:a:locked:", "register:a:locked:2020-12-02:x", "register::free", "register:a:Free",
    "register:free", ":issuer", "cash", "<tranche>",
  ])
  func `A near miss is refused`(path: String) {
    #expect(!allows(path, .cash))
    #expect(!allows(path, .shares))
  }

  @Test func `Every constructor makes an account of the chart`() throws {
    let name = try #require(AccountName("n"))
    let day = try #require(Day("2021-05-31"))
    let cash: [Account] = [
      .issuer, .underwriter, .underwriterFee, .underwriterVAT, .underwriterBrokerage, .proceeds,
      .stampDuty, .escrow(.offline), .investor("n"), .receivable(.strategic, "n"), .fees(name),
    ]
    for account in cash { #expect(allows(account.path, .cash), "\(account)") }
    let shares: [Account] = [
      .issuer, .underwriter, .tranche(.online), .allotted(.offline, "n"), .free("n"),
      .locked("n", until: day),
    ]
    for account in shares { #expect(allows(account.path, .shares), "\(account)") }
    #expect(Account.locked("n", until: day).path == "register:n:locked:2021-05-31")
  }

  @Test func `The chart is read from lines of three cells`() {
    let chart = ChartOfAccounts(
      text:
        "# a comment | cash | no\n\nissuer|shares|whole\nx:<y>  |  cash,  shares | parts \nbad | cash"
    )
    #expect(chart.kinds.map(\.pattern) == ["issuer", "x:<y>"])
    #expect(chart.kinds.map(\.commodities) == [[.shares], [.cash, .shares]])
    #expect(chart.kinds.map(\.meaning) == ["whole", "parts"])
    #expect(chart.index(of: Account(path: "x:1"), .cash) == 1)
    #expect(chart.index(of: Account(path: "issuer"), .cash) == nil)
    #expect(chart.index(of: Account(path: "issuer"), .shares) == 0)
  }
}
